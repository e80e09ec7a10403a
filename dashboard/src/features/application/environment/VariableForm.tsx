import { type ClipboardEvent, type FormEvent, type KeyboardEvent, useState } from "react";
import { assignments, normalized } from "@/lib/env/envtext";
import { Button } from "@/ui/Button";
import { TextArea, TextField } from "@/ui/Field";

interface VariableFormProps {
  name?: string;
  value?: string;
  action: string;
  onCancel: () => void;
  /** Throws an `Error` whose message is shown. */
  onApply: (name: string, value: string) => void;
  /** Takes several lines that are pasted where the name goes. */
  onPaste?: (text: string) => void;
}

/** One variable; a value may have several lines, so Enter applies in the name and Ctrl/⌘-Enter in the value. */
export function VariableForm({ action, onCancel, onApply, onPaste, ...given }: VariableFormProps) {
  const [name, setName] = useState(given.name ?? "");
  const [value, setValue] = useState(given.value ?? "");
  const [error, setError] = useState<string>();

  const tried = (run: () => void) => {
    try {
      run();
    } catch (failure) {
      setError(failure instanceof Error ? failure.message : String(failure));
    }
  };
  const apply = (event: FormEvent) => {
    event.preventDefault();
    tried(() => onApply(name.trim(), value));
  };
  const onKey = (event: KeyboardEvent) => {
    if (event.key === "Escape") onCancel();
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) apply(event);
  };
  const paste = (event: ClipboardEvent) => {
    const text = normalized(event.clipboardData.getData("text"));
    if (!onPaste || assignments(text).length === 0) return;
    event.preventDefault();
    tried(() => onPaste(text));
  };

  return (
    <form onSubmit={apply} onKeyDown={onKey} className="grid gap-3 bg-sunken p-3" noValidate>
      <div className="grid items-start gap-3 sm:grid-cols-[2fr_3fr]">
        <TextField
          label="Name"
          mono
          autoFocus={!given.name}
          spellCheck={false}
          value={name}
          error={error}
          onPaste={paste}
          onChange={(event) => setName(event.target.value)}
        />
        <TextArea
          label="Value"
          mono
          autoFocus={Boolean(given.name)}
          rows={Math.min(12, value.split("\n").length)}
          value={value}
          onChange={(event) => setValue(event.target.value)}
        />
      </div>
      <div className="flex justify-end gap-2">
        <Button size="small" onClick={onCancel}>
          Cancel
        </Button>
        <Button type="submit" size="small" disabled={!name.trim()}>
          {action}
        </Button>
      </div>
    </form>
  );
}
