// biome-ignore-all lint/suspicious/noTemplateCurlyInString: these are the texts that are tested
import { describe, expect, it } from "vitest";
import { assignments, lineOf, normalized, outside, parse, references } from "./envtext";

/** The cases of the server's own tests (tests/core/test_envtext.py): both must read every text alike. */
const CASES: [string | null, [string, string][]][] = [
  ["A=1", [["A", "1"]]],
  [
    "A=1\nB=2",
    [
      ["A", "1"],
      ["B", "2"],
    ],
  ],
  [
    "A=1\r\nB=2\r\n",
    [
      ["A", "1"],
      ["B", "2"],
    ],
  ],
  [
    "A=1\rB=2",
    [
      ["A", "1"],
      ["B", "2"],
    ],
  ],
  [
    "\n\nA=1\n\n\nB=2\n\n",
    [
      ["A", "1"],
      ["B", "2"],
    ],
  ],
  ["A=", [["A", ""]]],
  [
    "A=\nB=2",
    [
      ["A", ""],
      ["B", "2"],
    ],
  ],
  ["A=   ", [["A", ""]]],
  ["  A=1", [["A", "1"]]],
  ["\tA = 1 ", [["A", "1"]]],
  ["A =1", [["A", "1"]]],
  ["A= 1", [["A", "1"]]],
  ["A=1=2", [["A", "1=2"]]],
  ["A==", [["A", "="]]],
  ["\ufeffA=1", [["A", "1"]]],
  ["A=a b c", [["A", "a b c"]]],
  ["A=a\tb", [["A", "a\tb"]]],
  ["A=\u00a0x\u00a0", [["A", "x"]]],
  ["A=http://u:p@h:1/x?a=b&c=d", [["A", "http://u:p@h:1/x?a=b&c=d"]]],
  ['A={"k": "v"}', [["A", '{"k": "v"}']]],
  ["A=\u00e4\u2192\u2713", [["A", "\u00e4\u2192\u2713"]]],
  ["a.b-c_D9=1", [["a.b-c_D9", "1"]]],
  ["9=1", [["9", "1"]]],
  ["-=1", [["-", "1"]]],
  ["\u00c4=1", []],
  ["A B=1", []],
  ["=1", []],
  ["A!=1", []],
  ["${A}=1", []],
  ["export A=1", [["A", "1"]]],
  ["  export   A=1", [["A", "1"]]],
  ["exportA=1", [["exportA", "1"]]],
  ["export=1", [["export", "1"]]],
  ["export", []],
  ["export A", []],
  ["A: 1", [["A", "1"]]],
  ["A:  1 ", [["A", "1"]]],
  ["A:1", []],
  ["A : 1", []],
  ["A:\t1", [["A", "1"]]],
  ["# A=1", []],
  ["  # A=1\nB=2", [["B", "2"]]],
  ["A=1 # c", [["A", "1"]]],
  ["A=1#c", [["A", "1"]]],
  ["A=x#y", [["A", "x"]]],
  ["A=#", [["A", ""]]],
  ["A= # c", [["A", ""]]],
  ['A="x#y"', [["A", "x#y"]]],
  ["A='x#y'", [["A", "x#y"]]],
  ["A=`x#y`", [["A", "x#y"]]],
  ['A="x" # c', [["A", "x"]]],
  ['A="x"# c', [["A", "x"]]],
  ["A='x' # it's", [["A", "x"]]],
  ['A="1"', [["A", "1"]]],
  ["A='1'", [["A", "1"]]],
  ["A=`1`", [["A", "1"]]],
  ['A=""', [["A", ""]]],
  ["A=''", [["A", ""]]],
  ['A=" x "', [["A", " x "]]],
  ["A=' x '", [["A", " x "]]],
  ['A = "x"', [["A", "x"]]],
  ['A: "x"', [["A", "x"]]],
  ['A="it\'s"', [["A", "it's"]]],
  ["A='say \"x\"'", [["A", 'say "x"']]],
  ['A=`it\'s "x"`', [["A", 'it\'s "x"']]],
  ["A=it's", [["A", "it's"]]],
  ['A=say "x"', [["A", 'say "x"']]],
  ['A="x" y', [["A", '"x" y']]],
  ['A="x" "y"', [["A", 'x" "y']]],
  ["A='x", [["A", "'x"]]],
  ['A="x', [["A", '"x']]],
  ['A="', [["A", '"']]],
  ['A="x # y', [["A", '"x']]],
  ["A=\"'x'\"", [["A", "'x'"]]],
  ['A="a\\nb"', [["A", "a\nb"]]],
  ['A="a\\rb"', [["A", "a\rb"]]],
  ['A="a\\tb"', [["A", "a\\tb"]]],
  ["A='a\\nb'", [["A", "a\\nb"]]],
  ["A=`a\\nb`", [["A", "a\\nb"]]],
  ["A=a\\nb", [["A", "a\\nb"]]],
  ['A="a\\"b"', [["A", 'a\\"b']]],
  ["A='a\\'b'", [["A", "a\\'b"]]],
  ['A="C:\\\\new"', [["A", "C:\\\new"]]],
  ["A=C:\\new", [["A", "C:\\new"]]],
  [
    'A="one\ntwo"\nB=3',
    [
      ["A", "one\ntwo"],
      ["B", "3"],
    ],
  ],
  ["A='one\ntwo'", [["A", "one\ntwo"]]],
  ["A=`one\r\ntwo`", [["A", "one\ntwo"]]],
  [
    'KEY="-----BEGIN KEY-----\nabc#=\n-----END KEY-----"\nB=1',
    [
      ["KEY", "-----BEGIN KEY-----\nabc#=\n-----END KEY-----"],
      ["B", "1"],
    ],
  ],
  [
    'A="x\nB=2',
    [
      ["A", '"x'],
      ["B", "2"],
    ],
  ],
  ['A=\n"x"', [["A", "x"]]],
  ["A=$HOME", [["A", "$HOME"]]],
  [
    "A=${B}\nB=1",
    [
      ["A", "${B}"],
      ["B", "1"],
    ],
  ],
  ["A=$(id)", [["A", "$(id)"]]],
  [
    "A=1\nB=2\nA=3",
    [
      ["A", "3"],
      ["B", "2"],
    ],
  ],
  ["A=1\nA=", [["A", ""]]],
  ["just text", []],
  ["", []],
  [null, []],
  ["null", []],
  ["\n \n\t\n", []],
  [
    "A=1\njust text\nB=2",
    [
      ["A", "1"],
      ["B", "2"],
    ],
  ],
];

describe("parse", () => {
  it.each(CASES)("reads %j as the server does", (text, pairs) => {
    expect([...parse(text)]).toEqual(pairs);
  });

  it.each([
    "A='".repeat(5_000),
    'A="x\n'.repeat(5_000),
    "\n".repeat(200_000),
    "A".repeat(200_000),
    "export ".repeat(30_000),
    `A=${"\\'".repeat(50_000)}`,
    `A=${"#".repeat(100_000)}`,
    `A=${"'".repeat(50_000)}`,
  ])("takes no long time for any text (case %#)", (text) => {
    const begun = performance.now();
    parse(text);
    expect(performance.now() - begun).toBeLessThan(2000);
  });
});

describe("assignments", () => {
  it.each(CASES)("knows where each part of %j is", (given) => {
    const text = normalized(given);
    for (const { name, nameAt, valueAt, from, to } of assignments(text)) {
      expect(text.slice(nameAt.from, nameAt.to)).toBe(name);
      expect(from).toBeLessThanOrEqual(nameAt.from);
      expect(valueAt.from).toBeGreaterThan(nameAt.to);
      expect(to).toBeGreaterThanOrEqual(valueAt.to);
      expect(text[from - 1] ?? "\n").toBe("\n");
      expect(text[to] ?? "\n").toBe("\n");
    }
  });

  it("covers all lines of a value and the comment behind it, not the comment below", () => {
    const text = '# first\nKEY="one\ntwo" # kept\n# below\n\nA=1';
    const [key, a] = assignments(text);
    expect(text.slice(key?.from, key?.to)).toBe('KEY="one\ntwo" # kept');
    expect(text.slice(key?.valueAt.from, key?.valueAt.to)).toBe('"one\ntwo"');
    expect(text.slice(a?.from, a?.to)).toBe("A=1");
  });

  it("puts a value that is not there behind the sign", () => {
    const [found] = assignments("A =\nB=1");
    expect(found?.valueAt).toEqual({ from: 3, to: 3 });
  });
});

describe("outside", () => {
  it("finds comments and what is no assignment, and nothing within a value", () => {
    const text = "# one\nA='x\n# within\ny'\njust text\n\nB=1\n  # two";
    const found = outside(text, assignments(text)).map(({ from, to }) => text.slice(from, to));
    expect(found).toEqual(["# one", "just text", "  # two"]);
  });
});

describe("references", () => {
  it("tells what each one asks for, at its place", () => {
    const text = "X=a${{project.P}}b${{environment.a.b-c}}${{Y}} ${{ project.Z }} ${{}} ${Q} ${{";
    const found = references(text, { from: 2, to: text.length });
    expect(found.map(({ scope, name }) => [scope, name])).toEqual([
      ["project", "P"],
      ["environment", "a.b-c"],
      ["service", "Y"],
      ["service", " project.Z "],
      ["service", ""],
    ]);
    expect(text.slice(found[0]?.from, found[0]?.to)).toBe("${{project.P}}");
  });
});

describe("lineOf", () => {
  it("counts from one", () => {
    expect([0, 1, 2, 3].map((offset) => lineOf("a\nb\n", offset))).toEqual([1, 1, 2, 2]);
  });
});
