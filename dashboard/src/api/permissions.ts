import { useCallback } from "react";
import { api } from "./client";

export type Permission = `${string}:${string}`;

const PRIVILEGED = ["owner", "admin"];

/** Whether the caller is an owner or admin; until the answer is there, undefined. */
export function useIsPrivileged(): boolean | undefined {
  const { data: member } = api.useQuery("get", "/user.get");
  return member && PRIVILEGED.includes(member.role);
}

/** Pages that are not for everybody, and whom they are for. Whoever goes there all the same is told why not. */
const CLOSED: Record<string, Permission | "privileged"> = {
  "/registries": "registry:read",
  "/ssh-keys": "sshKeys:read",
  "/health": "privileged",
};

/** Whether the way to a page is offered; like buttons, it is until the answer is there. */
export function useOffered(): (path: string) => boolean {
  const may = usePermissions();
  const isPrivileged = useIsPrivileged();
  return useCallback(
    (path) => {
      const needs = CLOSED[path];
      if (!needs) return true;
      return needs === "privileged" ? isPrivileged !== false : may(needs);
    },
    [may, isPrivileged],
  );
}

/**
 * Whether the caller may do something, as `may("service:create")`. While the answer is not there yet everything is
 * offered: the server decides in any case, and buttons that wake up late look broken.
 */
export function usePermissions(): (wanted: Permission) => boolean {
  const { data } = api.useQuery("get", "/user.getPermissions");
  return useCallback(
    (wanted) => {
      const [area = "", action = ""] = wanted.split(":");
      return data === undefined || data[area]?.[action] === true;
    },
    [data],
  );
}
