import { useEffect, useRef, useState } from "react";
import { call, refresh, refreshAll } from "@/api/client";
import { useIsSessionOver } from "@/api/session";
import { type ConnectionState, openSocket } from "./socket";

interface News {
  type: string;
  [key: string]: unknown;
}

/** Which lists a kind of news makes stale. */
const STALE: Record<string, string[]> = {
  deployment: ["deployment", "application", "project"],
  application: ["application", "project", "docker"],
  environment: ["environment", "project", "application"],
  project: ["project", "environment"],
  // A part is away or back: what was asked of it is asked again.
  health: ["settings", "docker", "application", "project"],
  // News was missed: somebody looked away too long, or the server could not hear its other processes.
  "look-again": ["deployment", "application", "environment", "project", "docker"],
};
const TOGETHER_MS = 150;
const AGAIN_MS = 2000;

/** Parts of the installation that do not answer, each with its cause. */
export interface Away {
  database?: string;
  engine?: string;
  queue?: string;
}

/**
 * The one socket that carries news for the whole page: it says what changed, the queries on screen fetch it. After a gap
 * everything on screen is asked for once, because news may have been missed. `reason` is what the server said when it had
 * to close the socket, as when its database is away; empty where nobody said anything. A server that closes it for good has
 * ended the session, which the next call finds out, or a right has changed.
 */
export function useEvents(): { state: ConnectionState; reason: string; away: Away } {
  const [{ state, reason }, setState] = useState({ state: "connecting" as ConnectionState, reason: "" });
  const [away, setAway] = useState<Away>({});
  const [turn, setTurn] = useState(0);
  const hadGap = useRef(false);
  const hadDatabase = useRef(true);
  const isOver = useIsSessionOver();
  // biome-ignore lint/correctness/useExhaustiveDependencies: another turn is another socket
  useEffect(() => {
    if (isOver) return undefined;
    const stale = new Set<string>();
    let timer: ReturnType<typeof setTimeout> | undefined;
    let again: ReturnType<typeof setTimeout> | undefined;

    const take = (routers: string[]) => {
      for (const router of routers) stale.add(router);
      timer ??= setTimeout(() => {
        timer = undefined;
        void refresh(...stale);
        stale.clear();
      }, TOGETHER_MS);
    };
    const socket = openSocket({
      path: () => "/events",
      onMessage: (data) => {
        const news = JSON.parse(String(data)) as News;
        if (news.type === "health") {
          const found = news.away as Away;
          if (!hadDatabase.current && !found.database) void refreshAll(); // whatever was asked meanwhile
          hadDatabase.current = !found.database;
          setAway(found);
        }
        take(STALE[news.type] ?? [news.type]);
      },
      onState: (next, reason) => {
        setState({ state: next, reason });
        if (next !== "ended") return;
        const retry = () => {
          again = setTimeout(() => setTurn((one) => one + 1), AGAIN_MS);
        };
        call.GET("/user.getPermissions").then(retry, retry);
      },
      onOpen: () => {
        setAway({}); // what is away is told first of all
        if (hadGap.current) void refreshAll();
        hadGap.current = true;
      },
    });
    return () => {
      clearTimeout(timer);
      clearTimeout(again);
      socket.close();
    };
  }, [isOver, turn]);
  return { state, reason, away };
}
