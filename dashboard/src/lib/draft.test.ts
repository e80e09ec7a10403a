import { act, renderHook } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { useDraft } from "./draft";

const begun = (saved: { a: string; b: string }) =>
  renderHook((given: typeof saved) => useDraft(given), { initialProps: saved });

describe("useDraft", () => {
  it("keeps an edit when what is saved is asked for again, and shows news of the rest", () => {
    const { result, rerender } = begun({ a: "1", b: "1" });
    act(() => result.current.set("a", "mine"));
    rerender({ a: "1", b: "2" });
    expect(result.current.values).toEqual({ a: "mine", b: "2" });
    expect(result.current.changed).toEqual(["a"]);
    expect(result.current.overtaken).toEqual([]);
  });

  it("tells when somebody else has saved what is edited", () => {
    const { result, rerender } = begun({ a: "1", b: "1" });
    act(() => result.current.set("a", "mine"));
    rerender({ a: "theirs", b: "1" });
    expect(result.current.values.a).toBe("mine");
    expect(result.current.overtaken).toEqual(["a"]);
    act(() => result.current.reset());
    expect(result.current.values.a).toBe("theirs");
  });

  it("is clean when the edit is undone by hand or has been saved", () => {
    const { result, rerender } = begun({ a: "1", b: "1" });
    act(() => result.current.set("a", "2"));
    act(() => result.current.set("a", "1"));
    expect(result.current.changed).toEqual([]);
    act(() => result.current.set("a", "3"));
    rerender({ a: "3", b: "1" });
    expect(result.current.changed).toEqual([]);
  });
});
