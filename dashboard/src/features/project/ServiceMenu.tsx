import { EllipsisVertical } from "lucide-react";
import { type ComponentProps, useState } from "react";
import { Menu } from "@/ui/Menu";
import { ACTIONS, type Verb } from "./actions";
import type { Service } from "./services";

interface ServiceMenuProps {
  service: Service;
  /** Why each action that is not allowed is not. */
  refused: Partial<Record<Verb, string>>;
  onAct: (verb: Verb, service: Service) => void;
}

/** What can be done with one service. The menu is made when it is first asked for: most of two hundred never are. */
export function ServiceMenu({ service, refused, onAct }: ServiceMenuProps) {
  const [isMade, setMade] = useState(false);
  if (!isMade) {
    return <Trigger name={service.name} aria-haspopup="menu" onClick={() => setMade(true)} />;
  }
  return (
    <Menu
      opensAtOnce
      trigger={<Trigger name={service.name} />}
      items={ACTIONS.map(({ verb, label, icon: Icon, danger, asks }) => ({
        label: asks ? `${label}…` : label,
        icon: <Icon />,
        danger: danger ?? false,
        apart: verb === "move",
        reason: refused[verb],
        onSelect: () => onAct(verb, service),
      }))}
    />
  );
}

const Trigger = ({ name, ...rest }: { name: string } & ComponentProps<"button">) => (
  <button
    type="button"
    aria-label={`Actions for ${name}`}
    className="relative grid size-7 shrink-0 place-items-center rounded-md text-muted hover:bg-hover hover:text-text"
    {...rest}
  >
    <EllipsisVertical className="size-4" aria-hidden />
  </button>
);
