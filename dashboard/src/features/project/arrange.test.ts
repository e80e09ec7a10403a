import { describe, expect, it } from "vitest";
import { arranged, found, sortOf } from "./arrange";
import { type Service, servicesOf } from "./services";

const row = (name: string, applicationStatus: string, more: object = {}) => ({
  applicationId: name,
  name,
  applicationStatus,
  ...more,
});
const services: Service[] = servicesOf({
  applications: [
    row("web-10", "done", { description: "The storefront", createdAt: "2026-11-02" }),
    row("web-2", "error", { createdAt: "2026-11-03" }),
    row("Api", "running", { createdAt: "2026-11-01" }),
  ],
  postgres: [{ postgresId: "p", name: "orders", applicationStatus: "idle", createdAt: "2026-11-04" }],
});
const names = (list: Service[]) => list.map((service) => service.name);

describe("services of an environment", () => {
  it("stand in the order in which people count", () => {
    expect(names(arranged(services, undefined, "name"))).toEqual(["Api", "orders", "web-2", "web-10"]);
  });

  it("are found by every word, in name, kind and description, in any case", () => {
    expect(names(found(services, "WEB"))).toEqual(["web-2", "web-10"]);
    expect(names(found(services, "web storefront"))).toEqual(["web-10"]);
    expect(names(found(services, "postgresql"))).toEqual(["orders"]);
    expect(found(services, "  ")).toHaveLength(4);
    expect(found(services, "nothing")).toEqual([]);
  });

  it("are narrowed to a status, and sorted with those first that need attention, or the newest", () => {
    expect(names(arranged(services, "error", "name"))).toEqual(["web-2"]);
    expect(names(arranged(services, undefined, "status"))).toEqual(["web-2", "Api", "web-10", "orders"]);
    expect(names(arranged(services, undefined, "newest"))).toEqual(["orders", "web-2", "web-10", "Api"]);
  });

  it("are sorted by name when the URL says something unknown", () => {
    expect(sortOf("sideways")).toBe("name");
    expect(sortOf("newest")).toBe("newest");
  });
});
