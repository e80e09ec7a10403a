import { lazy, Suspense } from "react";
import { cn } from "@/lib/cn";
import type { CodeEditorProps } from "./code/props";
import { Skeleton } from "./States";

const Editor = lazy(() => import("./code/Editor"));

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
