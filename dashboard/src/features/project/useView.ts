import { useNavigate, useSearch } from "@tanstack/react-router";
import { useCallback } from "react";
import type { ProjectSearch } from "@/router";

/** What of a project is shown, as the URL says it, and a change of parts of it. */
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
