import { describe, expect, it } from "vitest";
import { best } from "./rank";

const entries = [
  { label: "webhook", place: "Shop / production" },
  { label: "Deploy web", place: "Shop / production" },
  { label: "web", place: "Blog / production" },
  { label: "web", place: "Shop / staging" },
  { label: "cobweb", place: "Shop / production" },
  { label: "api", place: "Webshop / production" },
];
const found = (typed: string, most = 10) =>
  best(entries, typed, most).map(({ label, place }) => `${label} @ ${place}`);

describe("the palette", () => {
  it("puts first what begins with what is typed, then words, then parts, then places", () => {
    expect(found("web")).toEqual([
      "web @ Blog / production",
      "web @ Shop / staging",
      "webhook @ Shop / production",
      "Deploy web @ Shop / production",
      "cobweb @ Shop / production",
      "api @ Webshop / production",
    ]);
  });

  it("needs every word, in the name or the place", () => {
    expect(found("web blog")).toEqual(["web @ Blog / production"]);
    expect(found("web elsewhere")).toEqual([]);
  });

  it("shows no more than a few, and the first of all while nothing is typed", () => {
    expect(found("web", 2)).toHaveLength(2);
    expect(found(" ", 1)).toEqual(["webhook @ Shop / production"]);
  });
});
