import { type Assignment, assignments, lineOf, outside, type Range, references } from "./envtext";

export interface Problem extends Range {
  line: number;
  /** `bad`: the next deployment fails. `warn`: it is not read as it looks. */
  tone: "bad" | "warn";
  message: string;
}

/** The names that a text may refer to. */
export interface Known {
  project: { label: string; names: ReadonlySet<string> };
  environment: { label: string; names: ReadonlySet<string> };
}

/** What the server will ignore, overrule or refuse in a normalized text, by line. */
export function problemsOf(text: string, known: Known): Problem[] {
  const found = assignments(text);
  const all = [
    ...malformed(text, found),
    ...duplicates(text, found),
    ...openQuotes(text, found),
    ...unknown(text, found, known),
  ];
  return all.map((one) => ({ ...one, line: lineOf(text, one.from) })).sort((a, b) => a.from - b.from);
}

type Found = Omit<Problem, "line">;

function malformed(text: string, found: readonly Assignment[]): Found[] {
  return outside(text, found)
    .filter(({ from, to }) => !/^\s*#/.test(text.slice(from, to)))
    .map((line) => ({ ...line, tone: "warn", message: whyMalformed(text.slice(line.from, line.to)) }));
}

/** Does not repeat what is written: it may be a secret that was broken over several lines. */
function whyMalformed(line: string): string {
  const name = /^\s*(?:export\s+)?([^=]*?)\s*=/.exec(line)?.[1];
  if (name === "") return "There is no name before the =; the line is ignored";
  if (name) return "A name holds letters, digits, dots, hyphens and underscores; the line is ignored";
  return "This is no NAME=value; the line is ignored. A value of several lines needs quotes";
}

function duplicates(text: string, found: readonly Assignment[]): Found[] {
  const last = new Map(found.map((one) => [one.name, one]));
  return found.flatMap((one) => {
    const winner = last.get(one.name);
    if (!winner || winner === one) return [];
    const message = `${one.name} is set again in line ${lineOf(text, winner.nameAt.from)}; the last one counts`;
    return [{ ...one.nameAt, tone: "warn" as const, message }];
  });
}

function openQuotes(text: string, found: readonly Assignment[]): Found[] {
  return found.flatMap(({ valueAt, value }) => {
    const written = text.slice(valueAt.from, valueAt.to);
    const quote = written.charAt(0);
    const isOpen = quote && "'\"`".includes(quote) && (written.length === 1 || !written.endsWith(quote));
    if (!isOpen || !value.startsWith(quote)) return [];
    const message = `The value begins with ${quote} and does not end with it: the quote is part of the value`;
    return [{ from: valueAt.from, to: valueAt.from + 1, tone: "warn" as const, message }];
  });
}

function unknown(text: string, found: readonly Assignment[], known: Known): Found[] {
  const own = new Set(found.map(({ name }) => name));
  return found.flatMap(({ valueAt }) =>
    references(text, valueAt).flatMap(({ scope, name, from, to }) => {
      const names = scope === "service" ? own : known[scope].names;
      if (names.has(name)) return [];
      return [{ from, to, tone: "bad" as const, message: missing(scope, name, known) }];
    }),
  );
}

function missing(scope: "project" | "environment" | "service", name: string, known: Known): string {
  const bare = name.trim();
  if (bare !== name || !name)
    return `A reference holds no blanks and a name, such as \${{project.${bare.split(".").pop() || "NAME"}}}`;
  if (scope === "service") return `There is no variable ${name} in this text; a deployment would be refused`;
  const { label, names } = known[scope];
  const has = names.size ? `It has ${listed(names)}` : "It has no variables";
  const where = scope === "project" ? `Project ${label}` : `Environment ${label}`;
  return `${where} has no variable ${name}; a deployment would be refused. ${has}`;
}

const MANY = 6;

function listed(names: ReadonlySet<string>): string {
  const all = [...names];
  const more = all.length - MANY;
  return all.slice(0, MANY).join(", ") + (more > 0 ? ` and ${more} more` : "");
}
