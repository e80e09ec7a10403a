import { Compartment, EditorState } from "@codemirror/state";
import { EditorView } from "@codemirror/view";
import { useEffect, useImperativeHandle, useRef } from "react";
import { always, type Callbacks, described, languageOf, lineBreakOf, writable } from "./extensions";
import { setMarks } from "./marks";
import type { CodeEditorProps } from "./props";

type EditorProps = Omit<CodeEditorProps, "lines" | "className">;

/** CodeMirror as a controlled component: `value` wins, what is typed is told by `onChange`, byte for byte. */
export default function Editor(props: EditorProps) {
  const place = useRef<HTMLDivElement>(null);
  const mounted = useRef<EditorView>(null);
  const first = useRef(props).current;
  const callbacks = useRef<Callbacks>({});
  const parts = useRef({
    language: new Compartment(),
    described: new Compartment(),
    writable: new Compartment(),
  }).current;

  useEffect(() => {
    callbacks.current = { onChange: props.onChange, onSave: props.onSave };
  });

  useEffect(() => {
    if (!place.current) return undefined;
    const view = new EditorView({
      parent: place.current,
      state: EditorState.create({
        doc: first.value,
        extensions: [
          EditorState.lineSeparator.of(lineBreakOf(first.value)),
          parts.language.of(languageOf(first.language, first.isMasked)),
          parts.described.of(described(first)),
          parts.writable.of(writable(Boolean(first.onChange))),
          always(callbacks, first.placeholder),
        ],
      }),
    });
    mounted.current = view;
    const stopListening = leaveByEscape(view);
    return () => {
      stopListening();
      mounted.current = null;
      view.destroy();
    };
  }, [first, parts]);

  const { value, language, isMasked, label, describedBy, isInvalid, marks } = props;
  const canWrite = Boolean(props.onChange);

  useEffect(() => {
    const view = mounted.current;
    if (!view || view.state.sliceDoc() === value) return;
    view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: view.state.toText(value) } });
  }, [value]);
  useEffect(() => {
    mounted.current?.dispatch({ effects: parts.language.reconfigure(languageOf(language, isMasked)) });
  }, [language, isMasked, parts]);
  useEffect(() => {
    const effects = parts.described.reconfigure(described({ label, describedBy, isInvalid }));
    mounted.current?.dispatch({ effects });
  }, [label, describedBy, isInvalid, parts]);
  useEffect(() => {
    mounted.current?.dispatch({ effects: parts.writable.reconfigure(writable(canWrite)) });
  }, [canWrite, parts]);
  useEffect(() => {
    mounted.current?.dispatch({ effects: setMarks.of(marks ?? []) });
  }, [marks]);

  useImperativeHandle(props.handle, () => ({
    goTo: (offset) => {
      const view = mounted.current;
      if (!view) return;
      view.dispatch({
        selection: { anchor: Math.min(offset, view.state.doc.length) },
        effects: EditorView.scrollIntoView(Math.min(offset, view.state.doc.length), { y: "center" }),
      });
      view.focus();
    },
  }));

  return <div ref={place} />;
}

const LEAVE_MS = 2000;

/** After Escape, Tab goes on to the next control: also within a dialog, which takes that key before the editor sees it. */
function leaveByEscape(view: EditorView): () => void {
  const onKey = (event: KeyboardEvent) => {
    if (event.key === "Escape" && event.target instanceof Node && view.contentDOM.contains(event.target))
      view.setTabFocusMode(LEAVE_MS);
  };
  window.addEventListener("keydown", onKey, { capture: true });
  return () => window.removeEventListener("keydown", onKey, { capture: true });
}
