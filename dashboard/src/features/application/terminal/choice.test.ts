import { describe, expect, it } from "vitest";
import { ending } from "@/streams/terminal";
import { type Container, chosen, described, running, saidOf, shellOf } from "./choice";

const container = (containerId: string, state = "running"): Container => ({
  containerId,
  name: `app.${containerId}`,
  state,
  status: "Up 3 minutes",
});

describe("which container is entered", () => {
  const listed = [container("c".repeat(64)), container("b".repeat(64), "exited"), container("a".repeat(64))];

  it("lists those that run, the oldest first", () => {
    expect(running(listed).map((one) => one.containerId[0])).toEqual(["a", "c"]);
  });

  it("takes what the address names, by its first letters", () => {
    expect(chosen(running(listed), "a".repeat(12))?.containerId[0]).toBe("a");
  });

  it("takes the newest when the address names none, or one that has ended", () => {
    expect(chosen(running(listed), undefined)?.containerId[0]).toBe("c");
    expect(chosen(running(listed), "b".repeat(12))?.containerId[0]).toBe("c");
    expect(chosen([], "a")).toBeUndefined();
  });

  it("numbers replicas only where there are several", () => {
    expect(described(container("a".repeat(64)), 0, 1)).toBe("aaaaaaaaaaaa · Up 3 minutes");
    expect(described(container("a".repeat(64)), 1, 2)).toBe("Replica 2 · aaaaaaaaaaaa · Up 3 minutes");
  });

  it("takes sh for a shell that it does not know", () => {
    expect(shellOf("bash")).toBe("bash");
    expect(shellOf("fish")).toBe("sh");
  });
});

describe("what is said when there is no shell any more", () => {
  const said = (code: number, reason = "") => {
    const state = ending(code, reason);
    if (state.is !== "ended") throw new Error("it has ended");
    return saidOf(state, "zsh");
  };

  it("tells the end of a shell from a lost connection", () => {
    expect(said(1000).title).toBe("The shell has ended");
    expect(said(1006).title).toBe("The connection is lost");
  });

  it("names what is missing: the right, the container, the shell", () => {
    expect(said(4003, "You may not do this").text).toContain("You may not do this. Ask an owner");
    expect(said(4000, "Container not running").title).toBe("The container does not run any more");
    expect(said(4000, "There is no zsh in this container").title).toBe("The container has no zsh");
  });

  it("keeps the server's own words for the rest", () => {
    expect(said(4000, "The container runs on another node").text).toBe("The container runs on another node");
  });
});
