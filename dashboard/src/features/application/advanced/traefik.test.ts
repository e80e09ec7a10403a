import { describe, expect, it } from "vitest";
import { placeOf } from "./traefik";

const TEXT = "http:\n  routers:\n    a:\n\n    b:\n      rule: y\n";
const marked = (line: number, text = TEXT) => {
  const place = placeOf(line, text);
  return place && text.slice(place.from, place.to);
};

describe("placeOf", () => {
  it("finds a line, or the one before it where that is empty or after the end", () => {
    expect(marked(1)).toBe("http:");
    expect(marked(2)).toBe("routers:");
    expect(marked(4)).toBe("a:");
    expect(marked(99)).toBe("rule: y");
  });

  it("marks nothing where there is nothing", () => {
    expect(marked(3, " \n\n")).toBeNull();
  });
});
