import { describe, expect, it } from "vitest";
import { runTime, timed } from "./stages";

const at = (seconds: number) => new Date(Date.UTC(2026, 10, 22, 6, 0, seconds)).toISOString();
const now = Date.parse(at(30));

describe("timed", () => {
  it("measures what is over, what still runs, and leaves out what was skipped", () => {
    const stages = timed(
      [
        { name: "source", startedAt: at(0), finishedAt: at(2), outcome: "done" },
        { name: "build", startedAt: at(2), finishedAt: null, outcome: null },
        { name: "push", startedAt: at(3), finishedAt: at(3), outcome: "skipped" },
      ],
      now,
    );
    expect(stages.map(({ name, milliseconds }) => [name, milliseconds])).toEqual([
      ["source", 2000],
      ["build", 28_000],
      ["push", null],
      ["start", null],
      ["verify", null],
      ["route", null],
      ["drain", null],
    ]);
  });

  it("shows what is to come for a run that has not begun", () => {
    expect(timed(null, now).every((stage) => stage.milliseconds === null)).toBe(true);
  });
});

describe("runTime", () => {
  it("is null while a run waits", () => {
    expect(runTime({ startedAt: null, finishedAt: null }, now)).toBeNull();
    expect(runTime({ startedAt: at(0), finishedAt: null }, now)).toBe(30_000);
    expect(runTime({ startedAt: at(0), finishedAt: at(10) }, now)).toBe(10_000);
  });
});
