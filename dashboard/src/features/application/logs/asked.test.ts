import { describe, expect, it } from "vitest";
import { chosen, described, logSearch } from "./asked";

const one = {
  containerId: "f9e1a2212e88888170c5213ec6246d30",
  name: "hello-9jdd9p.2.9jmirgmtwkwpzwe2ufg6s6rvy",
  state: "running",
  status: "Up 30 minutes (healthy)",
};

describe("logSearch", () => {
  it("takes what makes sense and leaves out what is usual", () => {
    expect(logSearch({ container: "f9e1", since: "1h", tail: 100, times: true })).toEqual({
      container: "f9e1",
      since: "1h",
      tail: 100,
      times: true,
    });
    expect(Object.values(logSearch({ since: "all", tail: 1000, times: false }))).toEqual(
      Array(4).fill(undefined),
    );
  });

  it("drops what nobody offered", () => {
    expect(Object.values(logSearch({ since: "3y", tail: 1e9, times: "yes" }))).toEqual(
      Array(4).fill(undefined),
    );
  });

  it("takes an id of digits alone, which a URL shows as a number", () => {
    expect(logSearch({ container: 123_456_789_012 }).container).toBe("123456789012");
  });
});

describe("containers", () => {
  it("are named by replica and state", () => {
    expect(described(one)).toBe("Replica 2, up 30 minutes (healthy) (f9e1a2212e88)");
    expect(described({ ...one, name: "worker", status: "" })).toBe("worker, unknown (f9e1a2212e88)");
  });

  it("are found by the beginning of their id, and may be gone", () => {
    expect(chosen([one], "f9e1a2212e88")).toBe(one);
    expect(chosen([one], "000000000000")).toBeUndefined();
    expect(chosen([one], undefined)).toBeUndefined();
  });
});
