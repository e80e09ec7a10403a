import { useSyncExternalStore } from "react";

/** The widths at which the grid of services gets another column: Tailwind's `sm` and `xl`, as the grid's classes say. */
const STEPS = ["(min-width: 40rem)", "(min-width: 80rem)"].map((query) => matchMedia(query));

const subscribe = (listener: () => void): (() => void) => {
  for (const step of STEPS) step.addEventListener("change", listener);
  return () => {
    for (const step of STEPS) step.removeEventListener("change", listener);
  };
};

/** How many services stand beside each other. */
export const useColumns = (): number =>
  useSyncExternalStore(subscribe, () => 1 + STEPS.filter((step) => step.matches).length);
