import { useCallback, useEffectEvent, useRef, useState } from "react";
import { canBeWorkedWith } from "./actions";
import type { Service } from "./services";

/** Which of the shown services are selected. With Shift, everything from the last one clicked to this one. */
export function useSelection(shown: readonly Service[]) {
  const [ids, setIds] = useState<ReadonlySet<string>>(new Set());
  const last = useRef<string>(undefined);
  const selectable = shown.filter(canBeWorkedWith);
  const selected = selectable.filter((service) => ids.has(service.id));

  const between = useEffectEvent((from: string | undefined, to: string): string[] => {
    const start = selectable.findIndex((service) => service.id === from);
    const end = selectable.findIndex((service) => service.id === to);
    if (start < 0 || end < 0) return [to];
    return selectable.slice(Math.min(start, end), Math.max(start, end) + 1).map((service) => service.id);
  });
  const toggle = useCallback((service: Service, withRange: boolean) => {
    const touched = withRange ? between(last.current, service.id) : [service.id];
    last.current = service.id;
    setIds((before) => {
      const next = new Set(before);
      const add = !before.has(service.id);
      for (const id of touched) add ? next.add(id) : next.delete(id);
      return next;
    });
  }, []);

  const set = useCallback(
    (services: readonly Service[]) => setIds(new Set(services.map((one) => one.id))),
    [],
  );
  return { ids, selected, selectable, toggle, set };
}
