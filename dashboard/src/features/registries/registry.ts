export interface Registry {
  registryId: string;
  registryName: string;
  registryUrl: string;
  username: string;
  imagePrefix: string | null;
  createdAt: string;
}

export interface RegistryValues {
  registryName: string;
  registryUrl: string;
  username: string;
  password: string;
  imagePrefix: string;
}

export const valuesOf = (registry: Registry | undefined): RegistryValues => ({
  registryName: registry?.registryName ?? "",
  registryUrl: registry?.registryUrl ?? "",
  username: registry?.username ?? "",
  password: "",
  imagePrefix: registry?.imagePrefix ?? "",
});

/** A host as it is stored: people paste addresses. */
export const hostOf = (text: string): string =>
  text
    .trim()
    .replace(/^https?:\/\//i, "")
    .replace(/\/+$/, "");

/** Where images go: `ghcr.io/team`, `docker.io/ada`. */
export function target(values: Pick<RegistryValues, "registryUrl" | "username" | "imagePrefix">): string {
  const host = hostOf(values.registryUrl) || "docker.io";
  const prefix = (values.imagePrefix || values.username).toLowerCase();
  return prefix ? `${host}/${prefix}` : host;
}

/** What can be tested: the stored login while nothing of it was changed, else what is typed, password included. */
export function testOf(
  registry: Registry | undefined,
  values: RegistryValues,
): { stored: string } | { typed: Pick<RegistryValues, "registryUrl" | "username" | "password"> } | null {
  const { username, password } = values;
  const registryUrl = hostOf(values.registryUrl);
  const isAsStored = registry && registryUrl === registry.registryUrl && username === registry.username;
  if (registry && isAsStored && !password) return { stored: registry.registryId };
  return username && password ? { typed: { registryUrl, username, password } } : null;
}
