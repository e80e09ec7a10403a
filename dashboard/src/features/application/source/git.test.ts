import { describe, expect, it } from "vitest";
import { hostOf, patterns, sshServer } from "./git";

describe("sshServer", () => {
  it.each([
    ["git@git.example.org:team/web.git", "git.example.org", 22],
    ["ssh://git@git.example.org/team/web.git", "git.example.org", 22],
    ["ssh://git@Git.Example.org:2222/team/web.git", "git.example.org", 2222],
    ["ssh://git.example.org/web.git", "git.example.org", 22],
  ])("reads %s", (url, host, port) => {
    expect(sshServer(url)).toEqual({ host, port });
  });

  it.each(["https://git.example.org/team/web.git", "https://me:pw@git.example.org/web.git", ""])(
    "is none of %s",
    (url) => {
      expect(sshServer(url)).toBeUndefined();
    },
  );
});

describe("hostOf", () => {
  it("goes by the name in the address", () => {
    expect(hostOf("https://gitlab.com/team/web.git", false)).toBe("gitlab");
    expect(hostOf("https://codeberg.org/team/web.git", false)).toBe("gitea");
    expect(hostOf("https://git.example.org/team/web.git", false)).toBe("github");
    expect(hostOf("nginx:latest", true)).toBe("registry");
  });
});

describe("patterns", () => {
  it("takes one a line, without blanks around and empty ones", () => {
    expect(patterns(" src/**\n\n  package.json \n")).toEqual(["src/**", "package.json"]);
    expect(patterns("")).toEqual([]);
  });
});
