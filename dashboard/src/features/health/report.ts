import { useEffect, useState } from "react";
import { api } from "@/api/client";
import type { StatusWord } from "@/ui/Status";

export type CheckStatus = "ok" | "warning" | "failed" | "skipped";

export interface Check {
  name: string;
  title: string;
  status: CheckStatus;
  cause: string;
  cure: string | null;
  details: Record<string, unknown>;
  durationMs: number;
}

export interface Report {
  status: "ok" | "warning" | "failed";
  version: string;
  checkedAt: string;
  durationMs: number;
  checks: Check[];
}

/** An examination stirs the machine, so its report serves for so long unless one asks for another. */
const HOLDS_MS = 3_600_000;
const KEPT = "health";

interface Again {
  enabled?: boolean;
  /** How soon it is asked for again after one that did not find all well; the server tells only of a part that is away. */
  againMs: (status: Report["status"]) => number | false;
}

/** The last report, also that of before a reload; asked for when it is older than an hour. */
export function useReport({ enabled = true, againMs }: Again) {
  const [kept] = useState(keptReport);
  const query = api.useQuery(
    "get",
    "/settings.doctor",
    {},
    {
      enabled,
      staleTime: HOLDS_MS,
      gcTime: HOLDS_MS,
      refetchInterval: ({ state: { data } }) => (data ? againMs((data as Report).status) : false),
      ...(kept ? { initialData: kept, initialDataUpdatedAt: Date.parse(kept.checkedAt) } : {}),
    },
  );
  useEffect(() => {
    if (query.data) sessionStorage.setItem(KEPT, JSON.stringify(query.data));
  }, [query.data]);
  return query;
}

function keptReport(): Report | undefined {
  try {
    return JSON.parse(sessionStorage.getItem(KEPT) ?? "null") ?? undefined;
  } catch {
    return undefined;
  }
}

export const SHAPES: Record<CheckStatus, [StatusWord, string]> = {
  failed: ["error", "Failed"],
  warning: ["warning", "Warning"],
  skipped: ["idle", "Skipped"],
  ok: ["done", "Well"],
};

const WORST_FIRST = Object.keys(SHAPES) as CheckStatus[];

/** What needs attention stands first; within that, the order of the report. */
export const worstFirst = (checks: readonly Check[]): Check[] =>
  [...checks].sort((one, other) => WORST_FIRST.indexOf(one.status) - WORST_FIRST.indexOf(other.status));

/** `2 failed, 1 warning, 10 well` */
export const counted = (checks: readonly Check[]): string =>
  WORST_FIRST.map((status): [number, string] => [
    checks.filter((check) => check.status === status).length,
    SHAPES[status][1].toLowerCase(),
  ])
    .filter(([count]) => count > 0)
    .map(([count, word]) => `${count} ${count > 1 && word === "warning" ? "warnings" : word}`)
    .join(", ");

const PROGRAMS =
  "apt-get|chmod|chown|df|docker|dokploy|du|iostat|journalctl|modprobe|sqlite3|ss|systemctl|timedatectl";

/** A command stands in brackets or after a colon, and ends with its clause. */
const COMMAND = new RegExp(`(?:^|\\(|: )((?:${PROGRAMS})\\b[^();]*?)(?=\\)|;| \\(|, |\\. [A-Z]|\\.?$)`, "g");

/** The commands in a cure, to be copied. */
export const commandsIn = (cure: string): string[] => [
  ...new Set([...cure.matchAll(COMMAND)].map(([, command = ""]) => command.trim())),
];

/** A figure of the details as people read it. */
export function figure(value: unknown): string {
  if (value === null || value === undefined || value === "") return "–";
  if (typeof value === "boolean") return value ? "yes" : "no";
  if (Array.isArray(value)) return value.length === 0 ? "none" : value.map(figure).join(", ");
  if (typeof value === "object") {
    const pairs = Object.entries(value);
    return pairs.length === 0 ? "none" : pairs.map(([name, one]) => `${name}: ${figure(one)}`).join(", ");
  }
  return String(value);
}

/** `dockerClient` as `docker client`, `walBytes` as `wal bytes`. */
export const wordsOf = (name: string): string =>
  name.replace(/([a-z])([A-Z])/g, (_, before: string, after: string) => `${before} ${after.toLowerCase()}`);
