import { describe, expect, it } from "vitest";
import { appName, EMPTY, hostOfRegistry, isSsh, kindOf, nameAfter, registryOf } from "./draft";

describe("a draft of a service", () => {
  it.each([
    ["https://git.example.org/shop/web.git", "web"],
    ["https://git.example.org/shop/web/", "web"],
    ["git@git.example.org:shop/web.git", "web"],
    ["git@git.example.org:web", "web"],
    ["", ""],
    ["https", ""],
  ])("takes its name from the repository %s", (customGitUrl, name) => {
    expect(nameAfter("git", { ...EMPTY, customGitUrl }, undefined)).toBe(name);
  });

  it.each([
    ["nginx", "nginx"],
    ["nginx:1.27-alpine", "nginx"],
    ["registry.example.org:5000/team/api:v2", "api"],
    [`ghcr.io/team/api@sha256:${"0".repeat(64)}`, "api"],
  ])("takes its name from the image %s", (dockerImage, name) => {
    expect(nameAfter("image", { ...EMPTY, dockerImage }, undefined)).toBe(name);
  });

  it("takes its name from the folder", () => {
    expect(nameAfter("upload", EMPTY, "my site")).toBe("my site");
  });

  it("knows which repositories need a key", () => {
    expect(["ssh://git@example.org/web.git", "git@example.org:web.git"].map(isSsh)).toEqual([true, true]);
    expect(["https://example.org/web.git", "https://user:token@example.org/web.git"].map(isSsh)).toEqual([
      false,
      false,
    ]);
  });

  it("knows which registry an image comes from", () => {
    expect(["nginx", "library/nginx:1", "team/api"].map(registryOf)).toEqual(Array(3).fill("docker.io"));
    expect(registryOf("ghcr.io/team/api:1")).toBe("ghcr.io");
    expect(registryOf("localhost:5000/api")).toBe("localhost:5000");
    expect(["https://ghcr.io/", "ghcr.io", ""].map(hostOfRegistry)).toEqual([
      "ghcr.io",
      "ghcr.io",
      "docker.io",
    ]);
  });

  it("makes a name for the network of what is typed", () => {
    expect(appName("  Cafés & Shop 2 ")).toBe("cafes-shop-2");
    expect(appName("日本")).toBe("");
  });

  it("opens for a word of the URL, and for an unknown one with the usual source", () => {
    expect([kindOf(undefined), kindOf("image"), kindOf("floppy")]).toEqual([undefined, "image", "git"]);
  });
});
