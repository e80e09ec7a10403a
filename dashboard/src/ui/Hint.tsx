import { Tooltip } from "radix-ui";
import type { ReactNode } from "react";

/** A few words at pointer or focus; never the only place where something is said. */
export function Hint({ text, children }: { text: ReactNode; children: ReactNode }) {
  return (
    <Tooltip.Root delayDuration={300}>
      <Tooltip.Trigger asChild>{children}</Tooltip.Trigger>
      <Tooltip.Portal>
        <Tooltip.Content
          sideOffset={6}
          className="z-50 max-w-72 animate-appear rounded-md bg-solid px-2 py-1 text-on-solid text-xs shadow-floating"
        >
          {text}
        </Tooltip.Content>
      </Tooltip.Portal>
    </Tooltip.Root>
  );
}
