import { EllipsisVertical, X } from "lucide-react";
import { Button, IconButton } from "@/ui/Button";
import { Menu } from "@/ui/Menu";
import { ACTIONS, type Verb } from "./actions";

interface SelectionBarProps {
  count: number;
  /** How many there are to select, as they are shown. */
  shown: number;
  refused: Partial<Record<Verb, string>>;
  busy: boolean;
  onAct: (verb: Verb) => void;
  onAll: () => void;
  onClear: () => void;
}

/** What can be done with the selected services; it floats above the list while something is selected. */
export function SelectionBar({ count, shown, refused, busy, onAct, onAll, onClear }: SelectionBarProps) {
  if (count === 0) return null;
  return (
    <div className="sticky bottom-4 z-20 flex justify-center">
      <section
        aria-label="Selected services"
        className="flex max-w-full animate-appear items-center gap-1 rounded-lg border border-line-strong bg-raised p-1.5 pl-3 shadow-floating"
      >
        <p className="whitespace-nowrap pr-1 font-medium text-sm tabular-nums" aria-live="polite">
          {count} selected
        </p>
        {count < shown && (
          <Button kind="quiet" size="small" onClick={onAll}>
            Select all {shown}
          </Button>
        )}
        <span className="mx-1 h-5 w-px bg-line" aria-hidden />
        {ACTIONS.map(({ verb, label, icon: Icon, asks }) => (
          <Button
            key={verb}
            kind="quiet"
            size="small"
            disabled={busy || Boolean(refused[verb])}
            title={refused[verb]}
            icon={<Icon className="size-3.5" aria-hidden />}
            className="max-md:hidden"
            onClick={() => onAct(verb)}
          >
            {asks ? `${label}…` : label}
          </Button>
        ))}
        <span className="md:hidden">
          <Menu
            trigger={
              <Button size="small" disabled={busy} icon={<EllipsisVertical className="size-3.5" />}>
                Actions
              </Button>
            }
            items={ACTIONS.map(({ verb, label, icon: Icon, danger, asks }) => ({
              label: asks ? `${label}…` : label,
              icon: <Icon />,
              danger: danger ?? false,
              reason: refused[verb],
              onSelect: () => onAct(verb),
            }))}
          />
        </span>
        <IconButton label="Clear the selection" onClick={onClear}>
          <X className="size-4" />
        </IconButton>
      </section>
    </div>
  );
}
