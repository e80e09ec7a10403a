import type { StatusWord } from "@/ui/Status";
import type { Stage } from "./stages";

interface Run {
  state: string;
  status: string | null;
}

const STATES: Record<string, StatusWord> = {
  queued: "queued",
  running: "running",
  done: "done",
  error: "error",
  cancelled: "cancelled",
};

/** What a run is doing, from the field that says all of it (`status` keeps to the words that older clients know). */
export const stateOf = (run: Run): StatusWord =>
  STATES[run.state] ?? (run.status as StatusWord | null) ?? "idle";

/** Words for a run's state; a service's would say "Running" where a run is done. */
export const RUN_WORDS: Partial<Record<StatusWord, string>> = { done: "Done", running: "Running" };

/** Whether it still waits or works, so that it can be cancelled. */
export const isActive = (run: Run): boolean => run.state === "queued" || run.state === "running";

/** The stages of a row; the API describes them as plain JSON. */
export const stagesOf = (run: { stages?: unknown }): Stage[] =>
  Array.isArray(run.stages) ? (run.stages as Stage[]) : [];

const TRIGGERS: Record<string, string> = {
  manual: "by hand",
  api: "by API key",
  webhook: "by a push",
  rollback: "as a rollback",
  schedule: "by schedule",
};

/** Who or what started it, in words. */
export const triggerOf = (run: { trigger: string | null }): string =>
  TRIGGERS[run.trigger ?? ""] ?? run.trigger ?? "";
