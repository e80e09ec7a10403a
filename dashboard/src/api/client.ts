import { MutationCache, QueryCache, QueryClient } from "@tanstack/react-query";
import createFetchClient, { type Middleware } from "openapi-fetch";
import createClient from "openapi-react-query";
import { ApiError, type ErrorBody } from "./errors";
import type { paths } from "./schema";
import { session } from "./session";

/** Every error answer becomes an `ApiError`; a 401 also tells the page that its session has ended. */
const errors: Middleware = {
  async onResponse({ response }) {
    if (response.ok) return undefined;
    if (response.status === 401) session.ended();
    throw new ApiError(response.status, await body(response));
  },
  onError({ error }) {
    return error instanceof ApiError ? error : new ApiError(0, { message: UNREACHABLE, code: "UNREACHABLE" });
  },
};

const UNREACHABLE = "The server does not answer. What you typed is kept; try again in a moment.";

async function body(response: Response): Promise<ErrorBody> {
  try {
    return (await response.json()) as ErrorBody;
  } catch {
    return { message: `The server answered ${response.status} without saying why.`, code: "UNKNOWN" };
  }
}

const fetcher = createFetchClient<paths>({ baseUrl: "/api", credentials: "same-origin" });
fetcher.use(errors);

/** The typed client: `api.useQuery("get", "/project.all")`, `api.useMutation("post", "/application.deploy")`. */
export const api = createClient(fetcher);
/** The same without React, for what is not a hook. */
export const call = fetcher;

/**
 * What a change of a router's objects makes stale, beyond that router itself. The one place that knows it: no page keeps a
 * list of its own.
 */
const SHOWN_IN: Record<string, string[]> = {
  application: ["project", "environment", "deployment", "rollback"],
  deployment: ["application"],
  domain: ["application"],
  environment: ["project"],
  mounts: ["application"],
  organization: ["user", "project"],
  port: ["application"],
  project: ["environment"],
  redirects: ["application"],
  registry: ["application"],
  rollback: ["application", "deployment"],
  security: ["application"],
  sshKey: ["application"],
  user: ["organization"],
};

/** The router of a query or mutation key `["get", "/project.all", …]`. */
function routerOf(key: readonly unknown[] | undefined): string {
  const path = key?.[1];
  return typeof path === "string" ? path.slice(1).split(".", 1).join() : "";
}

/** Everything that shows objects of these routers is asked for again, what is on screen at once. */
export function refresh(...routers: string[]): Promise<void> {
  const stale = new Set(routers.flatMap((router) => [router, ...(SHOWN_IN[router] ?? [])]));
  return queries.invalidateQueries({ predicate: (query) => stale.has(routerOf(query.queryKey)) });
}

/** The same for everything, since nobody knows what has happened meanwhile. */
export const refreshAll = (): Promise<void> => queries.invalidateQueries();

export const queries: QueryClient = new QueryClient({
  queryCache: new QueryCache(),
  mutationCache: new MutationCache({
    onSuccess: (_data, _variables, _context, mutation) => refresh(routerOf(mutation.options.mutationKey)),
  }),
  defaultOptions: {
    queries: {
      // News comes over the events socket (streams/events.ts), so nothing is asked for again just because time passed.
      staleTime: 60_000,
      retry: (failures, error) => failures < 2 && ApiError.of(error).isTemporary,
      refetchOnWindowFocus: false,
    },
    mutations: { retry: false },
  },
});
