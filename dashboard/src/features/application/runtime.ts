/** What the engine was last seen to run for a service; the API keeps it beside `applicationStatus`. */
export interface Runtime {
  state: string;
  replicas: number;
  running: number;
  image: string | null;
  cause: string | null;
  since: string | null;
}

/** The runtime of a row, which the API describes as plain JSON; null where nothing was ever deployed. */
export function runtimeOf(row: { runtime?: unknown }): Runtime | null {
  return typeof row.runtime === "object" && row.runtime !== null ? (row.runtime as Runtime) : null;
}
