import { useEffect, useState } from "react";
import { Lines } from "./lines";
import { type ConnectionState, openSocket } from "./socket";

/** A deployment's log from its first byte to its end; after a lost connection it goes on at the byte where it stood. */
export function useDeploymentLog(deploymentId: string): {
  lines: Lines;
  state: ConnectionState;
  reason: string;
} {
  const [lines, setLines] = useState(() => new Lines());
  const [connection, setConnection] = useState<{ state: ConnectionState; reason: string }>({
    state: "connecting",
    reason: "",
  });
  useEffect(() => {
    const fresh = new Lines();
    setLines(fresh);
    let offset = 0;
    const encoder = new TextEncoder();
    const socket = openSocket({
      path: () => `/listen-deployment?deploymentId=${encodeURIComponent(deploymentId)}&offset=${offset}`,
      onMessage: (data) => {
        const text = String(data);
        offset += encoder.encode(text).length;
        fresh.append(text);
      },
      onState: (state, reason) => {
        if (state === "ended") fresh.end();
        setConnection({ state, reason });
      },
    });
    return socket.close;
  }, [deploymentId]);
  return { lines, ...connection };
}
