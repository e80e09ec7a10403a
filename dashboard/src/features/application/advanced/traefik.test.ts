import { describe, expect, it } from "vitest";
import { placeOf } from "./traefik";

const TEXT = "http:\n  routers:\n    a:\n      rul: x\n    b:\n      rule: y\n";
const marked = (message: string, text = TEXT) => {
  const place = placeOf(message, text);
  return place && text.slice(place.from, place.to);
};

describe("placeOf", () => {
  it("finds the line that a message names, or the one before it where that is empty", () => {
    expect(marked("Line 2, column 3: did not find expected node content.")).toBe("routers:");
    expect(marked("Line 7, column 1: expected something.")).toBe("rule: y");
    expect(marked("Line 99: far away")).toBe("rule: y");
  });

  it("follows a path of keys as far as it leads", () => {
    expect(marked("Unknown key http.routers.a.rul.")).toBe("rul: x");
    expect(marked("http.routers.b has no rule.")).toBe("b:");
    expect(marked("http.services.none names no service.")).toBe("http:");
  });

  it("marks nothing for a message without a place", () => {
    expect(marked("Traefik does not answer")).toBeNull();
  });
});
