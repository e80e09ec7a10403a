import { useSyncExternalStore } from "react";

export type Theme = "light" | "dark" | "system";

const listeners = new Set<() => void>();
const prefersDark = matchMedia("(prefers-color-scheme: dark)");

/** What was chosen; `system` follows the machine. The first paint is set by public/theme.js in the same way. */
const chosenTheme = (): Theme => {
  const stored = localStorage.getItem("theme");
  return stored === "light" || stored === "dark" ? stored : "system";
};

const isDark = (): boolean => (chosenTheme() === "system" ? prefersDark.matches : chosenTheme() === "dark");

function apply(): void {
  document.documentElement.dataset.theme = isDark() ? "dark" : "light";
  for (const listener of listeners) listener();
}

prefersDark.addEventListener("change", apply);

export function chooseTheme(theme: Theme): void {
  if (theme === "system") localStorage.removeItem("theme");
  else localStorage.setItem("theme", theme);
  apply();
}

const subscribe = (listener: () => void): (() => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

export const useTheme = (): Theme => useSyncExternalStore(subscribe, chosenTheme);
export const useIsDark = (): boolean => useSyncExternalStore(subscribe, isDark);
