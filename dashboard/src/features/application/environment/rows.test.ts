import { describe, expect, it } from "vitest";
import { rowsOf } from "./rows";

const told = (text: string) => rowsOf(text).map(({ id, index, isOverruled }) => [id, index, isOverruled]);

describe("rowsOf", () => {
  it("knows a line again when others come or go", () => {
    expect(told("A=1\nB=1\nA=2")).toEqual([
      ["A 1", 0, true],
      ["B 1", 1, false],
      ["A 2", 2, false],
    ]);
    expect(told("B=1\nA=2")).toEqual([
      ["B 1", 0, false],
      ["A 1", 1, false],
    ]);
  });
});
