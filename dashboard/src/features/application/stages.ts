/** A step of a run as the deployment's row tells it. */
export interface Stage {
  name: string;
  startedAt: string | null;
  finishedAt: string | null;
  outcome: string | null;
}

export interface TimedStage extends Stage {
  /** Up to now for a stage that still runs; null where it was left out or has not begun. */
  milliseconds: number | null;
}

/** The order in which a run goes through its stages; those to come are shown as well. */
const ORDER = ["source", "build", "push", "start", "verify", "route", "drain"];

/** What each stage does, for the hint at its name. */
export const STAGE_TEXT: Record<string, string> = {
  source: "Fetches the commit, image or upload",
  build: "Makes the image",
  push: "Sends the image to the registry",
  start: "Starts the new release beside the old one",
  verify: "Waits until the new release is healthy and answers",
  route: "Switches traffic to the new release",
  drain: "Lets the old release finish its requests, then removes it",
};

/** All stages of a run in order, with how long each took. */
export function timed(stages: readonly Stage[] | null, now: number): TimedStage[] {
  const known = new Map((stages ?? []).map((stage) => [stage.name, stage]));
  return ORDER.map((name) => {
    const stage = known.get(name) ?? { name, startedAt: null, finishedAt: null, outcome: null };
    const isLeftOut = stage.outcome === "skipped" || !stage.startedAt;
    const end = stage.finishedAt ? Date.parse(stage.finishedAt) : now;
    return {
      ...stage,
      milliseconds: isLeftOut ? null : Math.max(0, end - Date.parse(stage.startedAt ?? "")),
    };
  });
}

/** How long a run took, or has taken until now; null while it waits. */
export function runTime(
  run: { startedAt: string | null; finishedAt: string | null },
  now: number,
): number | null {
  if (!run.startedAt) return null;
  return (run.finishedAt ? Date.parse(run.finishedAt) : now) - Date.parse(run.startedAt);
}
