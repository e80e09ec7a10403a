import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { Rocket } from "lucide-react";
import { RUN_WORDS, stateOf, triggerOf } from "@/features/application/deployments";
import { runTime } from "@/features/application/stages";
import { duration } from "@/lib/time";
import { SearchField } from "@/ui/SearchField";
import { Section } from "@/ui/Section";
import { Segmented } from "@/ui/Segmented";
import { Ago, Commit } from "@/ui/Small";
import { Empty, Loaded, Skeleton } from "@/ui/States";
import { Status } from "@/ui/Status";
import { useNewestRuns } from "./newestRuns";
import { isWanted, placeOf, type Told } from "./queue";

const STATUSES = [
  { value: "", label: "All" },
  { value: "done", label: "Done" },
  { value: "error", label: "Failed" },
  { value: "cancelled", label: "Cancelled" },
];

/** What was deployed, newest first, found by name and by how it ended. */
export function Ended() {
  const { q = "", status = "" } = useSearch({ from: "/shell/deployments" });
  const navigate = useNavigate({ from: "/deployments" });
  const query = useNewestRuns();
  const choose = (change: { q?: string | undefined; status?: string | undefined }) =>
    void navigate({ search: (before) => ({ ...before, ...change }), replace: true });
  return (
    <Section title="Recent" flush>
      <div className="flex flex-wrap items-center gap-2 border-b px-4 py-2.5">
        <SearchField
          label="Search application, project or title"
          value={q}
          onChange={(text) => choose({ q: text || undefined })}
          className="min-w-48 flex-1"
        />
        <Segmented
          label="How it ended"
          value={STATUSES.some((one) => one.value === status) ? status : ""}
          options={STATUSES}
          onChange={(value) => choose({ status: value || undefined })}
        />
      </div>
      <Loaded query={query} loading={<Skeleton className="m-4 h-10" count={6} />}>
        {(all) => {
          const shown = all.filter((run) => isWanted(run, q, status));
          if (all.length === 0) {
            return (
              <Empty icon={<Rocket />} title="Nothing was deployed yet" className="m-4">
                Open an application and deploy it: each run appears here.
              </Empty>
            );
          }
          if (shown.length === 0) {
            return <Empty title="No deployment is like that" className="m-4" />;
          }
          return (
            <ol className="divide-y">
              {shown.map((run) => (
                <li key={run.deploymentId}>
                  <EndedRow run={run} />
                </li>
              ))}
            </ol>
          );
        }}
      </Loaded>
    </Section>
  );
}

interface EndedRowProps {
  run: Told & {
    commitSha: string | null;
    createdAt: string;
    startedAt: string | null;
    finishedAt: string | null;
    errorMessage: string | null;
  };
}

function EndedRow({ run }: EndedRowProps) {
  const state = stateOf(run);
  const took = runTime(run, Date.now());
  const { application } = run;
  return (
    <div className="relative grid grid-cols-[minmax(0,1fr)_auto] gap-x-4 gap-y-0.5 px-4 py-2.5 transition-colors hover:bg-hover sm:grid-cols-[7rem_minmax(0,1fr)_auto]">
      <Status
        is={state}
        {...(RUN_WORDS[state] ? { label: RUN_WORDS[state] } : {})}
        className="max-sm:row-start-1 max-sm:col-start-2 max-sm:justify-self-end"
      />
      <div className="min-w-0 max-sm:row-span-2 max-sm:row-start-1">
        <p className="flex min-w-0 items-baseline gap-2">
          {application && (
            <Link
              to="/applications/$applicationId/deployments/$deploymentId"
              params={{ applicationId: application.applicationId, deploymentId: run.deploymentId }}
              className="shrink-0 font-medium outline-none after:absolute after:inset-0 focus-visible:underline"
            >
              {application.name}
            </Link>
          )}
          <span className="truncate text-muted text-sm">{placeOf(run)}</span>
        </p>
        <p className="flex min-w-0 items-baseline gap-2 text-muted text-sm">
          <span className="truncate">{run.errorMessage ?? `${run.title}, ${triggerOf(run)}`}</span>
          {run.commitSha && <Commit sha={run.commitSha} />}
        </p>
      </div>
      <div className="flex items-center justify-end gap-4 text-muted text-sm">
        <span className="w-16 text-right tabular-nums max-sm:hidden">
          {took === null ? "" : duration(took)}
        </span>
        <span className="sm:w-20 sm:text-right">
          <Ago at={run.createdAt} />
        </span>
      </div>
    </div>
  );
}
