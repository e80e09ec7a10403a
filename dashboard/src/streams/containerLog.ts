import { useEffect, useState } from "react";
import { Lines } from "./lines";
import { Resume } from "./resume";
import { type ConnectionState, openSocket } from "./socket";

export interface Asked {
  /** The service whose log it is; whoever may see the service may see the log. */
  serviceId: string;
  /** A container's id, or the service's appName for all replicas, also those that start later. */
  container: string;
  isWhole: boolean;
  /** How many lines of the past, at most 10,000. */
  tail: number;
  /** `all`, or a number with s, m, h or d: nothing older. */
  since: string;
}

/** What containers write, as they write it; after a lost connection it goes on where it stood. */
export function useContainerLog({ serviceId, container, isWhole, tail, since }: Asked): {
  lines: Lines;
  state: ConnectionState;
  reason: string;
  /** Begins anew, after the log has ended. */
  again: () => void;
} {
  const [attempt, setAttempt] = useState(0);
  const [lines, setLines] = useState(() => new Lines());
  const [connection, setConnection] = useState<{ state: ConnectionState; reason: string }>({
    state: "connecting",
    reason: "",
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: another attempt is another connection
  useEffect(() => {
    const fresh = new Lines();
    const resume = new Resume();
    setLines(fresh);
    const socket = openSocket({
      path: () => {
        const query = new URLSearchParams({ containerId: container, serviceId, tail: String(tail) });
        query.set("since", resume.since ?? since);
        if (isWhole) query.set("runType", "swarm");
        return `/docker-container-logs?${query}`;
      },
      onOpen: () => resume.reopened(),
      onMessage: (data) => fresh.append(resume.take(String(data))),
      onState: (state, reason) => setConnection({ state, reason }),
    });
    return socket.close;
  }, [serviceId, container, isWhole, tail, since, attempt]);
  return { lines, ...connection, again: () => setAttempt(attempt + 1) };
}
