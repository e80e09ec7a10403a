import { api } from "@/api/client";
import { usePermissions } from "@/api/permissions";
import { hostOfRegistry, registryOf } from "@/features/project/draft";

/** The organization's registries, where the caller may read them; `hidden` where not. */
export function useRegistries() {
  const hidden = !usePermissions()("registry:read");
  const query = api.useQuery("get", "/registry.all", {}, { enabled: !hidden });
  return { hidden, list: query.data, error: query.error };
}

/** Which registry an image comes from, and as whom it is pulled. */
export function useSignsIn(image: string): string {
  const { hidden, list } = useRegistries();
  const host = registryOf(image);
  const known = list?.find((one) => hostOfRegistry(one.registryUrl) === host);
  if (known) return `Pulled from ${host} as ${known.username} (${known.registryName}, from Registries).`;
  if (hidden || !list) return `Pulled from ${host}, with the login that the organization keeps for it.`;
  return `Pulled from ${host} without signing in: the image has to be public.`;
}
