import { useEffect, useState } from "react";
import { refresh } from "@/api/client";
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
  // News was missed: somebody looked away too long, or the server could not hear its other processes.
  "look-again": ["deployment", "application", "environment", "project", "docker"],
};
const TOGETHER_MS = 150;

/**
 * The one socket that carries news for the whole page: it says what changed, the queries on screen fetch it. After a gap
 * everything on screen is asked for once, because news may have been missed.
 */
export function useEvents(): ConnectionState {
  const [state, setState] = useState<ConnectionState>("connecting");
  useEffect(() => {
    const stale = new Set<string>();
    let timer: ReturnType<typeof setTimeout> | undefined;
    let hadGap = false;

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
        take(STALE[news.type] ?? [news.type]);
      },
      onState: setState,
      onOpen: () => {
        if (hadGap) take(STALE["look-again"] ?? []);
        hadGap = true;
      },
    });
    return () => {
      clearTimeout(timer);
      socket.close();
    };
  }, []);
  return state;
}
