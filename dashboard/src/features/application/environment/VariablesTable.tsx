import { Plus } from "lucide-react";
import { useEffect, useEffectEvent, useMemo, useState } from "react";
import { assignments } from "@/lib/env/envtext";
import { withName, withNew, without, withPasted, withValue } from "@/lib/env/patch";
import type { Problem } from "@/lib/env/problems";
import { Button } from "@/ui/Button";
import { toast } from "@/ui/Toasts";
import { VariableForm } from "./VariableForm";
import { VariableRow } from "./VariableRow";

interface VariablesTableProps {
  label: string;
  text: string;
  onChange?: ((text: string) => void) | undefined;
  isMasked: boolean;
  problems: readonly Problem[];
  /** Told while a line is edited, which is no part of the text until it is applied. */
  onEditing?: ((isEditing: boolean) => void) | undefined;
}

/** The assignments of a text line by line. An edit changes its own line; comments and order stay. */
export function VariablesTable({ label, text, onChange, isMasked, problems, ...rest }: VariablesTableProps) {
  /** The index of the line that is edited; -1 = a new one. */
  const [edited, setEdited] = useState<number | null>(null);
  const rows = useMemo(() => assignments(text), [text]);
  const last = useMemo(() => new Map(rows.map((row, index) => [row.name, index])), [rows]);

  const tellEditing = useEffectEvent((is: boolean) => rest.onEditing?.(is));
  useEffect(() => {
    tellEditing(edited !== null);
    return () => tellEditing(false);
  }, [edited]);

  const change = (index: number, name: string, value: string) => {
    if (name !== rows[index]?.name) refuseTaken(name, last);
    onChange?.(withName(withValue(text, index, value), index, name));
  };
  const add = (name: string, value: string) => {
    refuseTaken(name, last);
    onChange?.(withNew(text, name, value));
  };
  const paste = (pasted: string) => {
    const count = assignments(pasted).length;
    onChange?.(withPasted(text, pasted));
    toast(count === 1 ? "One line was taken over" : `${count} lines were taken over`);
    setEdited(null);
  };

  return (
    <div className="overflow-hidden rounded-md border">
      <ul aria-label={label} className="divide-y">
        {rows.map((row, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a line is known by its place in the text
          <li key={index}>
            {edited === index ? (
              <VariableForm
                name={row.name}
                value={row.value}
                action="Apply"
                onCancel={() => setEdited(null)}
                onApply={(name, value) => {
                  change(index, name, value);
                  setEdited(null);
                }}
              />
            ) : (
              <VariableRow
                row={row}
                isMasked={isMasked}
                isOverruled={last.get(row.name) !== index}
                isBroken={problems.some(
                  (one) => one.tone === "bad" && one.from >= row.from && one.to <= row.to,
                )}
                onEdit={onChange && (() => setEdited(index))}
                onDelete={onChange && (() => onChange(without(text, index)))}
              />
            )}
          </li>
        ))}
        {rows.length === 0 && edited === null && <li className="px-3 py-4 text-muted text-sm">None yet.</li>}
      </ul>
      {onChange && (
        <div className="border-t bg-sunken">
          {edited === -1 ? (
            <VariableForm
              action="Add"
              onCancel={() => setEdited(null)}
              onPaste={paste}
              onApply={(name, value) => {
                add(name, value);
                setEdited(null);
              }}
            />
          ) : (
            <div className="flex flex-wrap items-center gap-x-3 gap-y-1 px-3 py-2">
              <Button size="small" icon={<Plus className="size-3.5" />} onClick={() => setEdited(-1)}>
                Add variable
              </Button>
              <span className="text-muted text-sm">Many at once: paste lines of NAME=value as the name.</span>
            </div>
          )}
        </div>
      )}
    </div>
  );
}

function refuseTaken(name: string, taken: ReadonlyMap<string, number>): void {
  if (taken.has(name)) throw new Error(`There is a variable ${name} already: edit that one`);
}
