import { useSyncExternalStore } from "react";

export type Theme = "light" | "dark" | "system";

const listeners = new Set<() => void>();
const prefersDark = matchMedia("(prefers-color-scheme: dark)");

/** What was chosen; with `system` the style follows the machine. Before the first paint public/theme.js says the same. */
const chosenTheme = (): Theme => {
  const stored = localStorage.getItem("theme");
  return stored === "light" || stored === "dark" ? stored : "system";
};

const isDark = (): boolean => (chosenTheme() === "system" ? prefersDark.matches : chosenTheme() === "dark");

const tell = (): void => {
  for (const listener of listeners) listener();
};

prefersDark.addEventListener("change", tell);

export function chooseTheme(theme: Theme): void {
  const { dataset } = document.documentElement;
  if (theme === "system") {
    localStorage.removeItem("theme");
    delete dataset.theme;
  } else {
    localStorage.setItem("theme", theme);
    dataset.theme = theme;
  }
  tell();
}

const subscribe = (listener: () => void): (() => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

export const useTheme = (): Theme => useSyncExternalStore(subscribe, chosenTheme);
/** For what is painted rather than styled: a chart, a terminal. */
export const useIsDark = (): boolean => useSyncExternalStore(subscribe, isDark);

/** The colour that a token such as `--accent` stands for at this moment, for what is painted. */
export function colorOf(token: string): string {
  const probe = document.body.appendChild(document.createElement("i"));
  probe.style.color = `var(${token})`;
  const { color } = getComputedStyle(probe);
  probe.remove();
  return color;
}
