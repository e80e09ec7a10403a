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

/** All services of an environment in one list, by name; the API keeps a list for each kind. */
export function servicesOf(environment: Lists): Service[] {
  const found = (Object.keys(LISTS) as Kind[]).flatMap((kind) => {
    const words = LISTS[kind];
    return (environment[kind] ?? []).map((row) => ({
      ...(row as object),
      id: String(row[words.id]),
      kind,
      label: words.label,
      name: String(row.name ?? ""),
      status: (row[words.status] ?? "idle") as StatusWord,
    }));
  });
  return found.sort((one, other) => one.name.localeCompare(other.name));
}

const ORDER: StatusWord[] = ["error", "running", "done", "idle"];

/** How many services have each status, the ones that need attention first. */
export function tally(services: readonly Service[]): [StatusWord, number][] {
  return ORDER.map((status): [StatusWord, number] => [
    status,
    services.filter((service) => service.status === status).length,
  ]).filter(([, count]) => count > 0);
}
