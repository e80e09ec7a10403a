import { useSyncExternalStore } from "react";

/**
 * Whether the session that this page was opened with has ended meanwhile. The page then asks to sign in again on top of
 * what is on screen, so that nothing typed is lost.
 */
let isOver = false;
const listeners = new Set<() => void>();

function set(value: boolean): void {
  if (isOver === value) return;
  isOver = value;
  for (const listener of listeners) listener();
}

export const session = {
  ended: () => set(true),
  renewed: () => set(false),
};

const subscribe = (listener: () => void): (() => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

export const useIsSessionOver = (): boolean => useSyncExternalStore(subscribe, () => isOver);
