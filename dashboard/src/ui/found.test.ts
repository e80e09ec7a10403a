import { describe, expect, it } from "vitest";
import { Found } from "./found";

describe("Found", () => {
  it("finds in any letter case and beneath colours", () => {
    const shown = { lines: ["Ready", "\u001b[31mNOT re\u001b[0mady", "else"], dropped: 0 };
    expect(new Found().in(shown, "READY")).toEqual([0, 1]);
  });

  it("finds nothing for no words", () => {
    expect(new Found().in({ lines: ["a"], dropped: 0 }, "")).toEqual([]);
  });

  it("adds what a growing log brings, and gives the same list while nothing changed", () => {
    const found = new Found();
    const shown = { lines: ["x", "y"], dropped: 0 };
    expect(found.in(shown, "x")).toBe(found.in(shown, "x"));
    expect(found.in({ lines: ["x", "y", "x"], dropped: 0 }, "x")).toEqual([0, 2]);
  });

  it("keeps numbers true when the oldest lines are dropped", () => {
    const found = new Found();
    found.in({ lines: ["x", "y", "x"], dropped: 0 }, "x");
    expect(found.in({ lines: ["y", "x", "x"], dropped: 1 }, "x")).toEqual([2, 3]);
  });

  it("starts over for another log or other words", () => {
    const found = new Found();
    found.in({ lines: ["x", "y"], dropped: 0 }, "x");
    expect(found.in({ lines: ["y", "x", "z"], dropped: 0 }, "x")).toEqual([1]);
    expect(found.in({ lines: ["y", "x", "z"], dropped: 0 }, "z")).toEqual([2]);
  });
});
