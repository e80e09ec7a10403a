import { useEffect, useEffectEvent } from "react";

/** The key `/`, while nothing is typed anywhere and no dialog stands in front of the page. */
export function useSlash(run: () => void): void {
  const onSlash = useEffectEvent(run);
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey) return;
      const at = event.target instanceof HTMLElement ? event.target : null;
      if (at?.closest("input, textarea, select, [contenteditable], [role=dialog], [role=menu]")) return;
      event.preventDefault();
      onSlash();
    };
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  }, []);
}
