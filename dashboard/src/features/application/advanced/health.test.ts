import { describe, expect, it } from "vitest";
import { type HealthCheck, healthCheck, healthFields, isPath } from "./health";

const SECOND = 1_000_000_000;
const CHECKS: (HealthCheck | null)[] = [
  null,
  { Test: ["NONE"] },
  { Test: ["CMD-SHELL", "pg_isready || exit 1"], Interval: 10 * SECOND, Retries: 3 },
  { Test: ["CMD", "node", "check me.js", "it's"], Timeout: 2.5 * SECOND, StartPeriod: 0 },
  { Interval: 5 * SECOND },
];

describe("healthCheck", () => {
  it.each(CHECKS)("saves what nobody touched as it was: %j", (check) => {
    expect(healthCheck(healthFields(check, 3000), check)).toEqual(check);
  });

  it("makes a request of a path, and knows it again", () => {
    const fields = {
      ...healthFields(null, 3000),
      kind: "http" as const,
      path: "health?full=1",
      Interval: "5",
    };
    const check = healthCheck(fields, null);
    expect(check?.Test?.[1]).toContain("'http://127.0.0.1:3000/health?full=1'");
    expect(healthFields(check, 80)).toMatchObject({
      kind: "http",
      path: "/health?full=1",
      port: "3000",
      Interval: "5",
    });
  });

  it("runs a changed command in a shell", () => {
    const before: HealthCheck = { Test: ["CMD", "node", "check.js"] };
    const fields = { ...healthFields(before, 80), command: "node check.js --fast" };
    expect(healthCheck(fields, before)).toEqual({ Test: ["CMD-SHELL", "node check.js --fast"] });
  });
});

describe("isPath", () => {
  it("refuses what a shell would read", () => {
    expect(["/", "health", "/a/b?c=d&e", "/%20"].every(isPath)).toBe(true);
    expect(["/it's", "/a b", "/a`b`", "/a\n", "/a#b"].some(isPath)).toBe(false);
  });
});
