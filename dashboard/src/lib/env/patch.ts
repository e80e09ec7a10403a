import { type Assignment, assignments, isName, normalized, parse, type Range } from "./envtext";

/** What an edit cannot do; its message is for the person who asked. */
export class CannotWrite extends Error {}

/** Edits of single assignments: every other line, comments and order stay as they are written. */

/** The `index`th assignment with another value. Raises `CannotWrite` where the dialect has no way to write it. */
export function withValue(text: string, index: number, value: string): string {
  const found = at(text, index);
  if (found.value === value) return text;
  return firstThatReads(text, found.valueAt, forms(value, quoteOf(text, found)), (after) => {
    const changed = after[index];
    return changed?.name === found.name && changed.value === value;
  });
}

/** The `index`th assignment with another name. */
export function withName(text: string, index: number, name: string): string {
  const found = at(text, index);
  if (!isName(name)) throw new CannotWrite(NAME_RULE);
  return replaced(text, found.nameAt, name);
}

/** The text without the lines of the `index`th assignment; a comment above it stays. */
export const without = (text: string, index: number): string => cut(text, at(text, index));

function cut(text: string, { from, to }: Range): string {
  const end = Math.min(to + 1, text.length);
  // The last line goes together with the line break before it.
  return end === to && from > 0 ? text.slice(0, from - 1) : text.slice(0, from) + text.slice(end);
}

/** The text with one more assignment at its end. */
export function withNew(text: string, name: string, value: string): string {
  if (!isName(name)) throw new CannotWrite(NAME_RULE);
  const start = `${lines(text)}${name}=`;
  const place = { from: start.length, to: start.length };
  const last = assignments(start).length - 1;
  const written = firstThatReads(start, place, forms(value), (after) => after[last]?.value === value);
  return `${written}\n`;
}

/** Several lines at once: names that exist get the new value at their place, all else is put at the end as it is. */
export function withPasted(text: string, pasted: string): string {
  const known = new Set(parse(text).keys());
  const given = normalized(pasted);
  let result = text;
  for (const [name, value] of parse(given))
    if (known.has(name)) result = withValue(result, lastIndex(result, name), value);
  const done = assignments(given).filter(({ name }) => known.has(name));
  const rest = done.reduceRight(cut, given);
  return rest.trim() ? `${lines(result)}${rest.replace(/\n+$/, "")}\n` : result;
}

const NAME_RULE = "A name holds letters, digits, dots, hyphens and underscores";

const at = (text: string, index: number): Assignment => {
  const found = assignments(text)[index];
  if (!found) throw new CannotWrite("This line is no longer there");
  return found;
};

const lastIndex = (text: string, name: string): number =>
  assignments(text).findLastIndex((found) => found.name === name);

const lines = (text: string): string => (text && !text.endsWith("\n") ? `${text}\n` : text);

const replaced = (text: string, { from, to }: Range, written: string): string =>
  text.slice(0, from) + written + text.slice(to);

function quoteOf(text: string, { valueAt, value }: Assignment): string {
  const first = text[valueAt.from] ?? "";
  return "'\"`".includes(first) && text.slice(valueAt.from, valueAt.to) !== value ? first : "";
}

/** The ways to write a value, those that are easiest to read first; `usual` is the quote that stood there before. */
function forms(value: string, usual = ""): string[] {
  const escaped = value.replaceAll("\n", "\\n").replaceAll("\r", "\\r");
  const ways = [value, ...['"', "'", "`"].map((quote) => quote + value + quote), `"${escaped}"`];
  const all = usual ? [usual + value + usual, ...ways] : ways;
  // A carriage return that is written as such would be read as a line break.
  return all.filter((form) => !form.includes("\r"));
}

/** The first form with which `isRight`, and with which every other assignment reads as before. */
function firstThatReads(
  text: string,
  place: Range,
  written: string[],
  isRight: (after: readonly Assignment[]) => boolean,
): string {
  const before = assignments(text);
  const own = before.findIndex((one) => one.nameAt.from < place.from && place.to <= one.to);
  for (const form of written) {
    const result = replaced(text, place, form);
    const after = assignments(result);
    const isSame =
      after.length === before.length &&
      after.every((one, index) => index === own || one.value === before[index]?.value);
    if (isSame && isRight(after)) return result;
  }
  throw new CannotWrite(
    "No way of quoting can write this value: it mixes line breaks, # and all kinds of quotes",
  );
}
