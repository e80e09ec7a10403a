import { Eye, EyeOff } from "lucide-react";
import { useState } from "react";
import { type Change, summary } from "@/lib/env/changes";
import { Button } from "@/ui/Button";
import { Actions, Dialog } from "@/ui/Dialog";
import { ErrorNote, Note } from "@/ui/Note";
import { DOTS } from "./VariableRow";

interface Reviewed {
  title: string;
  changes: Change[];
}

interface ReviewProps {
  open: boolean;
  onClose: () => void;
  texts: readonly Reviewed[];
  /** Whether the build gets a file from now on; undefined = that did not change. */
  envFile: boolean | undefined;
  /** References that lead to nothing. */
  broken: number;
  onSave: () => void;
  busy: boolean;
  error: unknown;
}

/** What saving would change, name by name; values only on request. */
export function Review({ open, onClose, texts, envFile, broken, onSave, busy, error }: ReviewProps) {
  const [isShown, setShown] = useState(false);
  const Icon = isShown ? EyeOff : Eye;
  return (
    <Dialog open={open} onClose={onClose} title="Review changes" text="The next deployment uses them." wide>
      <div className="grid gap-4">
        {texts.map(({ title, changes }) => (
          <section key={title} className="grid gap-2">
            <h3 className="flex flex-wrap items-baseline gap-x-2 text-sm">
              <span className="font-medium">{title}</span>
              <span className="text-muted">{summary(changes)}</span>
            </h3>
            {changes.length > 0 && (
              <ul className="divide-y overflow-hidden rounded-md border">
                {changes.map((change) => (
                  <Line key={change.name} change={change} isShown={isShown} />
                ))}
              </ul>
            )}
          </section>
        ))}
        {envFile !== undefined && (
          <p className="text-sm">
            {envFile ? "The build gets a file .env." : "The build gets no file .env."}
          </p>
        )}
        {broken > 0 && (
          <Note tone="warn">
            {broken === 1 ? "One reference leads" : `${broken} references lead`} to nothing. It can be saved,
            but a deployment would be refused.
          </Note>
        )}
        {error ? <ErrorNote error={error} /> : null}
      </div>
      <Actions className="sticky -bottom-4 -mb-4 bg-raised pb-4">
        <Button
          kind="quiet"
          className="mr-auto"
          icon={<Icon className="size-3.5" />}
          aria-pressed={isShown}
          onClick={() => setShown(!isShown)}
        >
          {isShown ? "Hide values" : "Show values"}
        </Button>
        <Button onClick={onClose}>Keep editing</Button>
        <Button kind="solid" autoFocus busy={busy} onClick={onSave}>
          Save
        </Button>
      </Actions>
    </Dialog>
  );
}

const LOOKS = {
  added: { sign: "+", box: "bg-ok-soft text-ok" },
  removed: { sign: "−", box: "bg-bad-soft text-bad" },
  changed: { sign: "~", box: "bg-warn-soft text-warn" },
} as const;

function Line({ change, isShown }: { change: Change; isShown: boolean }) {
  const { sign, box } = LOOKS[change.kind];
  return (
    <li className="grid grid-cols-[1.5rem_1fr] items-start gap-x-2 gap-y-1 px-2 py-1.5 sm:grid-cols-[1.5rem_minmax(8rem,2fr)_3fr]">
      <span
        role="img"
        aria-label={change.kind}
        className={`grid h-5 place-items-center rounded-sm font-medium font-mono text-sm ${box}`}
      >
        {sign}
      </span>
      <code className="break-all font-mono text-sm">{change.name}</code>
      <div className="grid gap-0.5 max-sm:col-start-2">
        {change.before !== null && <Value text={change.before} isShown={isShown} isOld />}
        {change.after !== null && <Value text={change.after} isShown={isShown} />}
      </div>
    </li>
  );
}

function Value({ text, isShown, isOld }: { text: string; isShown: boolean; isOld?: boolean }) {
  const Mark = isOld ? "del" : "ins";
  const shown = text === "" ? "empty" : isShown ? text : DOTS;
  return (
    <Mark
      className={`font-mono text-sm ${isOld ? "text-muted" : "no-underline"} whitespace-pre-wrap break-all`}
    >
      {shown}
    </Mark>
  );
}
