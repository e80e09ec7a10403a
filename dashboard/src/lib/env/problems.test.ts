// biome-ignore-all lint/suspicious/noTemplateCurlyInString: these are the texts that are tested
import { describe, expect, it } from "vitest";
import { changesOf, summary } from "./changes";
import { type Known, problemsOf } from "./problems";

const KNOWN: Known = {
  project: { label: "Shop", names: new Set(["DB"]) },
  environment: { label: "production", names: new Set() },
};
const said = (text: string) => problemsOf(text, KNOWN).map(({ line, tone }) => [line, tone]);

describe("problemsOf", () => {
  it("is silent about a text without any", () => {
    expect(said("# a\n\nexport A=1\nB='x\ny'\nC=${{A}} ${{project.DB}}\nD=\nE=say \"x\"")).toEqual([]);
  });

  it("names lines that are ignored", () => {
    expect(said("A=1\njust text\nA B=1\n=1")).toEqual([
      [2, "warn"],
      [3, "warn"],
      [4, "warn"],
    ]);
  });

  it("names the line that a later one overrules", () => {
    const [problem, ...others] = problemsOf("A=1\nB=1\nA=2", KNOWN);
    expect(problem).toMatchObject({ line: 1, tone: "warn", from: 0, to: 1 });
    expect(problem?.message).toContain("line 3");
    expect(others).toEqual([]);
  });

  it("underlines references to nothing, and says what there is", () => {
    const text = "A=${{project.NO}}\nB=${{environment.X}}\nC=${{NOT}}\nD=${{ project.DB }}";
    const found = problemsOf(text, KNOWN);
    expect(found.map(({ line, tone }) => [line, tone])).toEqual([1, 2, 3, 4].map((line) => [line, "bad"]));
    expect(text.slice(found[0]?.from, found[0]?.to)).toBe("${{project.NO}}");
    expect(found[0]?.message).toContain("Shop has no variable NO");
    expect(found[0]?.message).toContain("It has DB");
    expect(found[3]?.message).toContain("${{project.DB}}");
  });

  it("warns about a quote that is not closed", () => {
    expect(said("A='x\nB=\"\nC='x'")).toEqual([
      [1, "warn"],
      [2, "warn"],
    ]);
  });
});

describe("changesOf", () => {
  it("compares what is read, not how it is written", () => {
    const changes = changesOf("A=1\nB='x'\nC=1\nD=1", "# note\nD=2\nB=x\nA=1\nNEW=");
    expect(changes).toEqual([
      { name: "D", kind: "changed", before: "1", after: "2" },
      { name: "NEW", kind: "added", before: null, after: "" },
      { name: "C", kind: "removed", before: "1", after: null },
    ]);
    expect(summary(changes)).toBe("1 added, 1 changed, 1 removed");
    expect(summary(changesOf("A=1", "# x\nA='1'"))).toBe("Comments or order changed");
  });
});
