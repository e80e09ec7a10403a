import { type Lists, servicesOf } from "@/features/project/services";

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
