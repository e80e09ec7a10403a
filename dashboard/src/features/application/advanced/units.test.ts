import { describe, expect, it } from "vitest";
import { cpuSent, cpuText, memorySent, memoryText, nanoseconds, secondsText } from "./units";

describe("memory", () => {
  it.each([
    ["536870912", "512 MiB"],
    ["1610612736", "1.5 GiB"],
    ["1000000000", "976562.5 KiB"],
    ["512m", "512 MiB"],
    ["1.5Gi", "1.5 GiB"],
    ["", ""],
    [null, ""],
    ["nonsense", "nonsense"],
  ])("shows %j as %j", (kept, shown) => {
    expect(memoryText(kept)).toBe(shown);
  });

  it.each([
    ["512 MiB", "536870912"],
    ["512m", "536870912"],
    ["512 MB", "536870912"],
    ["1.5 GiB", "1610612736"],
    ["1000000001", "1000000001"],
    ["976562.5 KiB", "1000000000"],
    [" ", null],
    ["lots", "lots"],
  ])("sends %j as %j", (typed, sent) => {
    expect(memorySent(typed)).toBe(sent);
  });

  it("comes back as it was for every whole number of bytes", () => {
    for (const count of ["4194304", "5000001", "1073741824", "1073741825", "110612736000"])
      expect(memorySent(memoryText(count))).toBe(count);
  });
});

describe("cpu", () => {
  it.each([
    ["500000000", "0.5"],
    ["2000000000", "2"],
    ["0.5", "0.5"],
    [null, ""],
  ])("shows %j as %j", (kept, shown) => {
    expect(cpuText(kept)).toBe(shown);
  });

  it.each([
    ["0.5", "500000000"],
    ["2", "2000000000"],
    ["500000000", "500000000"],
    ["half", "half"],
    ["", null],
  ])("sends %j as %j", (typed, sent) => {
    expect(cpuSent(typed)).toBe(sent);
  });
});

describe("seconds", () => {
  it("goes both ways", () => {
    expect([30_000_000_000, 0, null, 1_500_000_000].map(secondsText)).toEqual(["30", "0", "", "1.5"]);
    expect(["30", "0", "", "1.5", "0.001"].map(nanoseconds)).toEqual([
      30_000_000_000,
      0,
      undefined,
      1_500_000_000,
      1_000_000,
    ]);
  });
});
