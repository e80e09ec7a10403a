import { Link } from "@tanstack/react-router";
import { EllipsisVertical, OctagonX } from "lucide-react";
import { api } from "@/api/client";
import { duration } from "@/lib/time";
import { Button, IconButton } from "@/ui/Button";
import { Menu } from "@/ui/Menu";
import { ErrorNote } from "@/ui/Note";
import { Status } from "@/ui/Status";
import { applicationOf, type Job, placeOf, standing, type Told } from "./queue";

interface ActiveRowProps {
  job: Job;
  /** More about it, when it is among the newest. */
  told: Told | undefined;
  now: number;
  mayCancel: boolean;
}

/** A run that works or waits: where it stands, for how long, and how to end it. */
export function ActiveRow({ job, told, now, mayCancel }: ActiveRowProps) {
  const cancel = api.useMutation("post", "/deployment.cancel");
  const kill = api.useMutation("post", "/deployment.killProcess");
  const isRunning = job.state === "active";
  const applicationId = applicationOf(job);
  const name = job.servicePath.label;
  const error = cancel.error ?? kill.error;
  const body = { deploymentId: job.id };
  return (
    <div className="grid grid-cols-[minmax(0,1fr)_auto] items-center gap-x-4 gap-y-1 px-4 py-3 sm:grid-cols-[7rem_minmax(0,1fr)_auto_auto]">
      <Status
        is={isRunning ? "running" : "queued"}
        label={isRunning ? "Running" : "Waiting"}
        className="max-sm:col-span-2"
      />
      <div className="min-w-0">
        <p className="flex min-w-0 items-baseline gap-2">
          {applicationId ? (
            <Link
              to="/applications/$applicationId/deployments/$deploymentId"
              params={{ applicationId, deploymentId: job.id }}
              className="shrink-0 font-medium hover:underline hover:underline-offset-4"
            >
              {name}
            </Link>
          ) : (
            <span className="shrink-0 font-medium">{name}</span>
          )}
          {told && <span className="truncate text-muted text-sm">{placeOf(told)}</span>}
        </p>
        <p className="text-muted text-sm sm:truncate">
          {standing(job, told?.stage)}
          {told && <span className="text-faint"> · {told.title}</span>}
        </p>
      </div>
      <span className="text-muted text-sm tabular-nums max-sm:hidden">
        {duration(Math.max(0, now - (job.processedOn ?? job.timestamp)))}
      </span>
      <div className="flex items-center gap-1">
        <Button
          size="small"
          busy={cancel.isPending}
          disabled={!mayCancel}
          title={mayCancel ? undefined : "You may not cancel deployments"}
          aria-label={`Cancel the deployment of ${name}`}
          onClick={() => cancel.mutate({ body })}
        >
          Cancel
        </Button>
        <Menu
          trigger={
            <IconButton label={`More about the deployment of ${name}`}>
              <EllipsisVertical className="size-4" />
            </IconButton>
          }
          items={[
            {
              label: "Kill: end its processes at once, as failed",
              icon: <OctagonX />,
              danger: true,
              reason: mayCancel ? undefined : "You may not cancel deployments",
              onSelect: () => kill.mutate({ body }),
            },
          ]}
        />
      </div>
      {error && (
        <div className="col-span-full">
          <ErrorNote error={error} />
        </div>
      )}
    </div>
  );
}
