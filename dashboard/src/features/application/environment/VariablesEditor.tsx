import { useId, useMemo, useRef } from "react";
import { type Known, problemsOf } from "@/lib/env/problems";
import { CodeEditor } from "@/ui/CodeEditor";
import type { EditorHandle } from "@/ui/code/props";
import { ProblemList } from "./ProblemList";
import { VariablesTable } from "./VariablesTable";

export interface VariablesEditorProps {
  label: string;
  /** Normalized: lines end with \n alone. */
  text: string;
  /** Absent: read only. */
  onChange?: ((text: string) => void) | undefined;
  onSave?: (() => void) | undefined;
  /** What references may lead to. */
  known: Known;
  view: "text" | "table";
  isMasked: boolean;
  lines?: readonly [least: number, most: number];
  /** Told while a line of the table is edited. */
  onEditing?: (isEditing: boolean) => void;
}

/** A variables text, as text or as a table of its lines, with what is wrong in it below. */
export function VariablesEditor({ view, ...props }: VariablesEditorProps) {
  const { label, text, onChange, onSave, known, isMasked, lines = [6, 28], onEditing } = props;
  const id = useId();
  const editor = useRef<EditorHandle>(null);
  const problems = useMemo(() => problemsOf(text, known), [text, known]);
  return (
    <div className="grid gap-3">
      {view === "table" ? (
        <VariablesTable
          label={label}
          text={text}
          onChange={onChange}
          isMasked={isMasked}
          problems={problems}
          onEditing={onEditing}
        />
      ) : (
        <CodeEditor
          handle={editor}
          label={label}
          language="env"
          value={text}
          onChange={onChange}
          onSave={onSave}
          isMasked={isMasked}
          marks={problems}
          placeholder="NAME=value"
          describedBy={problems.length ? id : undefined}
          isInvalid={problems.some(({ tone }) => tone === "bad")}
          lines={lines}
        />
      )}
      <ProblemList
        id={id}
        problems={problems}
        onGo={view === "text" ? ({ from }) => editor.current?.goTo(from) : undefined}
      />
    </div>
  );
}
