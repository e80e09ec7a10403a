import { useParams } from "@tanstack/react-router";
import { Rocket } from "lucide-react";
import { api } from "@/api/client";
import { Empty, Loaded, Skeleton } from "@/ui/States";
import { useApplication } from "./ApplicationPage";
import { DeploymentRow } from "./DeploymentRow";

/** The runs of an application, newest first: what each brought, who asked for it, how long it took. */
export function DeploymentsTab() {
  const { applicationId } = useParams({ from: "/shell/applications/$applicationId" });
  const application = useApplication(applicationId);
  const runs = api.useQuery("get", "/deployment.allByType", {
    params: { query: { id: applicationId, type: "application" } },
  });
  const live = application.data?.liveRollbackId ?? null;
  return (
    <Loaded query={runs} loading={<Skeleton className="mb-2 h-16" count={5} />}>
      {(all) =>
        all.length === 0 ? (
          <Empty icon={<Rocket />} title="Not deployed yet">
            Choose a source, then deploy: each run appears here with its log.
          </Empty>
        ) : (
          <ol aria-label="Deployments" className="divide-y rounded-lg border bg-surface">
            {all.map((run) => (
              <li key={run.deploymentId}>
                <DeploymentRow
                  run={run}
                  applicationId={applicationId}
                  isLive={live !== null && run.rollback?.rollbackId === live}
                />
              </li>
            ))}
          </ol>
        )
      }
    </Loaded>
  );
}
