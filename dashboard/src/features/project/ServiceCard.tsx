import { useRouter } from "@tanstack/react-router";
import { memo } from "react";
import { cn } from "@/lib/cn";
import { Status } from "@/ui/Status";
import { canBeWorkedWith, type Verb } from "./actions";
import { KindMark } from "./KindMark";
import { ServiceMenu } from "./ServiceMenu";
import type { Service } from "./services";

interface ServiceCardProps {
  service: Service;
  isSelected: boolean;
  /** Why each action that is not allowed is not. */
  refused: Partial<Record<Verb, string>>;
  onSelect: (service: Service, withRange: boolean) => void;
  onAct: (verb: Verb, service: Service) => void;
}

/** A service at a glance. Two hundred stand on a page, so one is drawn again only when what it shows has changed. */
export const ServiceCard = memo(function ServiceCard({
  service,
  isSelected,
  refused,
  onSelect,
  onAct,
}: ServiceCardProps) {
  const isOurs = canBeWorkedWith(service);
  const { name } = service;
  const router = useRouter();
  // A plain link: the router's own would be looked at again, two hundred times, at each change of the address.
  const at = { to: "/applications/$applicationId", params: { applicationId: service.id } } as const;
  return (
    <article
      className={cn(
        "group relative flex h-16 items-center gap-3 rounded-lg border pr-1.5 pl-3 transition-colors",
        isOurs && "has-[h2_a:focus-visible]:border-accent",
        isSelected ? "border-accent bg-accent-soft" : "bg-surface",
        isOurs && !isSelected && "hover:border-line-strong",
      )}
    >
      <span className="relative grid size-5 shrink-0 place-items-center">
        <span
          className={cn(
            isOurs && "group-hover:opacity-0 pointer-coarse:opacity-0",
            isSelected && "opacity-0",
          )}
        >
          <KindMark kind={service.kind} />
        </span>
        {isOurs && (
          <input
            type="checkbox"
            aria-label={`Select ${name}`}
            checked={isSelected}
            onChange={(event) => onSelect(service, (event.nativeEvent as MouseEvent).shiftKey)}
            className={cn(
              "absolute z-10 size-4 cursor-pointer accent-accent group-hover:opacity-100 focus-visible:bg-surface focus-visible:opacity-100 pointer-coarse:opacity-100",
              !isSelected && "opacity-0",
            )}
          />
        )}
      </span>
      <div className="min-w-0 flex-1">
        <h2 className="truncate font-medium leading-5">
          {isOurs ? (
            <a
              href={router.buildLocation(at).href}
              onClick={(event) => {
                // With a key held down the browser opens a tab or window of its own.
                if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
                event.preventDefault();
                void router.navigate(at);
              }}
              className="outline-none after:absolute after:inset-0"
            >
              {name}
            </a>
          ) : (
            name
          )}
        </h2>
        <p className="truncate text-muted text-xs">{service.description || service.label}</p>
      </div>
      <Status is={service.status} className="text-muted" />
      {isOurs ? (
        <ServiceMenu service={service} refused={refused} onAct={onAct} />
      ) : (
        <span className="w-1.5" />
      )}
    </article>
  );
}, isSame);

function isSame(before: ServiceCardProps, now: ServiceCardProps): boolean {
  const { service: old } = before;
  const { service: one } = now;
  return (
    old.id === one.id &&
    old.name === one.name &&
    old.status === one.status &&
    old.description === one.description &&
    before.isSelected === now.isSelected &&
    before.refused === now.refused &&
    before.onSelect === now.onSelect &&
    before.onAct === now.onAct
  );
}
