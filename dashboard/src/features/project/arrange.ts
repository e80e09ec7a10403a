import { byName, type Service, STATUSES } from "./services";

export const SORTS = [
  { value: "name", label: "Name" },
  { value: "status", label: "Attention first" },
  { value: "newest", label: "Newest first" },
] as const;
export type Sort = (typeof SORTS)[number]["value"];

/** A word of the URL as a way to sort; anything unknown is the usual one. */
export const sortOf = (word: string | undefined): Sort =>
  SORTS.find((one) => one.value === word)?.value ?? "name";

const ORDERS: Record<Sort, (one: Service, other: Service) => number> = {
  name: byName,
  status: (one, other) => STATUSES.indexOf(one.status) - STATUSES.indexOf(other.status) || byName(one, other),
  newest: (one, other) => (other.createdAt ?? "").localeCompare(one.createdAt ?? "") || byName(one, other),
};

/** The services that hold every word of `q` in name, kind or description. */
export function found(services: readonly Service[], q: string): Service[] {
  const words = q.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return [...services];
  return services.filter((service) => {
    const text = `${service.name} ${service.appName ?? ""} ${service.label} ${service.description ?? ""}`;
    const low = text.toLowerCase();
    return words.every((word) => low.includes(word));
  });
}

/** Those of one status (all without one), in order. */
export function arranged(services: readonly Service[], status: string | undefined, sort: Sort): Service[] {
  const shown = status ? services.filter((service) => service.status === status) : [...services];
  return shown.sort(ORDERS[sort]);
}
