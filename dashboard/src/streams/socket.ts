export type ConnectionState = "connecting" | "open" | "lost" | "ended";

/** Close codes after which there is nothing to try again: a normal end, and what the server refuses. */
const FINAL = new Set([1000, 1008, 4000, 4003]);
const WAITS_MS = [250, 500, 1000, 2000, 5000];
const LOST_AFTER_MS = 1500;

interface Options {
  /** The path with its parameters, asked for anew at each attempt: a log resumes from where it stands by then. */
  path: () => string;
  onMessage: (data: string | ArrayBuffer) => void;
  onState?: (state: ConnectionState, reason: string) => void;
  onOpen?: () => void;
}

export interface Socket {
  send: (data: string) => void;
  close: () => void;
}

/** A WebSocket that comes back by itself, each time a little later, until it ends for good. */
export function openSocket({ path, onMessage, onState, onOpen }: Options): Socket {
  let socket: WebSocket | undefined;
  let failures = 0;
  let closed = false;
  let retry: ReturnType<typeof setTimeout> | undefined;
  let lost: ReturnType<typeof setTimeout> | undefined;

  const connect = () => {
    const url = new URL(path(), location.href);
    url.protocol = url.protocol.replace("http", "ws");
    socket = new WebSocket(url);
    socket.binaryType = "arraybuffer";
    socket.onopen = () => {
      failures = 0;
      clearTimeout(lost);
      lost = undefined;
      onState?.("open", "");
      onOpen?.();
    };
    socket.onmessage = (event: MessageEvent<string | ArrayBuffer>) => onMessage(event.data);
    socket.onclose = ({ code, reason }) => {
      if (closed) return;
      if (FINAL.has(code)) {
        clearTimeout(lost);
        onState?.("ended", reason);
        return;
      }
      // A moment's absence, as at a restart, is not worth a banner.
      lost ??= setTimeout(() => onState?.("lost", reason), LOST_AFTER_MS);
      retry = setTimeout(connect, WAITS_MS[Math.min(failures, WAITS_MS.length - 1)]);
      failures += 1;
    };
  };

  onState?.("connecting", "");
  connect();
  return {
    send: (data) => {
      if (socket?.readyState === WebSocket.OPEN) socket.send(data);
    },
    close: () => {
      closed = true;
      clearTimeout(retry);
      clearTimeout(lost);
      socket?.close(1000);
    },
  };
}
