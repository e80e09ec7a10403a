// biome-ignore-all lint/suspicious/noTemplateCurlyInString: these are the texts that are tested
import { describe, expect, it } from "vitest";
import { assignments, normalized, parse } from "./envtext";
import { CannotWrite, withName, withNew, without, withPasted, withValue } from "./patch";

const TEXT = `# Database
export DB_URL = "postgres://u:p@db/x" # main

# Mail
SMTP='it is'
EMPTY=
KEY="one
two"
LAST=1`;

describe("withValue", () => {
  it("changes one value and nothing around it", () => {
    expect(withValue(TEXT, 0, "mysql://x")).toBe(TEXT.replace("postgres://u:p@db/x", "mysql://x"));
    expect(withValue(TEXT, 1, "a # b")).toBe(TEXT.replace("it is", "a # b"));
    expect(withValue(TEXT, 2, "now")).toBe(TEXT.replace("EMPTY=", "EMPTY=now"));
    expect(withValue(TEXT, 4, "2")).toBe(TEXT.replace("LAST=1", "LAST=2"));
  });

  it("leaves the text alone when the value is the same", () => {
    assignments(TEXT).forEach(({ value }, index) => {
      expect(withValue(TEXT, index, value)).toBe(TEXT);
    });
  });

  const VALUES = [
    "",
    " around ",
    "a#b",
    "#",
    "it's",
    'say "x"',
    "`x`",
    'it\'s "x"',
    "'quoted'",
    '"',
    "'",
    "a\nb",
    "a\r\nb",
    "C:\\new",
    "back\\",
    "one\n'two'",
    "ä→✓ \u00a0",
    "${{project.P}}",
    "=",
    "export A=1",
    "\u2028x",
    "-----BEGIN KEY-----\nabc#=\n-----END KEY-----\n",
  ];
  it.each(VALUES)("writes %j so that the server reads it back, wherever it stands", (value) => {
    for (const index of [0, 1, 2, 3, 4]) {
      const after = assignments(normalized(withValue(TEXT, index, value))).map((one) => one.value);
      const expected = assignments(TEXT).map((one) => one.value);
      expected[index] = value;
      expect(after).toEqual(expected);
    }
  });

  it("does not let an open quote swallow the lines below", () => {
    const after = withValue("A=1\nB='x'", 0, "'");
    expect([...parse(after)]).toEqual([
      ["A", "'"],
      ["B", "x"],
    ]);
  });

  it("says so when there is no way to write a value", () => {
    expect(() => withValue("A=1", 0, "#\\n\n'\"`")).toThrow(CannotWrite);
  });
});

describe("withName, without, withNew", () => {
  it("renames in place and refuses what is no name", () => {
    expect(withName(TEXT, 0, "DATABASE_URL")).toBe(TEXT.replace("DB_URL", "DATABASE_URL"));
    expect(() => withName(TEXT, 0, "A B")).toThrow(CannotWrite);
  });

  it("takes away the lines of one, and no comment of another", () => {
    expect(without(TEXT, 3)).toBe(TEXT.replace('KEY="one\ntwo"\n', ""));
    expect(without(TEXT, 4)).toBe(TEXT.replace("\nLAST=1", ""));
    expect(without("A=1", 0)).toBe("");
    expect(without("A=1\n", 0)).toBe("");
  });

  it("adds at the end, on a line of its own", () => {
    expect(withNew("A=1", "B", "2")).toBe("A=1\nB=2\n");
    expect(withNew("", "B", "x y")).toBe("B=x y\n");
    expect(withNew("A=1\n", "B", " 2")).toBe('A=1\nB=" 2"\n');
  });
});

describe("withPasted", () => {
  it("changes what exists at its place and appends the rest with its comments", () => {
    const pasted = "# new ones\nNEW=1\nLAST=2\r\nSMTP='x'\nSECOND=2\n";
    const after = withPasted(TEXT, pasted);
    expect(after).toBe(`${TEXT.replace("'it is'", "'x'").replace("LAST=1", "LAST=2")}
# new ones
NEW=1
SECOND=2
`);
  });

  it("leaves no blank line behind when all exist", () => {
    expect(withPasted("A=1\nB=2\n", "A=3\n")).toBe("A=3\nB=2\n");
  });
});
