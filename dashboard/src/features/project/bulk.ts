import { ApiError } from "@/api/errors";

export type Progress = "waiting" | "running" | "done" | "error";

/** How it went with one of several; `message` is the server's own when it refused. */
export interface Outcome<T> {
  item: T;
  progress: Progress;
  message?: string;
}

const AT_ONCE = 4;

/**
 * Does something to each of several, a few at a time. One that fails stops no other; `onChange` gets the whole list at
 * every step. Resolves with the outcomes when all are over, and never rejects.
 */
export async function doEach<T>(
  items: readonly T[],
  work: (item: T) => Promise<unknown>,
  onChange: (outcomes: readonly Outcome<T>[]) => void,
): Promise<readonly Outcome<T>[]> {
  let outcomes: readonly Outcome<T>[] = items.map((item) => ({ item, progress: "waiting" }));
  const set = (index: number, change: Omit<Outcome<T>, "item">) => {
    outcomes = outcomes.map((one, at) => (at === index ? { item: one.item, ...change } : one));
    onChange(outcomes);
  };
  let next = 0;
  const worker = async () => {
    while (next < items.length) {
      const index = next++;
      set(index, { progress: "running" });
      try {
        await work(items[index] as T);
        set(index, { progress: "done" });
      } catch (error) {
        set(index, { progress: "error", message: ApiError.of(error).message });
      }
    }
  };
  await Promise.all(Array.from({ length: Math.min(AT_ONCE, items.length) }, worker));
  return outcomes;
}

/** How many ended in which way. */
export function counted(outcomes: readonly Outcome<unknown>[]): Record<Progress, number> {
  const counts: Record<Progress, number> = { waiting: 0, running: 0, done: 0, error: 0 };
  for (const one of outcomes) counts[one.progress] += 1;
  return counts;
}
