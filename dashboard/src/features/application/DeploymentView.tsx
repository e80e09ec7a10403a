import { Link, useParams } from "@tanstack/react-router";
import { ArrowLeft, Square } from "lucide-react";
import { api } from "@/api/client";
import { usePermissions } from "@/api/permissions";
import { useNow } from "@/lib/now";
import { duration } from "@/lib/time";
import { useDeploymentLog } from "@/streams/deployment";
import { Button } from "@/ui/Button";
import { LogView } from "@/ui/LogView";
import { ErrorNote, Note } from "@/ui/Note";
import { Ago, Commit } from "@/ui/Small";
import { Empty, Loaded, Skeleton } from "@/ui/States";
import { Status } from "@/ui/Status";
import { isActive, RUN_WORDS, stagesOf, stateOf, triggerOf } from "./deployments";
import { StageBar } from "./StageBar";
import { runTime } from "./stages";

/** One run: its stages with their times, and its log as it is written. */
export function DeploymentView() {
  const { applicationId, deploymentId } = useParams({
    from: "/shell/applications/$applicationId/deployments/$deploymentId",
  });
  const runs = api.useQuery("get", "/deployment.allByType", {
    params: { query: { id: applicationId, type: "application" } },
  });
  const cancel = api.useMutation("post", "/deployment.cancel");
  const kill = api.useMutation("post", "/deployment.killProcess");
  const may = usePermissions();
  const run = runs.data?.find((one) => one.deploymentId === deploymentId);
  const active = run !== undefined && isActive(run);
  const now = useNow(active);
  const { lines, state, reason } = useDeploymentLog(deploymentId);

  return (
    <Loaded query={runs} loading={<Skeleton className="h-96" />}>
      {() => {
        // One that was asked for a moment ago is not in the list until that comes anew.
        if (!run) {
          return runs.isFetching ? (
            <Skeleton className="h-96" />
          ) : (
            <Empty title="This deployment is no longer kept" />
          );
        }
        const word = stateOf(run);
        const took = runTime(run, now);
        return (
          <article className="grid gap-4">
            <header className="flex flex-wrap items-center gap-x-3 gap-y-1">
              <Link
                to="/applications/$applicationId/deployments"
                params={{ applicationId }}
                aria-label="All deployments"
                className="rounded-md p-1 text-muted hover:bg-hover hover:text-text"
              >
                <ArrowLeft className="size-4" />
              </Link>
              <h2 className="min-w-0 truncate font-semibold text-lg">{run.title}</h2>
              <Status is={word} {...(RUN_WORDS[word] ? { label: RUN_WORDS[word] } : {})} />
              {run.commitSha && <Commit sha={run.commitSha} />}
              <p className="text-muted text-sm">
                {triggerOf(run)} <Ago at={run.createdAt} />
                {took !== null && `, ${active ? "for" : "took"} ${duration(took)}`}
              </p>
              {active && may("deployment:cancel") && (
                <div className="ml-auto flex gap-2">
                  <Button
                    icon={<Square className="size-3.5" />}
                    busy={cancel.isPending}
                    onClick={() => cancel.mutate({ body: { deploymentId } })}
                  >
                    Cancel
                  </Button>
                  {run.state === "running" && run.stage === "build" && (
                    <Button
                      kind="danger"
                      busy={kill.isPending}
                      onClick={() => kill.mutate({ body: { deploymentId } })}
                    >
                      Kill the build
                    </Button>
                  )}
                </div>
              )}
            </header>
            {(cancel.error ?? kill.error) && <ErrorNote error={cancel.error ?? kill.error} />}
            {run.state === "queued" && (
              <Note title={run.queuePosition ? `Number ${run.queuePosition} in the queue` : "Waiting"}>
                {run.waitingFor ?? "It starts as soon as a worker is free."}
              </Note>
            )}
            {run.errorMessage && <Note tone="bad">{run.errorMessage}</Note>}
            {run.state !== "queued" && <StageBar stages={stagesOf(run)} active={active} />}
            <LogView
              lines={lines}
              label={`Log of ${run.title}`}
              fileName={`${deploymentId}.log`}
              empty={state === "ended" ? reason || "This run wrote no log." : "Waiting for the first line…"}
              className="h-[max(24rem,calc(100dvh-22rem))] overflow-hidden rounded-lg border"
            />
          </article>
        );
      }}
    </Loaded>
  );
}
