/**
 * The server's dialect of variables texts (src/dokploy/core/envtext.py), with the place of everything in the text, so that
 * an editor can colour what the server reads and a table can change one line and leave the others as they are.
 */

// The server's blanks are JavaScript's `\s`; these are those that end no line.
const BLANK = "[\\t\\v\\f \\u00a0\\u1680\\u2000-\\u200a\\u202f\\u205f\\u3000\\ufeff]";

// `^` and `$` are spelt out: JavaScript's would also match at \r, \u2028 and \u2029, the server's do at \n alone.
const ASSIGNMENT = new RegExp(
  [
    `(?<![^\\n])${BLANK}*`,
    `(?:export${BLANK}+)?`,
    "(?<name>[A-Za-z0-9_.-]+)",
    "(?:\\s*=\\s*?|:\\s+?)",
    "(?<value>\\s*'(?:\\\\'|[^'])*'|\\s*\"(?:\\\\\"|[^\"])*\"|\\s*`(?:\\\\`|[^`])*`|[^#\\r\\n]+)?",
    "\\s*(?:#[^\\n\\u2028\\u2029]*)?(?![^\\n])",
  ].join(""),
  "dg",
);
const QUOTED = /^(['"`])(.*)\1$/s;
const REFERENCE = /\$\{\{([^\n]*?)\}\}/g;
const NAME = /^[A-Za-z0-9_.-]+$/;

export interface Range {
  from: number;
  to: number;
}

/** One `NAME=value` of a text. Offsets count UTF-16 units from the beginning of the text. */
export interface Assignment extends Range {
  name: string;
  /** As the server reads it: without quotes, escapes carried out. */
  value: string;
  nameAt: Range;
  /** As it is written, quotes included; empty and behind the sign where nothing is written. */
  valueAt: Range;
}

/** Line ends as the server sees them. Offsets are those of a text that has been through here. */
export const normalized = (text: string | null | undefined): string => (text ?? "").replace(/\r\n?/g, "\n");

/** Every assignment of a normalized text in order, those that a later one overrides included. */
export function assignments(text: string): readonly Assignment[] {
  const known = recent.get(text);
  if (known) return known;
  const found = Array.from(text.matchAll(ASSIGNMENT), (match) => located(text, match as RegExpExecArray));
  recent.set(text, found);
  for (const oldest of recent.keys()) {
    if (recent.size <= REMEMBERED) break;
    recent.delete(oldest);
  }
  return found;
}

/** Colours, problems and differences ask for the same texts at each key that is pressed. */
const recent = new Map<string, readonly Assignment[]>();
const REMEMBERED = 12;

function located(text: string, match: RegExpExecArray): Assignment {
  const at = match.indices?.groups;
  const nameAt = range(at?.name) ?? { from: match.index, to: match.index };
  const written = range(at?.value);
  const valueAt = written ? trimmed(text, written) : behindSign(text, nameAt.to);
  const end = text.indexOf("\n", valueAt.to);
  return {
    from: text.lastIndexOf("\n", nameAt.from - 1) + 1,
    to: end < 0 ? text.length : end,
    name: match.groups?.name ?? "",
    value: readValue(match.groups?.value ?? ""),
    nameAt,
    valueAt,
  };
}

const range = (indices: [number, number] | undefined): Range | undefined =>
  indices && { from: indices[0], to: indices[1] };

/** The range without blanks around it; an empty one stays where it began. */
function trimmed(text: string, { from, to }: Range): Range {
  const written = text.slice(from, to);
  const start = from + written.length - written.trimStart().length;
  const end = from + written.trimEnd().length;
  return end > start ? { from: start, to: end } : { from, to: from };
}

function behindSign(text: string, nameEnd: number): Range {
  const sign = /[=:]/g;
  sign.lastIndex = nameEnd;
  const found = sign.exec(text);
  const place = found ? found.index + 1 : nameEnd;
  return { from: place, to: place };
}

function readValue(written: string): string {
  const value = written.trim();
  const inner = QUOTED.exec(value)?.[2] ?? value;
  // Decided by the first character alone, as the server does it: also for a quote that is never closed.
  return value.startsWith('"') ? inner.replaceAll("\\n", "\n").replaceAll("\\r", "\r") : inner;
}

/** Name and value in the order of first appearance; the last of several values counts. */
export function parse(text: string | null | undefined): Map<string, string> {
  const found = new Map<string, string>();
  for (const { name, value } of assignments(normalized(text))) found.set(name, value);
  return found;
}

export const isName = (name: string): boolean => NAME.test(name);

export interface Reference extends Range {
  scope: "project" | "environment" | "service";
  name: string;
}

/** The `${{…}}` within a value, at their places in the text. */
export function references(text: string, { from, to }: Range): Reference[] {
  return Array.from(text.slice(from, to).matchAll(REFERENCE), (match) => {
    const [, scope, name] = /^(project|environment)\.(.*)$/s.exec(match[1] ?? "") ?? [];
    const place = { from: from + match.index, to: from + match.index + match[0].length };
    if (scope === "project" || scope === "environment") return { ...place, scope, name: name ?? "" };
    return { ...place, scope: "service" as const, name: match[1] ?? "" };
  });
}

/** The lines that no assignment has a part in, blank ones left out. */
export function outside(text: string, found: readonly Assignment[]): Range[] {
  const lines: Range[] = [];
  let next = 0;
  let from = 0;
  while (from <= text.length) {
    const end = text.indexOf("\n", from);
    const to = end < 0 ? text.length : end;
    while ((found[next]?.to ?? Number.POSITIVE_INFINITY) < from) next += 1;
    const isPart = (found[next]?.from ?? Number.POSITIVE_INFINITY) <= from;
    if (!isPart && text.slice(from, to).trim()) lines.push({ from, to });
    from = to + 1;
  }
  return lines;
}

/** The line of an offset, counted from 1. */
export function lineOf(text: string, offset: number): number {
  let line = 1;
  for (let at = text.indexOf("\n"); at >= 0 && at < offset; at = text.indexOf("\n", at + 1)) line += 1;
  return line;
}
