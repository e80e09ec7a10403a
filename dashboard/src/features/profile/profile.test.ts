import { describe, expect, it } from "vitest";
import { device } from "./agent";
import { keyBody } from "./keys";

describe("a session's device", () => {
  it.each([
    ["Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0", "Firefox on Linux"],
    [
      "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 Version/18.0 Mobile Safari/604.1",
      "Safari on iOS",
    ],
    [
      "Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/140.0 Safari/537.36 Edg/140.0",
      "Edge on Windows",
    ],
    ["curl/8.5.0", "curl"],
    [null, "Unknown"],
  ])("%s", (agent, words) => {
    expect(device(agent)).toBe(words);
  });
});

describe("a new key", () => {
  const values = { name: " ci ", expiresIn: "90", rateLimitMax: "100", rateLimitTimeWindow: "60" };

  it("counts days in seconds and windows in milliseconds", () => {
    expect(keyBody(values, true)).toEqual({
      name: "ci",
      expiresIn: 7_776_000,
      rateLimitEnabled: true,
      rateLimitMax: 100,
      rateLimitTimeWindow: 60_000,
    });
  });

  it("may stay for ever and be used without a limit", () => {
    expect(keyBody({ ...values, expiresIn: "" }, false)).toEqual({ name: "ci", rateLimitEnabled: false });
  });
});
