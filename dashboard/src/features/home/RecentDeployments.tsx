import { Link } from "@tanstack/react-router";
import { api } from "@/api/client";
import { stateOf } from "@/features/application/deployments";
import { Ago } from "@/ui/Small";
import { Loaded, Skeleton } from "@/ui/States";
import { Status } from "@/ui/Status";

const SHOWN = 12;

/** What was deployed last, across all projects. */
export function RecentDeployments() {
  const deployments = api.useQuery("get", "/deployment.allCentralized", {
    params: { query: { limit: SHOWN } },
  });
  return (
    <section aria-labelledby="recent">
      <h2 id="recent" className="mb-3 font-semibold">
        Recent deployments
      </h2>
      <Loaded query={deployments} loading={<Skeleton className="mb-2 h-12" count={5} />}>
        {(all) =>
          all.length === 0 ? (
            <p className="text-muted text-sm">Nothing was deployed yet.</p>
          ) : (
            <ol className="grid gap-px overflow-hidden rounded-lg border bg-line">
              {all.map((one) => (
                <li key={one.deploymentId} className="bg-surface">
                  {one.application && (
                    <Link
                      to="/applications/$applicationId/deployments/$deploymentId"
                      params={{
                        applicationId: one.application.applicationId,
                        deploymentId: one.deploymentId,
                      }}
                      className="grid gap-0.5 px-3 py-2 text-sm transition-colors hover:bg-hover"
                    >
                      <span className="flex items-center gap-2">
                        <Status is={stateOf(one)} bare />
                        <span className="min-w-0 flex-1 truncate font-medium">{one.application.name}</span>
                        <span className="text-muted text-xs">
                          <Ago at={one.createdAt} />
                        </span>
                      </span>
                      <span className="truncate pl-5 text-muted text-xs">
                        {one.application.environment.project.name}: {one.title}
                      </span>
                    </Link>
                  )}
                </li>
              ))}
            </ol>
          )
        }
      </Loaded>
    </section>
  );
}
