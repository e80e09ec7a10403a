import { Plus } from "lucide-react";
import { useEffect, useEffectEvent, useMemo, useState } from "react";
import { assignments } from "@/lib/env/envtext";
import { withName, withNew, without, withPasted, withValue } from "@/lib/env/patch";
import type { Problem } from "@/lib/env/problems";
import { Button } from "@/ui/Button";
import { inputClass } from "@/ui/Field";
import { toast } from "@/ui/Toasts";
import { type Row, rowsOf } from "./rows";
import { VariableForm } from "./VariableForm";
import { VariableRow } from "./VariableRow";

/** With more, a filter helps; and no more are drawn until they are asked for. */
const FEW = 15;
const MANY = 100;

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
  /** The line that is edited; empty = a new one. */
  const [chosen, setEdited] = useState<string | null>(null);
  const [sought, setSought] = useState("");
  const [limit, setLimit] = useState(MANY);
  const rows = useMemo(() => rowsOf(text), [text]);
  const edited = chosen === "" || rows.some(({ id }) => id === chosen) ? chosen : null;
  const wanted = sought.trim().toLowerCase();
  const matching = rows.filter(({ id, name }) => id === edited || name.toLowerCase().includes(wanted));
  const done = () => setEdited(null);

  const tellEditing = useEffectEvent((is: boolean) => rest.onEditing?.(is));
  useEffect(() => {
    tellEditing(edited !== null);
    return () => tellEditing(false);
  }, [edited]);

  const apply = (row: Row | null, name: string, value: string) => {
    if (name !== row?.name && rows.some((one) => one.name === name))
      throw new Error(`There is a variable ${name} already: edit that one`);
    onChange?.(
      row ? withName(withValue(text, row.index, value), row.index, name) : withNew(text, name, value),
    );
    done();
  };
  const paste = (pasted: string) => {
    const count = assignments(pasted).length;
    onChange?.(withPasted(text, pasted));
    toast(count === 1 ? "One line was taken over" : `${count} lines were taken over`);
    done();
  };

  return (
    <div className="overflow-hidden rounded-md border">
      {rows.length > FEW && (
        <div className="border-b p-2">
          <input
            type="search"
            aria-label={`Filter ${label.toLowerCase()} by name`}
            placeholder="Filter by name"
            className={`${inputClass} h-8`}
            value={sought}
            onChange={(event) => setSought(event.target.value)}
          />
        </div>
      )}
      <ul aria-label={label} className="divide-y">
        {matching.slice(0, limit).map((row) => (
          <li key={row.id}>
            {edited === row.id ? (
              <VariableForm
                name={row.name}
                value={row.value}
                action="Apply"
                onCancel={done}
                onApply={(name, value) => apply(row, name, value)}
              />
            ) : (
              <VariableRow
                row={row}
                isMasked={isMasked}
                isBroken={isBroken(row, problems)}
                onEdit={onChange && (() => setEdited(row.id))}
                onDelete={onChange && (() => onChange(without(text, row.index)))}
              />
            )}
          </li>
        ))}
        {matching.length === 0 && edited === null && (
          <li className="px-3 py-4 text-muted text-sm">
            {rows.length === 0 ? "None yet." : `No name has “${sought}” in it.`}
          </li>
        )}
      </ul>
      {matching.length > limit && (
        <div className="border-t p-2 text-center">
          <Button size="small" kind="quiet" onClick={() => setLimit(limit + MANY)}>
            Show more of {matching.length}
          </Button>
        </div>
      )}
      {onChange && (
        <div className="border-t bg-sunken">
          {edited === "" ? (
            <VariableForm
              action="Add"
              onCancel={done}
              onPaste={paste}
              onApply={(name, value) => apply(null, name, value)}
            />
          ) : (
            <div className="flex flex-wrap items-center gap-x-3 gap-y-1 px-3 py-2">
              <Button size="small" icon={<Plus className="size-3.5" />} onClick={() => setEdited("")}>
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

const isBroken = (row: Row, problems: readonly Problem[]): boolean =>
  problems.some(({ tone, from, to }) => tone === "bad" && from >= row.from && to <= row.to);
