import { describe, expect, it } from "vitest";
import { changed, type Place, type Reach, shareOf, shareOfProject } from "./reach";

const environment = (environmentId: string, ...ids: string[]) => ({
  environmentId,
  name: environmentId,
  applications: ids.map((applicationId) => ({ applicationId, name: applicationId })),
});
const production = environment("production", "web", "worker");
const staging = environment("staging", "web2");
const shop: Place = { projectId: "shop", name: "Shop", environments: [production, staging] };
const nothing: Reach = { accessedProjects: [], accessedEnvironments: [], accessedServices: [] };

describe("what a member reaches", () => {
  it("is given by environment, with its services and the project around it", () => {
    expect(changed(nothing, shop, [production], true)).toEqual({
      accessedProjects: ["shop"],
      accessedEnvironments: ["production"],
      accessedServices: ["web", "worker"],
    });
  });

  it("is given for a whole project, and taken again", () => {
    const all = changed(nothing, shop, shop.environments, true);
    expect(shareOfProject(all, shop)).toBe("all");
    expect(changed(all, shop, shop.environments, false)).toEqual(nothing);
  });

  it("keeps the project while one of its environments is left", () => {
    const all = changed(nothing, shop, shop.environments, true);
    const less = changed(all, shop, [production], false);
    expect(less.accessedProjects).toEqual(["shop"]);
    expect(shareOfProject(less, shop)).toBe("some");
  });

  it("tells a part from the whole: a service may have come later", () => {
    const reach = { ...nothing, accessedEnvironments: ["production"], accessedServices: ["web"] };
    expect(shareOf(reach, production)).toBe("some");
    expect(shareOf(reach, staging)).toBe("none");
  });

  it("leaves what belongs to other projects alone", () => {
    const reach = { ...nothing, accessedServices: ["elsewhere"] };
    expect(changed(reach, shop, [staging], true).accessedServices).toEqual(["elsewhere", "web2"]);
  });

  it("knows a project without environments by itself", () => {
    const empty: Place = { projectId: "empty", name: "Empty", environments: [] };
    expect(shareOfProject(changed(nothing, empty, [], true), empty)).toBe("all");
  });
});
