import { cn } from "@/lib/cn";
import { useNow } from "@/lib/now";
import { duration } from "@/lib/time";
import { Hint } from "@/ui/Hint";
import { Status, type StatusWord } from "@/ui/Status";
import { STAGE_TEXT, type Stage, type TimedStage, timed } from "./stages";

const SHAPES: Record<string, StatusWord> = { done: "done", error: "error", cancelled: "cancelled" };

/** The stages of a run, each as wide as its share of the time, and never too narrow to be read. */
export function StageBar({ stages, active }: { stages: readonly Stage[] | null; active: boolean }) {
  const now = useNow(active);
  const all = timed(stages, now).filter((stage) => active || stage.milliseconds !== null);
  return (
    <ol className="flex gap-1 overflow-x-auto pb-1" aria-label="Stages">
      {all.map((stage) => (
        <li
          key={stage.name}
          className="min-w-20 basis-0"
          style={{ flexGrow: Math.max(1, Math.sqrt(stage.milliseconds ?? 0) / 10) }}
        >
          <Hint text={STAGE_TEXT[stage.name] ?? stage.name}>
            <button type="button" className="block w-full cursor-default text-left">
              <span className={cn("mb-1.5 block h-1 rounded-full", color(stage))} />
              <span className="flex items-center gap-1.5 text-sm">
                <Status is={shape(stage)} bare />
                <span className={cn(stage.milliseconds === null && "text-muted")}>{stage.name}</span>
              </span>
              <span className="block pl-4.5 text-muted text-xs tabular-nums">
                {stage.milliseconds === null ? "–" : duration(stage.milliseconds)}
              </span>
            </button>
          </Hint>
        </li>
      ))}
    </ol>
  );
}

function shape(stage: TimedStage): StatusWord {
  if (stage.milliseconds === null) return "idle";
  return stage.outcome ? (SHAPES[stage.outcome] ?? "idle") : "running";
}

function color(stage: TimedStage): string {
  const looks: Partial<Record<StatusWord, string>> = {
    done: "bg-ok",
    running: "bg-accent animate-pulse",
    error: "bg-bad",
  };
  return looks[shape(stage)] ?? "bg-line-strong";
}
