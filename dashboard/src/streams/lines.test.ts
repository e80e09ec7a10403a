import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { Lines } from "./lines";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

function shown(lines: Lines): readonly string[] {
  vi.advanceTimersByTime(100);
  return lines.snapshot().lines;
}

describe("Lines", () => {
  it("joins what the network cut in the middle of a line", () => {
    const lines = new Lines();
    lines.append("first\nsec");
    expect(shown(lines)).toEqual(["first"]);
    lines.append("ond\r\nthird\n");
    expect(shown(lines)).toEqual(["first", "second", "third"]);
  });

  it("shows an unfinished last line when the stream ends", () => {
    const lines = new Lines();
    lines.append("done\nno newline");
    lines.end();
    expect(shown(lines)).toEqual(["done", "no newline"]);
  });

  it("tells its listeners with the next frame, and of a flood a few times a second", () => {
    const lines = new Lines();
    const listener = vi.fn();
    lines.subscribe(listener);
    for (let number = 0; number < 100; number += 1) lines.append(`${number}\n`);
    vi.advanceTimersToNextFrame();
    expect(listener).toHaveBeenCalledTimes(1);
    expect(lines.snapshot().lines).toHaveLength(100);
    for (let ms = 0; ms < 1000; ms += 1) {
      lines.append(`${ms}\n`);
      vi.advanceTimersByTime(1);
    }
    expect(listener.mock.calls.length).toBeLessThan(15);
    expect(shown(lines)).toHaveLength(1100);
  });

  it("keeps the newest lines and counts what it dropped", () => {
    const lines = new Lines();
    lines.append(Array.from({ length: 200_005 }, (_, index) => `${index}\n`).join(""));
    expect(shown(lines)).toHaveLength(200_000);
    expect(shown(lines)[0]).toBe("5");
    expect(lines.snapshot().dropped).toBe(5);
  });
});
