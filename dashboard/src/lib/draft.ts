import { useCallback, useState } from "react";

interface Kept {
  value: unknown;
  /** What was saved when the edit began. */
  base: unknown;
}

export interface Draft<T> {
  values: T;
  set: <Name extends keyof T>(name: Name, value: T[Name]) => void;
  /** The names whose value differs from what is saved. */
  changed: (keyof T)[];
  /** Those of them that were saved anew by somebody else since the edit began. */
  overtaken: (keyof T)[];
  /** Gives up what was edited; what is saved is shown again. */
  reset: () => void;
}

/**
 * Edits on top of what is saved. News of the saved values reach what nobody edits; an edit stays until it is saved or
 * given up.
 */
export function useDraft<T extends object>(saved: T): Draft<T> {
  const [kept, setKept] = useState<Partial<Record<keyof T, Kept>>>({});
  const names = (Object.keys(kept) as (keyof T)[]).filter((name) => kept[name]?.value !== saved[name]);
  const values = { ...saved };
  for (const name of names) values[name] = kept[name]?.value as T[typeof name];
  return {
    values,
    changed: names,
    overtaken: names.filter((name) => kept[name]?.base !== saved[name]),
    set: (name, value) =>
      setKept((before) => ({ ...before, [name]: { value, base: baseOf(before[name], saved[name]) } })),
    reset: useCallback(() => setKept({}), []),
  };
}

/** An edit that has been undone by hand begins anew. */
const baseOf = (before: Kept | undefined, saved: unknown): unknown =>
  before && before.value !== saved ? before.base : saved;
