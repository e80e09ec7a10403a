import type { ReactNode } from "react";
import { cn } from "@/lib/cn";

const TONES = {
  plain: "bg-sunken text-muted",
  accent: "bg-accent-soft text-accent",
  ok: "bg-ok-soft text-ok",
  warn: "bg-warn-soft text-warn",
  bad: "bg-bad-soft text-bad",
} as const;

export function Badge({ tone = "plain", children }: { tone?: keyof typeof TONES; children: ReactNode }) {
  return (
    <span className={cn("inline-flex h-5 items-center rounded-sm px-1.5 font-medium text-xs", TONES[tone])}>
      {children}
    </span>
  );
}
