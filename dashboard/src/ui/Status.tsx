import { cn } from "@/lib/cn";

/** The words of the API for what a service or a run is doing. */
export type StatusWord =
  | "idle"
  | "running"
  | "done"
  | "error"
  | "cancelled"
  | "queued"
  | "stopped"
  | "warning";

const LOOKS: Record<
  StatusWord,
  { color: string; label: string; shape: "dot" | "ring" | "spin" | "square" | "cross" | "dash" | "triangle" }
> = {
  done: { color: "text-ok", label: "Running", shape: "dot" },
  running: { color: "text-accent", label: "Deploying", shape: "spin" },
  queued: { color: "text-faint", label: "Queued", shape: "dash" },
  error: { color: "text-bad", label: "Failed", shape: "cross" },
  cancelled: { color: "text-faint", label: "Cancelled", shape: "square" },
  stopped: { color: "text-faint", label: "Stopped", shape: "square" },
  idle: { color: "text-faint", label: "Idle", shape: "ring" },
  warning: { color: "text-warn", label: "Warning", shape: "triangle" },
};

const SHAPES = {
  dot: <circle cx="6" cy="6" r="4" fill="currentColor" />,
  ring: <circle cx="6" cy="6" r="3.5" fill="none" stroke="currentColor" strokeWidth="1.5" />,
  dash: (
    <circle cx="6" cy="6" r="3.5" fill="none" stroke="currentColor" strokeWidth="1.5" strokeDasharray="2 2" />
  ),
  spin: (
    <g>
      <circle cx="6" cy="6" r="4" fill="none" stroke="currentColor" strokeWidth="1.5" opacity="0.25" />
      <path
        d="M6 2a4 4 0 0 1 4 4"
        fill="none"
        stroke="currentColor"
        strokeWidth="1.5"
        strokeLinecap="round"
      />
    </g>
  ),
  square: <rect x="2.5" y="2.5" width="7" height="7" rx="1.5" fill="currentColor" />,
  cross: <path d="m3 3 6 6m0-6-6 6" stroke="currentColor" strokeWidth="2" strokeLinecap="round" />,
  triangle: <path d="M6 1.5 11 10.5H1z" fill="currentColor" />,
};

/** A status by shape and colour, so that it can be told without colour too. `label` replaces the word. */
export function Status({
  is,
  label,
  bare,
  className,
}: {
  is: StatusWord;
  label?: string;
  /** Only the shape; the word is still there for screen readers. */
  bare?: boolean;
  className?: string;
}) {
  const look = LOOKS[is];
  const word = label ?? look.label;
  return (
    <span className={cn("inline-flex items-center gap-1.5 whitespace-nowrap text-sm", className)}>
      <svg
        viewBox="0 0 12 12"
        aria-hidden
        className={cn("size-3 shrink-0", look.color, look.shape === "spin" && "animate-spin")}
      >
        {SHAPES[look.shape]}
      </svg>
      <span className={bare ? "sr-only" : undefined}>{word}</span>
    </span>
  );
}
