import { describe, expect, it } from "vitest";
import { hostOf, target, testOf, valuesOf } from "./registry";

const stored = {
  registryId: "r1",
  registryName: "Ours",
  registryUrl: "ghcr.io",
  username: "ada",
  imagePrefix: null,
  createdAt: "",
};

describe("a registry's form", () => {
  it("takes an address for the host in it", () => {
    expect(hostOf(" https://registry.example.com:5000/ ")).toBe("registry.example.com:5000");
  });

  it("shows where images go", () => {
    expect(target(valuesOf(stored))).toBe("ghcr.io/ada");
    expect(target({ registryUrl: "", username: "Ada", imagePrefix: "" })).toBe("docker.io/ada");
    expect(target({ registryUrl: "ghcr.io", username: "ada", imagePrefix: "team/web" })).toBe(
      "ghcr.io/team/web",
    );
  });

  it("tests the stored login while it is unchanged", () => {
    expect(testOf(stored, valuesOf(stored))).toEqual({ stored: "r1" });
  });

  it("tests what is typed, once a password is there", () => {
    expect(testOf(stored, { ...valuesOf(stored), username: "grace" })).toBeNull();
    expect(testOf(stored, { ...valuesOf(stored), username: "grace", password: "x" })).toEqual({
      typed: { registryUrl: "ghcr.io", username: "grace", password: "x" },
    });
    expect(testOf(undefined, valuesOf(undefined))).toBeNull();
  });
});
