import { useNavigate, useSearch } from "@tanstack/react-router";
import { useCallback } from "react";

/** What of a project is shown, as the URL says it. */
export interface ProjectSearch {
  environment?: string | undefined;
  q?: string | undefined;
  tab?: string | undefined;
  /** Only services of this status. */
  status?: string | undefined;
  sort?: string | undefined;
  /** The flow that makes a service is open, for this kind of source. */
  create?: string | undefined;
}

/** That, and a change of parts of it. */
export function useView(): [ProjectSearch, (change: ProjectSearch, isStep?: boolean) => void] {
  const search = useSearch({ from: "/shell/projects/$projectId" });
  const navigate = useNavigate({ from: "/projects/$projectId" });
  /** A step can be gone back from; a search or filter replaces the one before. */
  const change = useCallback(
    (next: ProjectSearch, isStep = false) =>
      void navigate({ search: (before) => ({ ...before, ...next }), replace: !isStep, resetScroll: false }),
    [navigate],
  );
  return [search, change];
}
