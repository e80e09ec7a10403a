import { type Lists, servicesOf } from "@/features/project/services";

/** What a member's lists name: projects, environments and services, each by id. */
export interface Reach {
  accessedProjects: string[];
  accessedEnvironments: string[];
  accessedServices: string[];
}

export interface Place {
  projectId: string;
  name: string;
  environments: readonly (Lists & { environmentId: string; name: string })[];
}

export type Share = "none" | "some" | "all";

type Environment = Place["environments"][number];

const idsOf = (environment: Environment): string[] => servicesOf(environment).map((service) => service.id);

/** How much of an environment is within reach: the environment itself with each of its services is all of it. */
export function shareOf(reach: Reach, environment: Environment): Share {
  const services = idsOf(environment);
  const count = services.filter((id) => reach.accessedServices.includes(id)).length;
  const isSeen = reach.accessedEnvironments.includes(environment.environmentId);
  if (!isSeen && count === 0) return "none";
  return isSeen && count === services.length ? "all" : "some";
}

/** How much of a project is. */
export function shareOfProject(reach: Reach, project: Place): Share {
  const shares = new Set(project.environments.map((environment) => shareOf(reach, environment)));
  if (shares.size === 0) return reach.accessedProjects.includes(project.projectId) ? "all" : "none";
  const [only] = shares;
  return shares.size === 1 && only ? only : "some";
}

const withIds = (list: readonly string[], ids: readonly string[], isWanted: boolean): string[] => {
  const others = list.filter((id) => !ids.includes(id));
  return isWanted ? [...others, ...ids] : others;
};

/**
 * These environments of a project given or taken, with all their services; the project is within reach as long as any of
 * its environments is.
 */
export function changed(
  reach: Reach,
  project: Place,
  environments: readonly Environment[],
  isWanted: boolean,
): Reach {
  const ids = environments.map((one) => one.environmentId);
  const accessedEnvironments = withIds(reach.accessedEnvironments, ids, isWanted);
  const accessedServices = withIds(reach.accessedServices, environments.flatMap(idsOf), isWanted);
  const next = { ...reach, accessedEnvironments, accessedServices };
  const isReached =
    project.environments.length === 0
      ? isWanted
      : project.environments.some((environment) => shareOf(next, environment) !== "none");
  return { ...next, accessedProjects: withIds(reach.accessedProjects, [project.projectId], isReached) };
}
