import { CircleAlert, Info, TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { ApiError } from "@/api/errors";
import { cn } from "@/lib/cn";

const TONES = {
  info: { icon: Info, box: "bg-sunken", mark: "text-muted" },
  warn: { icon: TriangleAlert, box: "bg-warn-soft", mark: "text-warn" },
  bad: { icon: CircleAlert, box: "bg-bad-soft", mark: "text-bad" },
} as const;

interface NoteProps {
  tone?: keyof typeof TONES;
  title?: ReactNode;
  children?: ReactNode;
  action?: ReactNode;
  className?: string;
}

/** Something to know, in place and until it is no longer true. */
export function Note({ tone = "info", title, children, action, className }: NoteProps) {
  const { icon: Icon, box, mark } = TONES[tone];
  return (
    <div
      role={tone === "bad" ? "alert" : undefined}
      className={cn("flex items-start gap-2.5 rounded-md px-3 py-2.5 text-sm", box, className)}
    >
      <Icon className={cn("mt-0.5 size-4 shrink-0", mark)} aria-hidden />
      <div className="min-w-0 flex-1 break-words">
        {title && <p className="font-medium">{title}</p>}
        {children && <div className={cn(title && "text-muted")}>{children}</div>}
      </div>
      {action}
    </div>
  );
}

/** The server's message where the work is, not in a corner from which it vanishes. */
export function ErrorNote({ error, action }: { error: unknown; action?: ReactNode }) {
  return (
    <Note tone="bad" action={action}>
      {ApiError.of(error).message}
    </Note>
  );
}
