// biome-ignore-all lint/suspicious/noTemplateCurlyInString: this is the text that is tested
import { describe, expect, it } from "vitest";
import { pieces } from "./env";
import { lineBreakOf } from "./extensions";

const shown = (text: string, isMasked: boolean) =>
  pieces(text, isMasked)
    .filter(({ from, to }) => to > from)
    .map(({ from, to, look }) => [look, text.slice(from, to)]);

describe("pieces", () => {
  const text = "# note\nexport A='x${{project.P}}y' # c\nB=1\nplain";

  it("colours what the server reads", () => {
    expect(shown(text, false)).toEqual([
      ["comment", "# note"],
      ["quote", "export "],
      ["name", "A"],
      ["quote", "='"],
      ["value", "x"],
      ["reference", "${{project.P}}"],
      ["value", "y"],
      ["quote", "'"],
      ["comment", " # c"],
      ["name", "B"],
      ["quote", "="],
      ["value", "1"],
    ]);
  });

  it("hides values, what is commented out and lines that may be the rest of one", () => {
    const hidden = shown(`${text}\n# OLD=secret`, true).filter(([look]) => look === "hidden");
    expect(hidden.map(([, part]) => part)).toEqual(["x", "y", "1", "plain", "secret"]);
  });
});

describe("lineBreakOf", () => {
  it("keeps what all lines have, and takes mixed ones as they are", () => {
    expect(["a", "a\nb", "a\r\nb\r\n", "a\r\nb\n"].map(lineBreakOf)).toEqual(["\n", "\n", "\r\n", "\n"]);
  });
});
