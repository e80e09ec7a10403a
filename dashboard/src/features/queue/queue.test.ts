import { describe, expect, it } from "vitest";
import { applicationOf, inOrder, isWanted, type Job, standing, type Told } from "./queue";

const job = (id: string, change: Partial<Job>): Job => ({
  id,
  state: "waiting",
  timestamp: 0,
  processedOn: null,
  servicePath: { label: "web" },
  data: {},
  queuePosition: null,
  waitingFor: null,
  ...change,
});
const run = (change: Partial<Told>): Told => ({
  deploymentId: "1",
  title: "Fix the basket",
  state: "done",
  status: "done",
  stage: null,
  trigger: null,
  application: {
    applicationId: "a",
    name: "web",
    environment: { name: "production", project: { name: "Shop" } },
  },
  ...change,
});

describe("the queue", () => {
  it("shows what runs before what waits, each in its order", () => {
    const jobs = [
      job("third", { queuePosition: 2, timestamp: 1 }),
      job("second", { queuePosition: 1, timestamp: 5 }),
      job("newest", { state: "active", processedOn: 90 }),
      job("oldest", { state: "active", processedOn: 10 }),
    ];
    expect(inOrder(jobs).map((one) => one.id)).toEqual(["oldest", "newest", "second", "third"]);
  });

  it("says the stage of what runs, and the reason of what waits", () => {
    expect(standing(job("1", { state: "active" }), "build")).toBe("In stage build");
    expect(standing(job("1", { state: "active" }), null)).toBe("Starting");
    expect(standing(job("1", { queuePosition: 2, waitingFor: "a free slot" }), null)).toBe(
      "Number 2, waits for a free slot",
    );
  });

  it("knows the application of a job", () => {
    expect(applicationOf(job("1", { data: { applicationId: "a" } }))).toBe("a");
    expect(applicationOf(job("1", { data: { composeId: "c" } }))).toBeNull();
  });
});

describe("what is found among the runs that have ended", () => {
  it("goes by application, project, environment and title", () => {
    for (const words of ["WEB", "shop basket", "production", ""])
      expect(isWanted(run({}), words, "")).toBe(true);
    expect(isWanted(run({}), "blog", "")).toBe(false);
  });

  it("goes by how they ended", () => {
    expect(isWanted(run({ state: "error" }), "", "error")).toBe(true);
    expect(isWanted(run({}), "", "error")).toBe(false);
  });

  it("leaves out what has not ended: it stands in the queue", () => {
    expect(isWanted(run({ state: "running" }), "", "")).toBe(false);
  });
});
