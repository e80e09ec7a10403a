import { describe, expect, it } from "vitest";
import { binaryBytes, merged, type Sample, sampleOf, samplesOf } from "./samples";
import { level, rate, seriesOf, summary, top } from "./series";
import { memory, percent, perSecond } from "./units";

const at = "2026-01-02T03:04:05.000Z";
const reading = {
  cpu: { value: "12.50%", time: at },
  memory: { value: { used: "1.5MiB", total: "2GiB" }, time: at },
  network: { value: { inputMb: 0.25, outputMb: 1 }, time: at },
  block: { value: { readMb: 2, writeMb: 0.5 }, time: at },
};
const sample = (seconds: number, change: Partial<Sample> = {}): Sample => ({
  at: seconds,
  cpu: 0,
  memory: 0,
  memoryTotal: 0,
  received: 0,
  sent: 0,
  read: 0,
  written: 0,
  ...change,
});

describe("readings", () => {
  it("become numbers in plain units", () => {
    expect(sampleOf(reading)).toEqual({
      at: Date.parse(at) / 1000,
      cpu: 12.5,
      memory: 1.5 * 1024 ** 2,
      memoryTotal: 2 * 1024 ** 3,
      received: 250_000,
      sent: 1_000_000,
      read: 2_000_000,
      written: 500_000,
    });
  });

  it("are nothing without a processor figure", () => {
    expect(sampleOf({ ...reading, cpu: null })).toBeNull();
  });

  it("come as lists of the same moments from the history", () => {
    const history = { cpu: [reading.cpu], memory: [reading.memory], network: [], block: [] };
    expect(samplesOf(history)[0]).toMatchObject({ cpu: 12.5, received: 0 });
  });

  it("have sizes in powers of 1024", () => {
    expect(binaryBytes("848KiB")).toBe(848 * 1024);
    expect(binaryBytes("0B")).toBe(0);
    expect(binaryBytes("much")).toBe(0);
  });

  it("are put in order by time, the newest kept", () => {
    expect(merged([sample(60), sample(120)], [sample(90), sample(130)], 3).map((one) => one.at)).toEqual([
      90, 120, 130,
    ]);
  });
});

describe("series", () => {
  it("turn counts into bytes per second, whatever the time between samples", () => {
    const samples = [sample(0, { sent: 100 }), sample(60, { sent: 700 }), sample(62, { sent: 900 })];
    expect(seriesOf(samples, 0, [rate("sent")]).lines).toEqual([[null, 10, 100]]);
  });

  it("say nothing where a count fell: the containers are new", () => {
    const samples = [sample(0, { read: 500 }), sample(10, { read: 20 }), sample(20, { read: 120 })];
    expect(seriesOf(samples, 0, [rate("read")]).lines).toEqual([[null, null, 10]]);
  });

  it("break the line where samples are missing", () => {
    const samples = [sample(0, { cpu: 1 }), sample(60, { cpu: 2 }), sample(600, { cpu: 3 })];
    const series = seriesOf(samples, 0, [level("cpu")]);
    expect(series.times).toEqual([0, 60, 61, 600]);
    expect(series.lines).toEqual([[1, 2, null, 3]]);
  });

  it("begin where the range begins, with the rate since the sample before", () => {
    const samples = [sample(0), sample(10, { sent: 50 }), sample(20, { sent: 150 })];
    expect(seriesOf(samples, 15, [rate("sent")])).toEqual({ times: [20], lines: [[10]] });
  });

  it("are summed up in three numbers", () => {
    expect(summary([null, 1, 5, 3])).toEqual({ now: 3, average: 3, highest: 5 });
    expect(summary([null])).toBeNull();
  });

  it("leave room for the limit, and none for noise", () => {
    expect(top([[1, null, 40]], 100, 5)).toBeCloseTo(108);
    expect(top([[0.01]], null, 5)).toBeCloseTo(5.75);
  });
});

describe("units", () => {
  it("are those that people set limits in", () => {
    expect(memory(1_179_648)).toBe("1.1 MiB");
    expect(memory(512 * 1024 ** 2)).toBe("512 MiB");
    expect(percent(0.421)).toBe("0.42 %");
    expect(percent(180.4)).toBe("180 %");
    expect(perSecond(1234)).toBe("1.2 kB/s");
  });
});
