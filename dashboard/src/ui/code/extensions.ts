import { defaultKeymap, history, historyKeymap, indentWithTab } from "@codemirror/commands";
import { yaml } from "@codemirror/lang-yaml";
import { bracketMatching, indentOnInput, indentUnit, syntaxHighlighting } from "@codemirror/language";
import { highlightSelectionMatches, search, searchKeymap } from "@codemirror/search";
import { EditorState, type Extension } from "@codemirror/state";
import {
  EditorView,
  highlightActiveLine,
  highlightSpecialChars,
  keymap,
  lineNumbers,
  placeholder,
} from "@codemirror/view";
import { envLanguage } from "./env";
import { marks } from "./marks";
import type { CodeEditorProps } from "./props";
import { colours, theme } from "./theme";

export interface Callbacks {
  onChange?: CodeEditorProps["onChange"];
  onSave?: CodeEditorProps["onSave"];
}

/** What every editor has, whatever it shows. */
export function always(callbacks: { current: Callbacks }, hint?: string): Extension {
  return [
    lineNumbers(),
    highlightSpecialChars(),
    highlightActiveLine(),
    history(),
    search({ top: true }),
    highlightSelectionMatches(),
    marks,
    theme,
    hint ? placeholder(hint) : [],
    keymap.of([
      {
        key: "Mod-s",
        preventDefault: true,
        run: () => {
          callbacks.current.onSave?.();
          return true;
        },
      },
      ...defaultKeymap,
      ...historyKeymap,
      ...searchKeymap,
    ]),
    EditorView.clipboardInputFilter.of((text, state) => text.replace(/\r\n?|\n/g, state.lineBreak)),
    EditorView.updateListener.of((update) => {
      if (update.docChanged) callbacks.current.onChange?.(update.state.sliceDoc());
    }),
  ];
}

/** Tab indents in what has structure; in a list of variables it goes on to the next control. */
export function languageOf(language: CodeEditorProps["language"], isMasked = false): Extension {
  if (language === "env") return [envLanguage(isMasked), EditorView.lineWrapping];
  const indents = [indentUnit.of("  "), keymap.of([indentWithTab])];
  if (language === "text") return indents;
  return [yaml(), syntaxHighlighting(colours), bracketMatching(), indentOnInput(), indents];
}

export function described({
  label,
  describedBy,
  isInvalid,
}: Pick<CodeEditorProps, "label" | "describedBy" | "isInvalid">): Extension {
  return EditorView.contentAttributes.of({
    "aria-label": label,
    autocapitalize: "off",
    tabindex: "0",
    ...(describedBy ? { "aria-describedby": describedBy } : {}),
    ...(isInvalid ? { "aria-invalid": "true" } : {}),
  });
}

export const writable = (can: boolean): Extension =>
  can
    ? []
    : [
        EditorState.readOnly.of(true),
        EditorView.editable.of(false),
        EditorView.contentAttributes.of({ "aria-readonly": "true" }),
      ];

/** Told in advance, so that a text comes back with the line ends it came with; stray ones are shown as characters. */
export function lineBreakOf(text: string): string {
  const breaks = text.match(/\r?\n/g) ?? [];
  return breaks.length > 0 && breaks.every((one) => one === "\r\n") ? "\r\n" : "\n";
}
