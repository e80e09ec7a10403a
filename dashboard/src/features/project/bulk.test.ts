import { describe, expect, it } from "vitest";
import { ApiError } from "@/api/errors";
import { counted, doEach, type Outcome } from "./bulk";

describe("doEach", () => {
  it("goes on after a failure, and keeps the server's words for the one that failed", async () => {
    const refused = new ApiError(409, { message: "A deployment is running", code: "CONFLICT" });
    const outcomes = await doEach(
      ["a", "b", "c"],
      async (item) => {
        if (item === "b") throw refused;
      },
      () => undefined,
    );
    expect(outcomes.map(({ item, progress }) => [item, progress])).toEqual([
      ["a", "done"],
      ["b", "error"],
      ["c", "done"],
    ]);
    expect(outcomes[1]?.message).toBe("A deployment is running");
    expect(counted(outcomes)).toEqual({ waiting: 0, running: 0, done: 2, error: 1 });
  });

  it("does four at a time, and tells each step", async () => {
    let busy = 0;
    let most = 0;
    const steps: (readonly Outcome<number>[])[] = [];
    await doEach(
      [1, 2, 3, 4, 5, 6, 7, 8, 9],
      async () => {
        busy += 1;
        most = Math.max(most, busy);
        await new Promise((resolve) => setTimeout(resolve, 1));
        busy -= 1;
      },
      (now) => steps.push(now),
    );
    expect(most).toBe(4);
    expect(steps).toHaveLength(18);
    expect(steps.some((now) => counted(now).waiting > 0 && counted(now).done > 0)).toBe(true);
  });

  it("has nothing to say about nothing", async () => {
    expect(
      await doEach(
        [],
        async () => undefined,
        () => expect.unreachable(),
      ),
    ).toEqual([]);
  });
});
