import { lazy, type Ref, Suspense } from "react";
import { cn } from "@/lib/cn";
import { Skeleton } from "./States";

const Editor = lazy(() => import("./code/Editor"));

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

const LINES = [6, 28] as const;

/** A code editor that is loaded when the first one is shown. Escape, then Tab, leaves it where Tab indents. */
export function CodeEditor({ lines = LINES, className, ...props }: CodeEditorProps) {
  const [least, most] = lines;
  return (
    <div
      className={cn(
        "overflow-hidden rounded-md border border-line-strong bg-surface shadow-raised focus-within:outline-2 focus-within:outline-accent",
        props.isInvalid && "border-bad",
        className,
      )}
      style={{ "--code-least": least, "--code-most": most } as React.CSSProperties}
    >
      <Suspense
        fallback={
          <div style={{ height: `calc(${least} * 1.375rem + 1rem)` }}>
            <Skeleton className="size-full rounded-none" />
          </div>
        }
      >
        <Editor {...props} />
      </Suspense>
    </div>
  );
}
