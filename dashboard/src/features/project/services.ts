import type { StatusWord } from "@/ui/Status";

/** The lists of an environment, and the words by which their rows are named. */
const LISTS = {
  applications: { id: "applicationId", status: "applicationStatus", label: "Application" },
  compose: { id: "composeId", status: "composeStatus", label: "Compose" },
  postgres: { id: "postgresId", status: "applicationStatus", label: "PostgreSQL" },
  mysql: { id: "mysqlId", status: "applicationStatus", label: "MySQL" },
  mariadb: { id: "mariadbId", status: "applicationStatus", label: "MariaDB" },
  mongo: { id: "mongoId", status: "applicationStatus", label: "MongoDB" },
  redis: { id: "redisId", status: "applicationStatus", label: "Redis" },
  libsql: { id: "libsqlId", status: "applicationStatus", label: "libSQL" },
} as const;

export type Kind = keyof typeof LISTS;

export interface Service {
  id: string;
  kind: Kind;
  /** What it is, in words. */
  label: string;
  name: string;
  status: StatusWord;
  appName?: string;
  description?: string | null;
  createdAt?: string;
}

type Rows = readonly Readonly<Record<string, unknown>>[];
export type Lists = Readonly<Partial<Record<Kind, Rows>>>;

const words = new Intl.Collator("en", { numeric: true, sensitivity: "base" });

/** By name as people count: `web-2` before `web-10`. */
export const byName = (one: Service, other: Service): number =>
  words.compare(one.name, other.name) || words.compare(one.label, other.label);

/** All services of an environment in one list, by name; the API keeps a list for each kind. */
export function servicesOf(environment: Lists): Service[] {
  const found = (Object.keys(LISTS) as Kind[]).flatMap((kind) => {
    const { id, label, status } = LISTS[kind];
    return (environment[kind] ?? []).map((row) => ({
      ...(row as object),
      id: String(row[id]),
      kind,
      label,
      name: String(row.name ?? ""),
      status: (row[status] ?? "idle") as StatusWord,
    }));
  });
  return found.sort(byName);
}

/** The statuses that services have, the ones that need attention first. */
export const STATUSES: StatusWord[] = ["error", "running", "done", "idle"];

/** How many services have each status, the ones that need attention first. */
export function tally(services: readonly Service[]): [StatusWord, number][] {
  return STATUSES.map((status): [StatusWord, number] => [
    status,
    services.filter((service) => service.status === status).length,
  ]).filter(([, count]) => count > 0);
}
