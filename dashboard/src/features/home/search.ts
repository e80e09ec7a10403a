import { type Lists, type Service, STATUSES, servicesOf } from "@/features/project/services";

interface Searched {
  name: string;
  environments: readonly Lists[];
}

/** Whether a project, or a service in it, is called something like this. */
export function matches(project: Searched, words: string): boolean {
  const wanted = words.trim().toLowerCase();
  if (!wanted || project.name.toLowerCase().includes(wanted)) return true;
  return project.environments.some((environment) =>
    servicesOf(environment).some((service) => service.name.toLowerCase().includes(wanted)),
  );
}

/** Services in the order in which a card has room for them: what is searched for, then what needs attention, by name. */
export function telling(services: readonly Service[], words: string): Service[] {
  const wanted = words.trim().toLowerCase();
  const rank = (service: Service): number =>
    (wanted && service.name.toLowerCase().includes(wanted) ? 0 : STATUSES.length) +
    STATUSES.indexOf(service.status);
  return [...services].sort((one, other) => rank(one) - rank(other));
}
