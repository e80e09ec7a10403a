import { stateOf } from "@/features/application/deployments";

export interface Job {
  id: string;
  state: "waiting" | "active";
  timestamp: number;
  processedOn: number | null;
  servicePath: { label: string };
  data: unknown;
  queuePosition: number | null;
  waitingFor: string | null;
}

/** What the queue's list does not tell about a run, and the list of all runs does. */
export interface Told {
  deploymentId: string;
  title: string;
  state: string;
  status: string | null;
  stage: string | null;
  trigger: string | null;
  application: {
    applicationId: string;
    name: string;
    environment: { name: string; project: { name: string } };
  } | null;
}

/** What runs, the longest first, then what waits in its order. */
export function inOrder(jobs: readonly Job[]): Job[] {
  const place = (job: Job) =>
    job.state === "active"
      ? (job.processedOn ?? job.timestamp)
      : (job.queuePosition ?? Number.MAX_SAFE_INTEGER);
  return [...jobs].sort(
    (one, other) =>
      one.state.localeCompare(other.state) || place(one) - place(other) || one.timestamp - other.timestamp,
  );
}

/** The application of a job; null for what is none. */
export function applicationOf(job: Job): string | null {
  const id = (job.data as { applicationId?: unknown } | null)?.applicationId;
  return typeof id === "string" ? id : null;
}

/** One line on where it stands. */
export function standing(job: Job, stage: string | null | undefined): string {
  if (job.state === "active") return stage ? `In stage ${stage}` : "Starting";
  const place = job.queuePosition ? `Number ${job.queuePosition}` : "Waiting";
  return job.waitingFor ? `${place}, waits for ${job.waitingFor}` : place;
}

/** Where a run belongs: `Shop / production`. */
export const placeOf = ({ application }: Told): string =>
  application ? `${application.environment.project.name} / ${application.environment.name}` : "";

/** Whether a run that has ended is called like this, and ended like this. */
export function isWanted(run: Told, words: string, status: string): boolean {
  const state = stateOf(run);
  if (state === "running" || state === "queued") return false;
  if (status && state !== status) return false;
  const text = `${run.application?.name ?? ""} ${placeOf(run)} ${run.title}`.toLowerCase();
  return words
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word));
}
