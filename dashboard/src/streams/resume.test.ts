import { describe, expect, it } from "vitest";
import { Resume } from "./resume";

const START = Date.parse("2026-11-22T06:00:00.000Z");

/** A line written so many milliseconds after the start, with nanoseconds as the engine writes them. */
const line = (ms: number, text: string): string =>
  `${new Date(START + ms).toISOString().replace("Z", "000000Z")} ${text}`;
const frame = (...lines: string[]): string => lines.map((one) => `${one}\n`).join("");

/** What a server sends that is asked for everything since then. */
const from = (log: string[], since: string | undefined): string =>
  frame(...log.filter((one) => !since || one.slice(0, since.length - 1) >= since.slice(0, -1)));

describe("Resume", () => {
  it("lets everything through on the first connection, equal lines as well", () => {
    const resume = new Resume();
    const twice = frame(line(0, "same"), line(0, "same"));
    expect(resume.since).toBeUndefined();
    expect(resume.take(twice)).toBe(twice);
  });

  it("asks from the first line while the log is short, and shows only what is new", () => {
    const resume = new Resume();
    resume.take(frame(line(0, "one"), line(500, "two")));
    expect(resume.since).toBe("2026-11-22T06:00:00.000000000Z");
    resume.reopened();
    expect(resume.take(frame(line(0, "one"), line(500, "two"), line(700, "three")))).toBe(
      frame(line(700, "three")),
    );
  });

  it("has no gap and no double line over a long log and several lost connections", () => {
    const log = Array.from({ length: 5000 }, (_, index) => line(index * 20, `number ${index}`));
    const resume = new Resume();
    const shown: string[] = [];
    for (const stop of [10, 1700, 1701, 4000, 5000]) {
      const sent = from(log.slice(0, stop), resume.since);
      resume.reopened();
      shown.push(...resume.take(sent).split("\n").filter(Boolean));
    }
    expect(shown).toEqual(log);
  });

  it("asks ten seconds back in a long log, never for what was not shown before its first line", () => {
    const resume = new Resume();
    for (let ms = 0; ms <= 60_000; ms += 100) resume.take(frame(line(ms, "tick")));
    expect(resume.since).toBe("2026-11-22T06:00:50.1Z");
  });

  it("gets a line that another replica's newer one had overtaken", () => {
    const resume = new Resume();
    resume.take(frame(line(0, "a"), line(3000, "a, later")));
    resume.reopened();
    expect(resume.take(frame(line(0, "a"), line(1000, "b, late"), line(3000, "a, later")))).toBe(
      frame(line(1000, "b, late")),
    );
  });

  it("tells as many equal lines apart as there are", () => {
    const resume = new Resume();
    resume.take(frame(line(0, "same")));
    resume.reopened();
    expect(resume.take(frame(line(0, "same"), line(0, "same")))).toBe(frame(line(0, "same")));
  });

  it("remembers a flood no longer than a hundred thousand lines", () => {
    const resume = new Resume();
    for (let tenth = 0; tenth < 5; tenth += 1) {
      resume.take(frame(...Array.from({ length: 40_000 }, (_, index) => line(tenth * 100, `${index}`))));
    }
    expect(resume.since).toBe("2026-11-22T06:00:00.3Z");
  });
});
