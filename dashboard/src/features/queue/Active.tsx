import { useState } from "react";
import { api } from "@/api/client";
import { usePermissions } from "@/api/permissions";
import { useNow } from "@/lib/now";
import { Button } from "@/ui/Button";
import { Confirm } from "@/ui/Confirm";
import { Hint } from "@/ui/Hint";
import { Section } from "@/ui/Section";
import { Loaded, Skeleton } from "@/ui/States";
import { toast } from "@/ui/Toasts";
import { ActiveRow } from "./ActiveRow";
import { useNewestRuns } from "./newestRuns";
import { applicationOf, inOrder, type Job } from "./queue";

/** What runs and what waits, with the way to end each. */
export function Active() {
  const query = api.useQuery("get", "/deployment.queueList");
  const runs = useNewestRuns();
  const may = usePermissions();
  const jobs = inOrder(query.data ?? []);
  const waiting = jobs.filter((job) => job.state === "waiting");
  const now = useNow(jobs.length > 0);
  return (
    <Section
      title="Queue"
      text={query.data && counted(jobs.length - waiting.length, waiting.length)}
      flush
      actions={waiting.length > 0 && <ClearWaiting waiting={waiting} allowed={may("deployment:cancel")} />}
    >
      <Loaded query={query} loading={<Skeleton className="m-4 h-12" />}>
        {() =>
          jobs.length === 0 ? (
            <p className="p-4 text-muted text-sm">
              Nothing runs and nothing waits. A deployment begins by hand, by a push, or through the API.
            </p>
          ) : (
            <ol className="divide-y">
              {jobs.map((job) => (
                <li key={job.id}>
                  <ActiveRow
                    job={job}
                    told={runs.data?.find((run) => run.deploymentId === job.id)}
                    now={now}
                    mayCancel={may("deployment:cancel")}
                  />
                </li>
              ))}
            </ol>
          )
        }
      </Loaded>
    </Section>
  );
}

const counted = (running: number, waiting: number): string =>
  running + waiting === 0 ? "" : `${running} running, ${waiting} waiting`;

/** What runs goes on: only what waits leaves the queue, application by application. */
function ClearWaiting({ waiting, allowed }: { waiting: readonly Job[]; allowed: boolean }) {
  const [asking, setAsking] = useState(false);
  const clear = api.useMutation("post", "/application.cleanQueues");
  const button = (
    <Button size="small" kind="danger" disabled={!allowed} onClick={() => setAsking(true)}>
      Clear waiting
    </Button>
  );
  return (
    <>
      {allowed ? button : <Hint text="You may not cancel deployments">{button}</Hint>}
      <Confirm
        open={asking}
        onClose={() => setAsking(false)}
        title={
          waiting.length === 1
            ? "Cancel the deployment that waits?"
            : `Cancel ${waiting.length} waiting deployments?`
        }
        text="They leave the queue as cancelled. What runs goes on, and nothing that serves changes."
        action="Clear waiting"
        onConfirm={async () => {
          for (const applicationId of new Set(waiting.map(applicationOf))) {
            if (applicationId) await clear.mutateAsync({ body: { applicationId } });
          }
          toast("Nothing waits any more");
        }}
      />
    </>
  );
}
