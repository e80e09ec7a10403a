import { api } from "./client";

export type Permission = `${string}:${string}`;

/**
 * Whether the caller may do something, as `may("service:create")`. While the answer is not there yet everything is
 * offered: the server decides in any case, and buttons that wake up late look broken.
 */
export function usePermissions(): (wanted: Permission) => boolean {
  const { data } = api.useQuery("get", "/user.getPermissions");
  return (wanted) => {
    const [area = "", action = ""] = wanted.split(":");
    return data === undefined || data[area]?.[action] === true;
  };
}
