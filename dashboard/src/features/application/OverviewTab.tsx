import { Link, useParams } from "@tanstack/react-router";
import { api } from "@/api/client";
import { buttonClass } from "@/ui/Button";
import { Note } from "@/ui/Note";
import { Section } from "@/ui/Section";
import { Loaded, Skeleton } from "@/ui/States";
import { useApplication } from "./ApplicationPage";
import { DeploymentRow } from "./DeploymentRow";
import { DomainLinks } from "./DomainLinks";
import { Serving } from "./Serving";

const RECENT = 5;

/** The answer to "is it well?": what really runs, where it answers, what happened last. */
export function OverviewTab() {
  const { applicationId } = useParams({ from: "/shell/applications/$applicationId" });
  const query = useApplication(applicationId);
  const runs = api.useQuery("get", "/deployment.allByType", {
    params: { query: { id: applicationId, type: "application" } },
  });
  return (
    <Loaded query={query} loading={<Skeleton className="h-64" />}>
      {(application) => {
        const live = runs.data?.find((run) => run.rollback?.rollbackId === application.liveRollbackId);
        return (
          <div className="grid gap-6">
            {application.differsFromRelease && (
              <Note
                action={
                  <Link
                    to="/applications/$applicationId/environment"
                    params={{ applicationId }}
                    className={buttonClass("plain", "small")}
                  >
                    Look at the settings
                  </Link>
                }
              >
                What is saved differs from what runs. The next deployment uses it.
              </Note>
            )}
            <div className="grid items-start gap-6 lg:grid-cols-2">
              <Serving application={application} release={live} />
              <Section title="Domains" text="Where it answers">
                <DomainLinks applicationId={applicationId} domains={application.domains} />
              </Section>
            </div>
            <Section
              title="Recent deployments"
              flush
              actions={
                <Link
                  to="/applications/$applicationId/deployments"
                  params={{ applicationId }}
                  className={buttonClass("quiet", "small")}
                >
                  All
                </Link>
              }
            >
              <Loaded query={runs} loading={<Skeleton className="m-4 h-12" count={3} />}>
                {(all) =>
                  all.length === 0 ? (
                    <p className="p-4 text-muted text-sm">Not deployed yet.</p>
                  ) : (
                    <ol aria-label="Deployments" className="divide-y">
                      {all.slice(0, RECENT).map((run) => (
                        <li key={run.deploymentId}>
                          <DeploymentRow run={run} applicationId={applicationId} isLive={run === live} />
                        </li>
                      ))}
                    </ol>
                  )
                }
              </Loaded>
            </Section>
          </div>
        );
      }}
    </Loaded>
  );
}
