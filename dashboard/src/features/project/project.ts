import { api } from "@/api/client";

/** A project with its environments and the services in them; one query feeds the whole page. */
export function useProject(projectId: string) {
  return api.useQuery("get", "/project.one", { params: { query: { projectId } } });
}

export type Project = NonNullable<ReturnType<typeof useProject>["data"]>;
export type Environment = Project["environments"][number];

/** The environment that the URL names, else the default one, else the first. */
export function chosenEnvironment(
  project: Project,
  environmentId: string | undefined,
): Environment | undefined {
  const { environments } = project;
  return (
    environments.find((one) => one.environmentId === environmentId) ??
    environments.find((one) => one.isDefault) ??
    environments[0]
  );
}
