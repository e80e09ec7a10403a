/** How much of a log is looked at, as the URL holds it; what is usual is left out there. */
export interface LogSearch {
  /** The first letters of one container's id; all replicas without. */
  container?: string | undefined;
  since?: Since | undefined;
  tail?: number | undefined;
  times?: boolean | undefined;
}

export const SINCE = {
  all: "Of any time",
  "15m": "Last 15 minutes",
  "1h": "Last hour",
  "6h": "Last 6 hours",
  "1d": "Last day",
  "7d": "Last week",
} as const;
export type Since = keyof typeof SINCE;

export const TAILS = [100, 1000, 10_000] as const;
export const TAIL = 1000;

/** What the URL says, as far as it makes sense. */
export function logSearch(search: Record<string, unknown>): LogSearch {
  const { container, since, tail, times } = search;
  return {
    // A container's id of digits alone is a number to whoever reads a URL.
    container: typeof container === "string" || typeof container === "number" ? String(container) : undefined,
    since: typeof since === "string" && since in SINCE && since !== "all" ? (since as Since) : undefined,
    tail: TAILS.find((count) => count === tail && count !== TAIL),
    times: times === true || undefined,
  };
}

export interface Container {
  containerId: string;
  name: string;
  state: string;
  status: string;
}

const SHORT = 12;

/** What the URL holds of a container's id. */
export const short = (containerId: string): string => containerId.slice(0, SHORT);

/** The container that the URL names; undefined for all, and for one that is gone. */
export const chosen = (all: readonly Container[], wanted: string | undefined): Container | undefined =>
  wanted ? all.find((one) => short(one.containerId) === wanted) : undefined;

/** `Replica 2, up 3 hours (3f9c01ab22d1)` */
export function described({ containerId, name, status }: Container): string {
  const replica = /\.(\d+)\./.exec(name)?.[1];
  const state = status ? `${status.charAt(0).toLowerCase()}${status.slice(1)}` : "unknown";
  return `${replica ? `Replica ${replica}` : name}, ${state} (${short(containerId)})`;
}
