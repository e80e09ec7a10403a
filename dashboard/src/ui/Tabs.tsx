import { Link, type LinkProps, useLocation } from "@tanstack/react-router";
import { type ReactNode, useEffect, useRef } from "react";

export interface Tab {
  label: ReactNode;
  to: LinkProps;
  /** Not open while a page below it is. */
  exact?: boolean;
  /** The search parameters tell it from the others. */
  bySearch?: boolean;
}

/** Tabs that are links: the URL says which one is open. They scroll sideways where they do not fit. */
export function LinkTabs({ label, tabs }: { label: string; tabs: Tab[] }) {
  const bar = useRef<HTMLElement>(null);
  const here = useLocation({ select: ({ href }) => href });
  // biome-ignore lint/correctness/useExhaustiveDependencies: another address opens another tab
  useEffect(() => {
    const open = bar.current?.querySelector<HTMLElement>("[aria-current=page]");
    if (open && bar.current) bar.current.scrollLeft = open.offsetLeft - bar.current.clientWidth / 3;
  }, [here]);
  return (
    <nav ref={bar} aria-label={label} className="relative mb-5 overflow-x-auto border-b">
      <ul className="flex gap-1">
        {tabs.map((tab, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: tabs do not move
          <li key={index}>
            <Link
              {...tab.to}
              activeOptions={{
                exact: tab.exact ?? tab.bySearch ?? false,
                includeSearch: tab.bySearch ?? false,
              }}
              className="-mb-px block whitespace-nowrap -outline-offset-2 border-transparent border-b-2 px-3 py-2 text-muted text-sm transition-colors hover:text-text aria-[current=page]:border-text aria-[current=page]:font-medium aria-[current=page]:text-text"
            >
              {tab.label}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
