import type { Sample } from "./samples";

/** Numbers over time as a chart wants them; null where nothing is known, so that no line is drawn there. */
export interface Series {
  times: number[];
  lines: (number | null)[][];
}

/** Longer than this between two samples and something is missing: the history has one a minute. */
const GAP_S = 150;

type Measure = (sample: Sample, before: Sample | undefined) => number | null;

/** A level, such as memory. */
export const level =
  (name: "cpu" | "memory"): Measure =>
  (sample) =>
    sample[name];

/** Per second, from a count that only grows; a count that fell belongs to new containers, and says nothing yet. */
export const rate =
  (name: "received" | "sent" | "read" | "written"): Measure =>
  (sample, before) => {
    if (!before || sample.at <= before.at || sample[name] < before[name]) return null;
    return (sample[name] - before[name]) / (sample.at - before.at);
  };

/** The samples since `from` (seconds), measured; a gap in time is a gap in the lines. */
export function seriesOf(samples: readonly Sample[], from: number, measures: readonly Measure[]): Series {
  const times: number[] = [];
  const lines: (number | null)[][] = measures.map(() => []);
  samples.forEach((sample, index) => {
    if (sample.at < from) return;
    const before = samples[index - 1];
    const isAfterGap = before !== undefined && sample.at - before.at > GAP_S;
    if (isAfterGap && times.length > 0) {
      times.push(before.at + 1);
      for (const line of lines) line.push(null);
    }
    times.push(sample.at);
    measures.forEach((measure, number) => {
      lines[number]?.push(measure(sample, isAfterGap ? undefined : before));
    });
  });
  return { times, lines };
}

export interface Summary {
  now: number;
  average: number;
  highest: number;
}

/** A line in three numbers; null when it has none. */
export function summary(line: readonly (number | null)[]): Summary | null {
  const known = line.filter((value) => value !== null);
  const now = known.at(-1);
  if (now === undefined) return null;
  return {
    now,
    average: known.reduce((sum, value) => sum + value, 0) / known.length,
    highest: Math.max(...known),
  };
}

/** The top of the vertical axis: everything fits below it, the limit too, and noise near zero is not blown up. */
export function top(
  lines: readonly (readonly (number | null)[])[],
  limit: number | null,
  least: number,
): number {
  let highest = least;
  for (const line of lines) for (const value of line) if (value !== null && value > highest) highest = value;
  return Math.max(highest * 1.15, (limit ?? 0) * 1.08);
}
