import { describe, expect, it } from "vitest";
import { type SourceFields, sourceChanges } from "./fields";

const FIELDS: SourceFields = {
  sourceType: "git",
  customGitUrl: " git@git.example.org:team/web.git ",
  customGitBranch: "main",
  customGitBuildPath: "",
  customGitSSHKeyId: "key",
  enableSubmodules: false,
  watchPaths: "src/**\n",
  dockerImage: "registry.example.org/web:1",
  hasLogin: true,
  registryUrl: "",
  username: "ada",
  password: "",
};

describe("sourceChanges", () => {
  it("sends what belongs to a repository", () => {
    expect(sourceChanges(FIELDS)).toEqual({
      sourceType: "git",
      customGitUrl: "git@git.example.org:team/web.git",
      customGitBranch: "main",
      customGitBuildPath: "/",
      customGitSSHKeyId: "key",
      enableSubmodules: false,
      watchPaths: ["src/**"],
    });
  });

  it("sends no key for what is not fetched over SSH", () => {
    const changes = sourceChanges({ ...FIELDS, customGitUrl: "https://git.example.org/web.git" });
    expect(changes.customGitSSHKeyId).toBeNull();
  });

  it("leaves the saved password alone unless a new one is typed", () => {
    const image = { ...FIELDS, sourceType: "docker" };
    expect(sourceChanges(image)).not.toHaveProperty("password");
    expect(sourceChanges({ ...image, password: "new" })).toMatchObject({ password: "new", username: "ada" });
  });

  it("forgets a login that is switched off", () => {
    const changes = sourceChanges({ ...FIELDS, sourceType: "docker", hasLogin: false });
    expect(changes).toMatchObject({ username: null, password: null, registryUrl: null });
  });
});
