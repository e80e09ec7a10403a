import { Clock, Pause, Play } from "lucide-react";
import type { ReactNode } from "react";
import { cn } from "@/lib/cn";
import { IconButton } from "@/ui/Button";
import { type Container, described, type LogSearch, SINCE, type Since, short, TAIL, TAILS } from "./asked";

interface LogControlsProps {
  containers: readonly Container[];
  chosen: Container | undefined;
  asked: LogSearch;
  onAsk: (change: LogSearch) => void;
  paused: boolean;
  onPause: (paused: boolean) => void;
}

/** Whose log, how much of it, and whether it moves. */
export function LogControls({ containers, chosen, asked, onAsk, paused, onPause }: LogControlsProps) {
  return (
    <>
      <Choice
        label="Container"
        value={chosen ? short(chosen.containerId) : ""}
        onChange={(container) => onAsk({ container: container || undefined })}
        className="max-sm:basis-full sm:max-w-56"
      >
        <option value="">All replicas</option>
        {containers.map((one) => (
          <option key={one.containerId} value={short(one.containerId)}>
            {described(one)}
          </option>
        ))}
      </Choice>
      <Choice
        label="Since"
        value={asked.since ?? "all"}
        onChange={(since) => onAsk({ since: since === "all" ? undefined : (since as Since) })}
        className="max-sm:flex-1"
      >
        {Object.entries(SINCE).map(([value, text]) => (
          <option key={value} value={value}>
            {text}
          </option>
        ))}
      </Choice>
      <Choice
        label="Lines of the past"
        value={String(asked.tail ?? TAIL)}
        onChange={(count) => onAsk({ tail: Number(count) === TAIL ? undefined : Number(count) })}
        className="max-sm:flex-1"
      >
        {TAILS.map((count) => (
          <option key={count} value={count}>
            {count.toLocaleString("en")} lines
          </option>
        ))}
      </Choice>
      <IconButton label={paused ? "Go on" : "Pause"} aria-pressed={paused} onClick={() => onPause(!paused)}>
        {paused ? <Play className="size-4 text-accent" /> : <Pause className="size-4" />}
      </IconButton>
      <IconButton
        label={asked.times ? "Hide times" : "Show times"}
        aria-pressed={asked.times === true}
        onClick={() => onAsk({ times: asked.times ? undefined : true })}
      >
        <Clock className={cn("size-4", asked.times && "text-accent")} />
      </IconButton>
    </>
  );
}

interface ChoiceProps {
  label: string;
  value: string;
  onChange: (value: string) => void;
  className?: string;
  children: ReactNode;
}

function Choice({ label, value, onChange, className, children }: ChoiceProps) {
  return (
    <select
      aria-label={label}
      value={value}
      onChange={(event) => onChange(event.target.value)}
      className={cn(
        "h-7 min-w-0 text-ellipsis rounded-md border border-line-strong bg-surface px-1.5 text-sm shadow-raised transition-colors hover:border-faint",
        className,
      )}
    >
      {children}
    </select>
  );
}
