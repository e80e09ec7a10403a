import type { ReactNode } from "react";
import { Button } from "@/ui/Button";

interface SaveBarProps {
  /** What would be saved, in a few words. */
  children: ReactNode;
  action: string;
  onAction: () => void;
  onDiscard: () => void;
  busy?: boolean;
  /** Why it cannot go on right now. */
  reason?: string | false | undefined;
}

/** Stays in sight while something is not saved. */
export function SaveBar({ children, action, onAction, onDiscard, busy, reason }: SaveBarProps) {
  return (
    <div
      role="region"
      aria-label="Unsaved changes"
      className="sticky bottom-4 z-10 flex animate-appear flex-wrap items-center gap-x-3 gap-y-2 rounded-lg border border-line-strong bg-raised py-2 pr-2 pl-4 shadow-floating"
    >
      <p className="min-w-40 flex-1 text-sm" role="status">
        {reason || children}
      </p>
      <div className="ml-auto flex gap-2">
        <Button kind="quiet" onClick={onDiscard}>
          Discard
        </Button>
        <Button busy={busy ?? false} disabled={Boolean(reason)} onClick={onAction}>
          {action}
        </Button>
      </div>
    </div>
  );
}
