import { useWindowVirtualizer } from "@tanstack/react-virtual";
import { type ReactNode, useLayoutEffect, useRef, useState } from "react";
import type { Service } from "./services";
import { useColumns } from "./useColumns";

/** A card of 64 px and the space below it. */
const ROW_HEIGHT = 76;
/** So many rows are drawn whole, which lets the browser's own search find everything. */
const FEW_ROWS = 20;
const OVERSCAN = 8;

/** Services side by side. Of a long list only the rows near the window are drawn; the space of the others stays. */
export function ServiceGrid({
  services,
  children,
}: {
  services: readonly Service[];
  children: (service: Service) => ReactNode;
}) {
  const list = useRef<HTMLUListElement>(null);
  const [top, setTop] = useState(0);
  const columns = useColumns();
  const rows = Math.ceil(services.length / columns);
  const grid = useWindowVirtualizer({
    count: rows,
    estimateSize: () => ROW_HEIGHT,
    overscan: rows <= FEW_ROWS ? rows : OVERSCAN,
    scrollMargin: top,
  });
  // What stands above comes and goes, so the place is looked at whenever something was drawn.
  useLayoutEffect(() => {
    if (list.current) setTop(Math.round(list.current.getBoundingClientRect().top + window.scrollY));
  });

  const drawn = grid.getVirtualItems();
  const first = drawn[0];
  const last = drawn.at(-1);
  const from = (first?.index ?? 0) * columns;
  return (
    <ul
      ref={list}
      aria-label="Services"
      className="grid gap-3 sm:grid-cols-2 xl:grid-cols-3"
      style={{
        paddingTop: first ? first.start - top : 0,
        paddingBottom: last ? grid.getTotalSize() - (last.end - top) : 0,
      }}
    >
      {services.slice(from, ((last?.index ?? 0) + 1) * columns).map((service, index) => (
        <li
          key={service.id}
          className="min-w-0"
          aria-setsize={services.length}
          aria-posinset={from + index + 1}
        >
          {children(service)}
        </li>
      ))}
    </ul>
  );
}
