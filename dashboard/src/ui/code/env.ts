import { type Extension, RangeSetBuilder, StateField, type Text } from "@codemirror/state";
import { Decoration, type DecorationSet, EditorView } from "@codemirror/view";
import { type Assignment, assignments, outside, type Range, references } from "@/lib/env/envtext";

const LOOKS = {
  comment: Decoration.mark({ class: "code-comment" }),
  name: Decoration.mark({ class: "code-name" }),
  quote: Decoration.mark({ class: "code-quote" }),
  value: Decoration.mark({ class: "code-value" }),
  hidden: Decoration.mark({ class: "code-hidden" }),
  reference: Decoration.mark({ class: "code-reference" }),
};
type Look = keyof typeof LOOKS;
type Piece = Range & { look: Look };

/** Colours what the server reads, by its own rules; `isMasked` shows values as dots, also in what is commented out. */
export function envLanguage(isMasked: boolean): Extension {
  return StateField.define<DecorationSet>({
    create: (state) => decorated(state.doc, isMasked),
    update: (shown, change) => (change.docChanged ? decorated(change.newDoc, isMasked) : shown),
    provide: (field) => EditorView.decorations.from(field),
  });
}

function decorated(doc: Text, isMasked: boolean): DecorationSet {
  const builder = new RangeSetBuilder<Decoration>();
  for (const { from, to, look } of pieces(doc.toString(), isMasked))
    if (to > from) builder.add(from, to, LOOKS[look]);
  return builder.finish();
}

/** The coloured parts of a text, in order and without overlaps. */
export function pieces(text: string, isMasked: boolean): Piece[] {
  const value: Look = isMasked ? "hidden" : "value";
  const found = assignments(text);
  const inLines = outside(text, found).flatMap((line) => lineParts(text, line, isMasked));
  return [...found.flatMap((one) => parts(text, one, value)), ...inLines].sort((a, b) => a.from - b.from);
}

function parts(text: string, { from, to, nameAt, valueAt }: Assignment, value: Look): Piece[] {
  const isQuoted = /^(['"`]).*\1$/s.test(text.slice(valueAt.from, valueAt.to));
  const inner = isQuoted ? { from: valueAt.from + 1, to: valueAt.to - 1 } : valueAt;
  const written: Piece[] = [];
  let next = inner.from;
  for (const reference of references(text, inner)) {
    written.push({ from: next, to: reference.from, look: value });
    written.push({ from: reference.from, to: reference.to, look: "reference" });
    next = reference.to;
  }
  return [
    { from, to: nameAt.from, look: "quote" },
    { ...nameAt, look: "name" },
    { from: nameAt.to, to: inner.from, look: "quote" },
    ...written,
    { from: next, to: inner.to, look: value },
    { from: inner.to, to: valueAt.to, look: "quote" },
    { from: valueAt.to, to, look: "comment" },
  ];
}

const COMMENTED_OUT = /^(\s*#+\s*(?:export\s+)?[A-Za-z0-9_.-]+\s*=\s*)(.+)$/;

/** A comment, or a line that is read as nothing: that one may be the rest of a secret. */
function lineParts(text: string, { from, to }: Range, isMasked: boolean): Piece[] {
  const line = text.slice(from, to);
  if (!/^\s*#/.test(line)) return isMasked ? [{ from, to, look: "hidden" }] : [];
  const head = isMasked ? COMMENTED_OUT.exec(line)?.[1] : undefined;
  if (head === undefined) return [{ from, to, look: "comment" }];
  const value = from + head.length;
  return [
    { from, to: value, look: "comment" },
    { from: value, to, look: "hidden" },
  ];
}
