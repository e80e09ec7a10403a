/** How a shell's connection stands: `ended` with the reason why there is none any more. */
export type ShellState =
  | { is: "connecting" }
  | { is: "open" }
  | { is: "ended"; cause: "exit" | "refused" | "forbidden" | "lost"; reason: string };

export interface ShellSocket {
  /** What was typed. */
  type: (keys: string) => void;
  resize: (columns: number, rows: number) => void;
  close: () => void;
}

interface Options {
  containerId: string;
  serviceId: string;
  shell: string;
  columns: number;
  rows: number;
  onOutput: (text: string) => void;
  onState: (state: ShellState) => void;
}

const encoder = new TextEncoder();
/** The server takes frames of 64 KB; a paste may be longer, and a shell does not mind where its bytes are cut. */
const FRAME_BYTES = 32 * 1024;

/** Why a socket was closed, by its code; a shell is never reopened by itself, since a new one knows nothing of the old. */
export function ending(code: number, reason: string): ShellState {
  if (code === 1000) return { is: "ended", cause: "exit", reason };
  if (code === 4000) return { is: "ended", cause: "refused", reason };
  if (code === 4003) return { is: "ended", cause: "forbidden", reason };
  return { is: "ended", cause: "lost", reason };
}

/** A shell in a container. Closing it ends the shell on the server. */
export function openShell({
  containerId,
  serviceId,
  shell,
  columns,
  rows,
  onOutput,
  onState,
}: Options): ShellSocket {
  const url = new URL("/docker-container-terminal", location.href);
  url.protocol = url.protocol.replace("http", "ws");
  url.search = new URLSearchParams({
    containerId,
    serviceId,
    activeWay: shell,
    cols: String(columns),
    rows: String(rows),
  }).toString();
  const socket = new WebSocket(url);
  let closed = false;
  const isOpen = () => socket.readyState === WebSocket.OPEN;
  onState({ is: "connecting" });
  socket.onopen = () => onState({ is: "open" });
  socket.onmessage = (event: MessageEvent<string>) => onOutput(event.data);
  socket.onclose = ({ code, reason }) => {
    if (!closed) onState(ending(code, reason));
  };
  return {
    // Bytes are always keys; a text could be taken for a wish for another size.
    type: (keys) => {
      const bytes = encoder.encode(keys);
      for (let at = 0; at < bytes.length && isOpen(); at += FRAME_BYTES) {
        socket.send(bytes.subarray(at, at + FRAME_BYTES));
      }
    },
    resize: (cols, lines) => isOpen() && socket.send(JSON.stringify({ type: "resize", cols, rows: lines })),
    close: () => {
      closed = true;
      socket.close(1000);
    },
  };
}
