import { HighlightStyle } from "@codemirror/language";
import { EditorView } from "@codemirror/view";
import { tags } from "@lezer/highlight";

const LINE = "1.375rem";
const underline = (tone: string) => ({
  textDecoration: `underline wavy var(--${tone})`,
  textDecorationThickness: "1px",
  textUnderlineOffset: "3px",
});

/** Both themes at once: everything is a token of style.css. */
export const theme = EditorView.theme({
  "&": { color: "var(--text)", fontSize: "0.8125rem" },
  "&.cm-focused": { outline: "none" },
  ".cm-scroller": {
    fontFamily: "var(--font-mono)",
    lineHeight: LINE,
    maxHeight: `calc(var(--code-most) * ${LINE} + 1rem)`,
  },
  ".cm-content": {
    padding: "0.5rem 0",
    caretColor: "var(--text)",
    minHeight: `calc(var(--code-least) * ${LINE} + 1rem)`,
    fontVariantLigatures: "none",
  },
  ".cm-line": { padding: "0 0.75rem" },
  ".cm-gutters": {
    alignSelf: "stretch",
    height: "auto",
    backgroundColor: "var(--sunken)",
    color: "var(--muted)",
    borderRight: "1px solid var(--line)",
  },
  ".cm-lineNumbers .cm-gutterElement": { padding: "0 0.5rem", minWidth: "2.25rem" },
  ".cm-activeLine": { backgroundColor: "transparent" },
  "&.cm-focused .cm-activeLine": {
    backgroundColor: "color-mix(in oklch, var(--accent-soft) 35%, transparent)",
  },
  ".cm-content ::selection, .cm-content::selection": { backgroundColor: "var(--accent-soft)" },
  ".cm-selectionMatch": { backgroundColor: "var(--hover)" },
  ".cm-searchMatch": { backgroundColor: "var(--warn-soft)" },
  ".cm-searchMatch-selected": { backgroundColor: "var(--accent-soft)" },
  "&.cm-focused .cm-matchingBracket": {
    backgroundColor: "var(--hover)",
    outline: "1px solid var(--line-strong)",
  },
  ".cm-placeholder": { color: "var(--faint)" },
  ".cm-specialChar": { color: "var(--bad)" },
  ".cm-tooltip": { border: "none", backgroundColor: "transparent" },
  ".code-hint": {
    maxWidth: "20rem",
    whiteSpace: "pre-line",
    padding: "0.25rem 0.5rem",
    borderRadius: "var(--radius-md)",
    backgroundColor: "var(--solid)",
    color: "var(--on-solid)",
    fontFamily: "var(--font-sans)",
    fontSize: "0.75rem",
    boxShadow: "var(--shadow-floating)",
  },
  ".cm-panels": { backgroundColor: "var(--sunken)", color: "var(--text)" },
  ".cm-panels-top": { borderBottom: "1px solid var(--line)" },
  ".cm-search": { fontFamily: "var(--font-sans)", fontSize: "0.75rem", padding: "0.375rem 0.5rem" },
  ".cm-textfield": {
    border: "1px solid var(--line-strong)",
    borderRadius: "var(--radius-sm)",
    backgroundColor: "var(--surface)",
  },
  ".cm-button": {
    border: "1px solid var(--line-strong)",
    borderRadius: "var(--radius-sm)",
    backgroundColor: "var(--surface)",
    backgroundImage: "none",
  },
  ".code-comment": { color: "var(--muted)", fontStyle: "italic" },
  ".code-name": { color: "var(--accent)" },
  ".code-quote": { color: "var(--muted)" },
  ".code-value": { color: "var(--text)" },
  ".code-hidden": { color: "var(--muted)", WebkitTextSecurity: "disc" },
  ".code-reference": { color: "var(--ok)", fontWeight: "500" },
  ".code-bad": underline("bad"),
  ".code-warn": underline("warn"),
});

export const colours = HighlightStyle.define([
  { tag: tags.comment, color: "var(--muted)", fontStyle: "italic" },
  { tag: [tags.propertyName, tags.definition(tags.propertyName)], color: "var(--accent)" },
  { tag: [tags.string, tags.special(tags.string), tags.content], color: "var(--text)" },
  { tag: [tags.number, tags.bool, tags.null, tags.keyword], color: "var(--ok)" },
  { tag: [tags.punctuation, tags.separator, tags.bracket, tags.meta], color: "var(--muted)" },
  { tag: [tags.labelName, tags.typeName], color: "var(--warn)" },
  { tag: tags.invalid, color: "var(--bad)" },
]);
