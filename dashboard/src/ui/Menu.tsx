import { DropdownMenu } from "radix-ui";
import type { ReactNode } from "react";
import { cn } from "@/lib/cn";

export interface MenuItem {
  label: ReactNode;
  icon?: ReactNode;
  onSelect: () => void;
  danger?: boolean;
  disabled?: boolean;
  /** Why it cannot be chosen, in small print; it is disabled then. */
  reason?: string | false | undefined;
  /** A line above it. */
  apart?: boolean;
  /** Marked as the one that is chosen. */
  checked?: boolean;
}

/** A menu below its trigger. `items` that are false are left out, so that callers can write conditions in place. */
export function Menu({
  trigger,
  items,
  opensAtOnce,
}: {
  trigger: ReactNode;
  items: (MenuItem | false | null | undefined)[];
  /** Open as soon as it is there: for lists whose menus are only made when one is asked for. */
  opensAtOnce?: boolean;
}) {
  return (
    <DropdownMenu.Root modal={false} defaultOpen={opensAtOnce ?? false}>
      <DropdownMenu.Trigger asChild>{trigger}</DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content
          align="end"
          sideOffset={4}
          className="z-50 min-w-44 animate-appear rounded-lg border bg-raised p-1 shadow-floating"
        >
          {items.map((item, index) => {
            if (!item) return null;
            return (
              // biome-ignore lint/suspicious/noArrayIndexKey: a menu is rebuilt as a whole
              <div key={index} role="none">
                {item.apart && <DropdownMenu.Separator className="my-1 h-px bg-line" />}
                <DropdownMenu.Item
                  onSelect={item.onSelect}
                  disabled={Boolean(item.disabled || item.reason)}
                  className={cn(
                    "flex min-h-8 cursor-default select-none items-center gap-2 rounded-md px-2 py-1 text-sm outline-none",
                    "data-[disabled]:text-muted data-[highlighted]:bg-hover [&_svg]:size-4 [&_svg]:text-muted",
                    item.danger && !item.reason && "text-bad [&_svg]:text-bad",
                    item.checked && "font-medium",
                  )}
                >
                  {item.icon}
                  <span className="flex-1">
                    {item.label}
                    {item.reason && <span className="block max-w-56 text-xs">{item.reason}</span>}
                  </span>
                  {item.checked && <span aria-hidden>✓</span>}
                </DropdownMenu.Item>
              </div>
            );
          })}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}
