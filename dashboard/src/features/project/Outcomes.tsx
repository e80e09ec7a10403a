import { RotateCw, X } from "lucide-react";
import { Button, IconButton } from "@/ui/Button";
import { Section } from "@/ui/Section";
import { Status, type StatusWord } from "@/ui/Status";
import type { Progress } from "./bulk";
import { type RunningJob, summary } from "./useJob";

const LOOKS: Record<Progress, { is: StatusWord; label?: string }> = {
  waiting: { is: "queued", label: "Waiting" },
  running: { is: "running", label: "Working" },
  done: { is: "done" },
  error: { is: "error", label: "Refused" },
};

interface OutcomesProps {
  job: RunningJob;
  onRetry: () => void;
  onDismiss: () => void;
}

/** What became of each service that something was done to; what was refused says why. */
export function Outcomes({ job, onRetry, onDismiss }: OutcomesProps) {
  const failures = job.outcomes.filter((one) => one.progress === "error");
  // What was refused comes first: it is what is left to do.
  const ordered = job.isOver
    ? [...failures, ...job.outcomes.filter((one) => one.progress !== "error")]
    : job.outcomes;
  return (
    <Section
      title={job.title}
      text={<span aria-live="polite">{summary(job)}</span>}
      flush
      actions={
        job.isOver && (
          <>
            {failures.length > 0 && (
              <Button size="small" icon={<RotateCw className="size-3.5" />} onClick={onRetry}>
                Try again
              </Button>
            )}
            <IconButton label="Dismiss" onClick={onDismiss}>
              <X className="size-4" />
            </IconButton>
          </>
        )
      }
    >
      <ul className="max-h-56 divide-y overflow-y-auto" aria-label={`${job.title}: outcomes`}>
        {ordered.map(({ item, progress, message }) => {
          const look = LOOKS[progress];
          return (
            <li key={item.id} className="flex flex-wrap items-baseline gap-x-3 px-4 py-1.5 text-sm">
              <span className="min-w-32 font-medium">{item.name}</span>
              <Status is={look.is} label={look.label ?? capital(job.done)} className="text-muted" />
              {message && <span className="min-w-0 flex-1 basis-48 text-bad">{message}</span>}
            </li>
          );
        })}
      </ul>
    </Section>
  );
}

const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);
