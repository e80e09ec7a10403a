import type { ShellState } from "@/streams/terminal";

export const SHELLS = ["sh", "bash", "zsh", "ash"] as const;
export type Shell = (typeof SHELLS)[number];

export interface Container {
  containerId: string;
  name: string;
  state: string;
  status: string;
}

/** The shell of the address, or the one that nearly every image has. */
export const shellOf = (wanted: string | undefined): Shell =>
  SHELLS.find((shell) => shell === wanted) ?? "sh";

/** Those that can be entered, oldest first, so that numbers stay with their container while others come and go. */
export const running = (all: readonly Container[]): Container[] =>
  all.filter((one) => one.state === "running").reverse();

/** What the address names, if it still runs; else the newest. */
export function chosen(all: readonly Container[], wanted: string | undefined): Container | undefined {
  return all.find((one) => one.containerId.slice(0, 12) === wanted?.slice(0, 12)) ?? all.at(-1);
}

/** `Replica 2 · 3f9c01ab22d1 · Up 3 hours` */
export function described(container: Container, index: number, count: number): string {
  const name = count > 1 ? `Replica ${index + 1} · ` : "";
  return `${name}${container.containerId.slice(0, 12)} · ${container.status}`;
}

/** What is said in place of a shell: what happened, and what can be done about it. */
export function saidOf(
  state: Extract<ShellState, { is: "ended" }>,
  shell: string,
): { title: string; text: string } {
  switch (state.cause) {
    case "exit":
      return { title: "The shell has ended", text: "Open a new one to go on." };
    case "forbidden":
      return {
        title: "You may not open a terminal here",
        text: `${state.reason || "Not authorized"}. Ask an owner or admin of your organization for access to this service.`,
      };
    case "refused":
      if (/not running/i.test(state.reason)) {
        return {
          title: "The container does not run any more",
          text: "Deploy or start the application, then open a shell.",
        };
      }
      if (isWithoutShell(state.reason)) {
        return {
          title: `The container has no ${shell}`,
          text: "Choose another shell above. An image made of one binary alone, as those from scratch or distroless, has none.",
        };
      }
      return { title: "No shell could be opened", text: state.reason };
    case "lost":
      return {
        title: "The connection is lost",
        text: `${state.reason ? `${state.reason}. ` : ""}The shell behind it has ended, with what ran in it.`,
      };
  }
}

const isWithoutShell = (reason: string): boolean => /^There is no /.test(reason);
