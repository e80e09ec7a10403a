import { Link } from "@tanstack/react-router";
import { EllipsisVertical, History, ScrollText, Square } from "lucide-react";
import { useState } from "react";
import { api } from "@/api/client";
import { usePermissions } from "@/api/permissions";
import { useNow } from "@/lib/now";
import { duration } from "@/lib/time";
import { Badge } from "@/ui/Badge";
import { IconButton } from "@/ui/Button";
import { Menu } from "@/ui/Menu";
import { ErrorNote } from "@/ui/Note";
import { Ago, Commit } from "@/ui/Small";
import { Status } from "@/ui/Status";
import { isActive, RUN_WORDS, stateOf, triggerOf } from "./deployments";
import { RollBack } from "./RollBack";
import { runTime } from "./stages";

export interface Run {
  deploymentId: string;
  title: string;
  state: string;
  status: string | null;
  stage: string | null;
  trigger: string | null;
  createdAt: string;
  startedAt: string | null;
  finishedAt: string | null;
  errorMessage: string | null;
  commitSha: string | null;
  queuePosition: number | null;
  waitingFor: string | null;
  rollback?: { rollbackId: string; version: number } | null;
}

interface DeploymentRowProps {
  run: Run;
  applicationId: string;
  /** It made the release that serves now. */
  isLive: boolean;
}

export function DeploymentRow({ run, applicationId, isLive }: DeploymentRowProps) {
  const may = usePermissions();
  const [rollingBack, setRollingBack] = useState(false);
  const cancel = api.useMutation("post", "/deployment.cancel");
  const now = useNow(isActive(run));
  const state = stateOf(run);
  const took = runTime(run, now);
  const release = run.rollback;
  const params = { applicationId, deploymentId: run.deploymentId };

  return (
    <div className="relative grid gap-x-4 gap-y-1 px-4 py-3 transition-colors hover:bg-hover sm:grid-cols-[7rem_1fr_auto]">
      <Status is={state} {...(RUN_WORDS[state] ? { label: RUN_WORDS[state] } : {})} />
      <div className="min-w-0">
        <p className="flex items-center gap-2">
          <Link
            to="/applications/$applicationId/deployments/$deploymentId"
            params={params}
            className="truncate font-medium outline-none after:absolute after:inset-0 focus-visible:underline"
          >
            {run.title}
          </Link>
          {run.commitSha && <Commit sha={run.commitSha} />}
          {isLive && <Badge tone="ok">Live</Badge>}
        </p>
        <p className="truncate text-muted text-sm">{said(run)}</p>
        {cancel.error && <ErrorNote error={cancel.error} />}
      </div>
      <div className="flex items-center gap-3 text-muted text-sm">
        <span className="tabular-nums">{took === null ? "" : duration(took)}</span>
        <Ago at={run.createdAt} />
        <div className="relative ml-auto">
          <Menu
            trigger={
              <IconButton label={`More about ${run.title}`}>
                <EllipsisVertical className="size-4" />
              </IconButton>
            }
            items={[
              isActive(run) && {
                label: "Cancel",
                icon: <Square />,
                danger: true,
                reason: !may("deployment:cancel") && "Your role does not cancel deployments",
                onSelect: () => cancel.mutate({ body: { deploymentId: run.deploymentId } }),
              },
              release &&
                !isLive && {
                  label: `Roll back to release ${release.version}`,
                  icon: <History />,
                  reason: !may("deployment:create") && "Your role does not deploy",
                  onSelect: () => setRollingBack(true),
                },
              {
                label: "Copy the log's address",
                icon: <ScrollText />,
                onSelect: () =>
                  void navigator.clipboard?.writeText(
                    `${location.origin}/applications/${applicationId}/deployments/${run.deploymentId}`,
                  ),
              },
            ]}
          />
        </div>
      </div>
      {release && (
        <RollBack
          open={rollingBack}
          onClose={() => setRollingBack(false)}
          release={{ ...release, title: run.title }}
          applicationId={applicationId}
        />
      )}
    </div>
  );
}

/** One line on where it stands: why it waits, what it does, why it failed, or who asked for it. */
function said(run: Run): string {
  if (run.state === "queued") {
    const place = run.queuePosition ? `Number ${run.queuePosition} in the queue` : "Waiting";
    return run.waitingFor ? `${place}: ${run.waitingFor}` : place;
  }
  if (run.state === "running") return run.stage ? `In stage ${run.stage}` : "Starting";
  if (run.errorMessage) return run.errorMessage;
  return `Deployed ${triggerOf(run)}`;
}
