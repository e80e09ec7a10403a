import type { Ref } from "react";

/** Something to say about a place in the text; offsets as in `value`. */
export interface Mark {
  from: number;
  to: number;
  tone: "bad" | "warn";
  message: string;
}

export interface EditorHandle {
  /** Puts the cursor there, scrolls to it and takes the focus. */
  goTo: (offset: number) => void;
}

export interface CodeEditorProps {
  /** What screen readers call it. */
  label: string;
  language: "env" | "yaml" | "text";
  value: string;
  /** Absent: read only. */
  onChange?: ((value: string) => void) | undefined;
  /** Called for Ctrl/⌘-S. */
  onSave?: (() => void) | undefined;
  /** Values of variables as dots, as in a password field. */
  isMasked?: boolean;
  /** Underlined, with the message at the pointer; the caller lists them as well. */
  marks?: readonly Mark[];
  placeholder?: string;
  /** Id of the element that says more. */
  describedBy?: string | undefined;
  isInvalid?: boolean;
  /** Lines that it is high, at least and at most. */
  lines?: readonly [least: number, most: number];
  handle?: Ref<EditorHandle>;
  className?: string;
}
