import { describe, expect, it } from "vitest";
import { exposedPorts, portProblem } from "./ports";

describe("exposedPorts", () => {
  it("reads what the engine tells of a container", () => {
    const container = { Config: { ExposedPorts: { "8080/tcp": {}, "53/udp": {}, "3000/tcp": {} } } };
    expect(exposedPorts(container)).toEqual([3000, 8080]);
  });

  it("knows none where the image names none, or nothing runs", () => {
    expect(exposedPorts({ Config: { ExposedPorts: null } })).toEqual([]);
    expect(exposedPorts(null)).toEqual([]);
  });
});

describe("portProblem", () => {
  it("tells of a domain that leads past the application", () => {
    expect(portProblem(8080, [3000])).toContain("listens on 3000, this domain leads to 8080");
    expect(portProblem(null, [3000])).toContain("leads to 80");
  });

  it("is silent where it fits, and where nothing is known", () => {
    expect(portProblem(3000, [3000, 9090])).toBeUndefined();
    expect(portProblem(8080, [])).toBeUndefined();
  });
});
