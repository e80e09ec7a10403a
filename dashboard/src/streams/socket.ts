export type ConnectionState = "connecting" | "open" | "lost" | "ended";

/** Close codes after which there is nothing to try again: a normal end, and what the server refuses. */
const FINAL = new Set([1000, 1008, 4000, 4003]);
const WAITS_MS = [250, 500, 1000, 2000, 5000];
const LOST_AFTER_MS = 1500;
/** A server that lets us in only to say why it cannot serve us closes again within this time. */
const SETTLED_MS = 1000;

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
  let why = "";
  let isLost = false;
  let retry: ReturnType<typeof setTimeout> | undefined;
  let lost: ReturnType<typeof setTimeout> | undefined;
  let settling: ReturnType<typeof setTimeout> | undefined;

  const lose = () => {
    isLost = true;
    if (settling === undefined) onState?.("lost", why);
  };
  const settle = () => {
    clearTimeout(settling);
    clearTimeout(lost);
    settling = undefined;
    lost = undefined;
    isLost = false;
    failures = 0;
    onState?.("open", "");
  };

  const connect = () => {
    const url = new URL(path(), location.href);
    url.protocol = url.protocol.replace("http", "ws");
    socket = new WebSocket(url);
    socket.binaryType = "arraybuffer";
    socket.onopen = () => {
      if (failures === 0) settle();
      else settling = setTimeout(settle, SETTLED_MS);
      onOpen?.();
    };
    socket.onmessage = (event: MessageEvent<string | ArrayBuffer>) => {
      if (settling !== undefined) settle();
      onMessage(event.data);
    };
    socket.onclose = ({ code, reason }) => {
      if (closed) return;
      clearTimeout(settling);
      settling = undefined;
      if (FINAL.has(code)) {
        clearTimeout(lost);
        onState?.("ended", reason);
        return;
      }
      why = reason;
      if (isLost) lose();
      // A moment's absence, as at a restart, is not worth a banner.
      else lost ??= setTimeout(lose, LOST_AFTER_MS);
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
      clearTimeout(settling);
      socket?.close(1000);
    },
  };
}
