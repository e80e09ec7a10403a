import { cn } from "@/lib/cn";
import { Status } from "@/ui/Status";
import { type Service, tally } from "./services";

interface StatusFilterProps {
  services: readonly Service[];
  value: string | undefined;
  onChange: (status: string | undefined) => void;
}

/** How many services have each status; each is a button that leaves only those. */
export function StatusFilter({ services, value, onChange }: StatusFilterProps) {
  const counts = tally(services);
  // What is filtered by stays in sight when nothing has that status any more.
  const isGone = value !== undefined && !counts.some(([status]) => status === value);
  const look = (isOn: boolean) =>
    cn(
      "inline-flex h-7 items-center gap-1.5 whitespace-nowrap rounded-md border px-2 text-sm transition-colors",
      isOn
        ? "border-line-strong bg-surface font-medium shadow-raised"
        : "border-transparent text-muted hover:bg-hover",
    );
  return (
    <fieldset className="-mx-1 flex min-w-0 gap-1 overflow-x-auto px-1 py-0.5">
      <legend className="sr-only">Status</legend>
      <button
        type="button"
        aria-pressed={!value}
        className={look(!value)}
        onClick={() => onChange(undefined)}
      >
        All <span className="text-muted tabular-nums">{services.length}</span>
      </button>
      {counts.map(([status, count]) => (
        <button
          key={status}
          type="button"
          aria-pressed={value === status}
          className={look(value === status)}
          onClick={() => onChange(value === status ? undefined : status)}
        >
          <Status is={status} /> <span className="text-muted tabular-nums">{count}</span>
        </button>
      ))}
      {isGone && (
        <button type="button" aria-pressed className={look(true)} onClick={() => onChange(undefined)}>
          {value} <span className="text-muted tabular-nums">0</span>
        </button>
      )}
    </fieldset>
  );
}
