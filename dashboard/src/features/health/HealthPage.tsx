import { Stethoscope } from "lucide-react";
import { ApiError } from "@/api/errors";
import { duration } from "@/lib/time";
import { Button } from "@/ui/Button";
import { ErrorNote } from "@/ui/Note";
import { PageHead, Section } from "@/ui/Section";
import { Ago } from "@/ui/Small";
import { Loaded, Skeleton } from "@/ui/States";
import { Status } from "@/ui/Status";
import { CheckRow } from "./CheckRow";
import { counted, type Report, SHAPES, useReport, worstFirst } from "./report";

const SUMMARY = {
  ok: "Everything is well",
  warning: "It works, with warnings",
  failed: "Something does not work",
};

const AGAIN_S = 10;
const againMs = (status: Report["status"]) => status !== "ok" && AGAIN_S * 1000;

/** The installation, from engine to disk: what is well, what is not, why, and what to do about it. */
export function HealthPage() {
  const query = useReport({ againMs });
  const { isFetching, error } = query;
  return (
    <>
      <PageHead
        title="Health"
        text="The installation from engine to disk, examined by trying what your applications need."
        actions={
          !(error && ApiError.of(error).isForbidden) && (
            <Button
              icon={<Stethoscope className="size-4" />}
              busy={isFetching}
              onClick={() => void query.refetch()}
            >
              Examine again
            </Button>
          )
        }
      />
      <Loaded query={query} loading={<Loading />}>
        {(found) => (
          <div className="grid grid-cols-1 gap-4">
            {error && <ErrorNote error={error} />}
            <Found report={found as Report} />
          </div>
        )}
      </Loaded>
    </>
  );
}

function Found({ report }: { report: Report }) {
  const [shape] = SHAPES[report.status];
  return (
    <>
      <div
        role="status"
        className="flex flex-wrap items-center gap-x-6 gap-y-1 rounded-lg border bg-surface px-4 py-3"
      >
        <Status is={shape} label={SUMMARY[report.status]} className="font-semibold" />
        <span className="text-muted text-sm">{counted(report.checks)}</span>
        <span className="text-muted text-sm sm:ml-auto">
          Examined <Ago at={report.checkedAt} /> in {duration(report.durationMs)}
          {report.status !== "ok" && `, again every ${AGAIN_S} s`} · version {report.version}
        </span>
      </div>
      <Section flush className="overflow-hidden">
        <ul className="divide-y" aria-label="Checks">
          {worstFirst(report.checks).map((check) => (
            <li key={check.name}>
              <CheckRow check={check} />
            </li>
          ))}
        </ul>
      </Section>
    </>
  );
}

const Loading = () => (
  <div className="grid gap-4">
    <Skeleton className="h-12" />
    <Skeleton className="h-16" count={6} />
  </div>
);
