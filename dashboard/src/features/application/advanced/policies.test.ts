import { describe, expect, it } from "vitest";
import {
  placementFields,
  placementOf,
  restartFields,
  restartPolicy,
  updateConfig,
  updateFields,
} from "./policies";

const SECOND = 1_000_000_000;

describe("what nobody touched is saved as it was", () => {
  it.each([
    null,
    { Parallelism: 0, Order: "stop-first" },
    {
      Parallelism: 2,
      Order: "start-first",
      Delay: 0,
      FailureAction: "pause",
      Monitor: 5 * SECOND,
      MaxFailureRatio: 0.2,
    },
  ])("update policy %j", (config) => {
    expect(updateConfig(updateFields(config))).toEqual(config);
  });

  it.each([
    null,
    { Condition: "none" },
    { Condition: "on-failure", Delay: 0, MaxAttempts: 3, Window: 60 * SECOND },
  ])("restart policy %j", (policy) => {
    expect(restartPolicy(restartFields(policy))).toEqual(policy);
  });

  it.each([
    null,
    {
      Constraints: ["node.role==worker"],
      Preferences: [{ Spread: { SpreadDescriptor: "node.labels.zone" } }],
      MaxReplicas: 2,
      Platforms: [{ Architecture: "arm64", OS: "linux" }],
    },
  ])("placement %j", (placement) => {
    expect(placementOf(placementFields(placement), placement)).toEqual(placement);
  });
});

describe("placementOf", () => {
  it("is null when the last line goes", () => {
    expect(
      placementOf({ Constraints: " \n", Preferences: "", MaxReplicas: "" }, { Constraints: ["a==b"] }),
    ).toBeNull();
  });
});
