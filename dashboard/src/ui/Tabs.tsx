import { Link, type LinkProps } from "@tanstack/react-router";
import type { ReactNode } from "react";

export interface Tab {
  label: ReactNode;
  to: LinkProps;
  /** Not open while a page below it is. */
  exact?: boolean;
}

/** Tabs that are links: the URL says which one is open. They scroll sideways where they do not fit. */
export function LinkTabs({ label, tabs }: { label: string; tabs: Tab[] }) {
  return (
    <nav aria-label={label} className="-mx-1 mb-5 overflow-x-auto border-b">
      <ul className="flex gap-1">
        {tabs.map((tab, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: tabs do not move
          <li key={index}>
            <Link
              {...tab.to}
              activeOptions={{ exact: tab.exact ?? false, includeSearch: false }}
              className="-mb-px block whitespace-nowrap border-transparent border-b-2 px-3 py-2 text-muted text-sm transition-colors hover:text-text aria-[current=page]:border-text aria-[current=page]:font-medium aria-[current=page]:text-text"
            >
              {tab.label}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
