import { describe, expect, it } from "vitest";
import { servicesOf } from "@/features/project/services";
import { matches, telling } from "./search";

const environment = {
  applications: [
    { applicationId: "1", name: "api", applicationStatus: "done" },
    { applicationId: "2", name: "web", applicationStatus: "error" },
    { applicationId: "3", name: "worker", applicationStatus: "idle" },
  ],
};
const names = (q: string) => telling(servicesOf(environment), q).map((service) => service.name);

describe("projects on the home page", () => {
  it("are found by their own name and those of their services", () => {
    const project = { name: "Shop", environments: [environment] };
    expect(["", "sho", "WORK"].map((q) => matches(project, q))).toEqual([true, true, true]);
    expect(matches(project, "blog")).toBe(false);
  });

  it("show first what is searched for, then what needs attention", () => {
    expect(names("")).toEqual(["web", "api", "worker"]);
    expect(names("Work")).toEqual(["worker", "web", "api"]);
  });
});
