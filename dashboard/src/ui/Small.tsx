import { Check, Copy as CopyIcon } from "lucide-react";
import { type ReactNode, useEffect, useState } from "react";
import { ago, moment } from "@/lib/time";
import { IconButton } from "./Button";
import { Hint } from "./Hint";

/** A key of the keyboard. */
export function Kbd({ children }: { children: ReactNode }) {
  return (
    <kbd className="rounded-sm border bg-sunken px-1 font-sans text-muted text-xs leading-4">{children}</kbd>
  );
}

/** Copies `text`; the mark says that it is done. */
export function Copy({ text, label = "Copy" }: { text: string; label?: string }) {
  const [done, setDone] = useState(false);
  useEffect(() => {
    if (!done) return undefined;
    const timer = setTimeout(() => setDone(false), 1500);
    return () => clearTimeout(timer);
  }, [done]);
  return (
    <IconButton label={done ? "Copied" : label} onClick={() => void copy(text).then(setDone)}>
      {done ? <Check className="size-3.5 text-ok" /> : <CopyIcon className="size-3.5" />}
    </IconButton>
  );
}

/** The clipboard API exists on https and localhost alone; elsewhere a selected field does the work. */
async function copy(text: string): Promise<boolean> {
  if (navigator.clipboard) {
    await navigator.clipboard.writeText(text);
    return true;
  }
  const field = document.createElement("textarea");
  field.value = text;
  document.body.append(field);
  field.select();
  const done = document.execCommand("copy");
  field.remove();
  return done;
}

/** How long ago, kept true while it is on screen, with the exact moment at hand. */
export function Ago({ at }: { at: string }) {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 30_000);
    return () => clearInterval(timer);
  }, []);
  return (
    <Hint text={moment(at)}>
      <time dateTime={at} className="whitespace-nowrap">
        {ago(at, now)}
      </time>
    </Hint>
  );
}

/** A commit by its first seven letters. */
export function Commit({ sha }: { sha: string }) {
  return <code className="font-mono text-muted text-xs">{sha.slice(0, 7)}</code>;
}
