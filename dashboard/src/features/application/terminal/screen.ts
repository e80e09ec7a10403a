import "@xterm/xterm/css/xterm.css";
import { FitAddon } from "@xterm/addon-fit";
import { Terminal } from "@xterm/xterm";
import { openShell, type ShellSocket, type ShellState } from "@/streams/terminal";
import { terminalTheme } from "./theme";

const FONT = '"JetBrains Mono", ui-monospace, monospace';
const FONT_PX = 13;
const LINES_KEPT = 5000;

interface Options {
  place: HTMLElement;
  containerId: string;
  serviceId: string;
  shell: string;
  onState: (state: ShellState) => void;
  /** The keys that leave the terminal were pressed. */
  onLeave: () => void;
}

export interface Screen {
  focus: () => void;
  /** Colours of the theme that is on screen now. */
  repaint: () => void;
  dispose: () => void;
}

/** A terminal in `place` with a shell behind it. This module, and the terminal with it, is loaded when one is opened. */
export function openScreen({ place, onState, onLeave, ...target }: Options): Screen {
  const terminal = new Terminal({
    fontFamily: FONT,
    fontSize: FONT_PX,
    lineHeight: 1.25,
    scrollback: LINES_KEPT,
    cursorBlink: !matchMedia("(prefers-reduced-motion: reduce)").matches,
    // Whatever colours a program chooses, they can be read.
    minimumContrastRatio: 4.5,
    screenReaderMode: true,
    theme: terminalTheme(),
  });
  const fit = new FitAddon();
  terminal.loadAddon(fit);
  terminal.open(place);
  terminal.textarea?.setAttribute("aria-label", "Terminal. Control, Shift and Enter leave it.");
  fit.fit();
  terminal.attachCustomKeyEventHandler((event) => handled(event, terminal, onLeave));

  const socket: ShellSocket = openShell({
    ...target,
    columns: terminal.cols,
    rows: terminal.rows,
    onOutput: (text) => terminal.write(text),
    onState: (state) => {
      if (state.is === "ended") terminal.options.disableStdin = true;
      // The panel may have got another size while the connection was made.
      if (state.is === "open") socket.resize(terminal.cols, terminal.rows);
      onState(state);
    },
  });
  terminal.onData(socket.type);
  terminal.onResize(({ cols, rows }) => socket.resize(cols, rows));
  const watcher = new ResizeObserver(() => fit.fit());
  watcher.observe(place);

  return {
    focus: () => terminal.focus(),
    repaint: () => {
      terminal.options.theme = terminalTheme();
    },
    dispose: () => {
      watcher.disconnect();
      socket.close();
      terminal.dispose();
    },
  };
}

/** False for keys that are not the shell's: the way out, and the copy of what is selected. */
function handled(event: KeyboardEvent, terminal: Terminal, onLeave: () => void): boolean {
  const isControl = event.ctrlKey && !event.altKey && !event.metaKey;
  if (isControl && event.shiftKey && event.key === "Enter") {
    event.preventDefault();
    if (event.type === "keydown") onLeave();
    return false;
  }
  if (isControl && !event.shiftKey && event.key === "c" && terminal.hasSelection()) {
    event.preventDefault();
    if (event.type === "keydown") {
      void navigator.clipboard?.writeText(terminal.getSelection());
      terminal.clearSelection();
    }
    return false;
  }
  return true;
}
