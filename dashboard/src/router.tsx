import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Outlet,
  redirect,
} from "@tanstack/react-router";
import { auth } from "@/api/auth";
import { patiently } from "@/api/patiently";
import { logSearch } from "@/features/application/logs/asked";
import type { ProjectSearch } from "@/features/project/useView";
import { Shell } from "@/features/shell/Shell";
import { Failure, Skeleton } from "@/ui/States";

/** A page is loaded when it is first opened; `name` is the component that the module exports. */
// biome-ignore lint/suspicious/noExplicitAny: the router infers a component's props from its route, not from here
const page = (load: () => Promise<any>, name: string) => lazyRouteComponent(() => patiently(load), name);

/** Text of a search parameter; anything else is as good as absent. */
const text = (value: unknown): string | undefined => (typeof value === "string" && value ? value : undefined);

/** The named search parameters as texts, all of them optional; whatever else the URL holds is dropped. */
const texts =
  <const Name extends string>(...names: Name[]) =>
  (search: Record<string, unknown>) =>
    Object.fromEntries(names.map((name) => [name, text(search[name])])) as {
      [name in Name]?: string | undefined;
    };

const root = createRootRoute({ component: Outlet });

export interface Next {
  /** Where the page goes after signing in: a path of this site. */
  next?: string | undefined;
}

const safe = (path: string | undefined): string | undefined =>
  path?.startsWith("/") && !path.startsWith("//") ? path : undefined;

const signIn = createRoute({
  getParentRoute: () => root,
  path: "/login",
  validateSearch: (search: Record<string, unknown>): Next => ({ next: safe(text(search.next)) }),
  beforeLoad: async () => {
    if (!(await auth.isSetUp())) throw redirect({ to: "/setup" });
  },
  component: page(() => import("@/features/auth/SignInPage"), "SignInPage"),
});
const setUp = createRoute({
  getParentRoute: () => root,
  path: "/setup",
  beforeLoad: async () => {
    if (await auth.isSetUp()) throw redirect({ to: "/login", search: {} });
  },
  component: page(() => import("@/features/auth/SetUpPage"), "SetUpPage"),
});
const invitation = createRoute({
  getParentRoute: () => root,
  path: "/invitation",
  validateSearch: (search: Record<string, unknown>): { token?: string | undefined } => ({
    token: text(search.token),
  }),
  component: page(() => import("@/features/auth/InvitationPage"), "InvitationPage"),
});

/** Everything behind the sign-in. */
const shell = createRoute({
  getParentRoute: () => root,
  id: "shell",
  component: Shell,
  beforeLoad: async ({ location }) => {
    const signedIn = await auth.session();
    if (signedIn) return { user: signedIn.user };
    throw redirect({ to: (await auth.isSetUp()) ? "/login" : "/setup", search: { next: location.href } });
  },
});

const home = createRoute({
  getParentRoute: () => shell,
  path: "/",
  validateSearch: (search: Record<string, unknown>): { q?: string | undefined } => ({ q: text(search.q) }),
  component: page(() => import("@/features/home/HomePage"), "HomePage"),
});

const project = createRoute({
  getParentRoute: () => shell,
  path: "/projects/$projectId",
  validateSearch: (search: Record<string, unknown>): ProjectSearch => ({
    environment: text(search.environment),
    q: text(search.q),
    tab: text(search.tab),
    status: text(search.status),
    sort: text(search.sort),
    create: text(search.create),
  }),
  component: page(() => import("@/features/project/ProjectPage"), "ProjectPage"),
});

interface DomainSearch {
  /** The domain whose dialog is open, or `new`. */
  edit?: string | undefined;
  /** Whether the Traefik file is shown. */
  router?: boolean | undefined;
}

const application = createRoute({
  getParentRoute: () => shell,
  path: "/applications/$applicationId",
  component: page(() => import("@/features/application/ApplicationPage"), "ApplicationPage"),
});
const of = <const Path extends string>(path: Path, load: () => Promise<unknown>, name: string) =>
  createRoute({ getParentRoute: () => application, path, component: page(load, name) });

const applicationTabs = [
  of("/", () => import("@/features/application/OverviewTab"), "OverviewTab"),
  of("source", () => import("@/features/application/SourceTab"), "SourceTab"),
  createRoute({
    getParentRoute: () => application,
    path: "environment",
    validateSearch: (search: Record<string, unknown>): { view?: "table" | undefined } => ({
      view: search.view === "table" ? "table" : undefined,
    }),
    component: page(() => import("@/features/application/EnvironmentTab"), "EnvironmentTab"),
  }),
  createRoute({
    getParentRoute: () => application,
    path: "domains",
    validateSearch: (search: Record<string, unknown>): DomainSearch => ({
      edit: text(search.edit),
      router: search.router === true || undefined,
    }),
    component: page(() => import("@/features/application/DomainsTab"), "DomainsTab"),
  }),
  of("deployments", () => import("@/features/application/DeploymentsTab"), "DeploymentsTab"),
  of("deployments/$deploymentId", () => import("@/features/application/DeploymentView"), "DeploymentView"),
  createRoute({
    getParentRoute: () => application,
    path: "logs",
    validateSearch: logSearch,
    component: page(() => import("@/features/application/LogsTab"), "LogsTab"),
  }),
  createRoute({
    getParentRoute: () => application,
    path: "terminal",
    validateSearch: texts("container", "shell"),
    component: page(() => import("@/features/application/TerminalTab"), "TerminalTab"),
  }),
  createRoute({
    getParentRoute: () => application,
    path: "metrics",
    validateSearch: texts("range"),
    component: page(() => import("@/features/application/MetricsTab"), "MetricsTab"),
  }),
  of("advanced", () => import("@/features/application/AdvancedTab"), "AdvancedTab"),
] as const;

const queue = createRoute({
  getParentRoute: () => shell,
  path: "/deployments",
  validateSearch: texts("q", "status"),
  component: page(() => import("@/features/queue/QueuePage"), "QueuePage"),
});
const registries = createRoute({
  getParentRoute: () => shell,
  path: "/registries",
  component: page(() => import("@/features/registries/RegistriesPage"), "RegistriesPage"),
});
const sshKeys = createRoute({
  getParentRoute: () => shell,
  path: "/ssh-keys",
  component: page(() => import("@/features/sshKeys/SshKeysPage"), "SshKeysPage"),
});
const health = createRoute({
  getParentRoute: () => shell,
  path: "/health",
  component: page(() => import("@/features/health/HealthPage"), "HealthPage"),
});
const profile = createRoute({
  getParentRoute: () => shell,
  path: "/profile",
  validateSearch: texts("tab"),
  component: page(() => import("@/features/profile/ProfilePage"), "ProfilePage"),
});

/** Addresses that the reference wrote into notifications and bookmarks. */
const fromReference = [
  createRoute({
    getParentRoute: () => root,
    path: "/dashboard/project/$projectId/environment/$environmentId/services/application/$applicationId",
    beforeLoad: ({ params }) => {
      throw redirect({ to: "/applications/$applicationId", params });
    },
  }),
  createRoute({
    getParentRoute: () => root,
    path: "/dashboard/$",
    beforeLoad: () => {
      throw redirect({ to: "/" });
    },
  }),
];

const tree = root.addChildren([
  signIn,
  setUp,
  invitation,
  ...fromReference,
  shell.addChildren([
    home,
    project,
    application.addChildren(applicationTabs),
    queue,
    registries,
    sshKeys,
    health,
    profile,
  ]),
]);

export const router = createRouter({
  routeTree: tree,
  defaultPreload: "intent",
  scrollRestoration: true,
  defaultPendingComponent: () => (
    <div className="grid gap-3 p-6">
      <Skeleton className="h-8 w-56" />
      <Skeleton className="h-40" />
    </div>
  ),
  defaultErrorComponent: ({ error, reset }) => (
    <div className="p-6">
      <Failure error={error} retry={reset} />
    </div>
  ),
  defaultNotFoundComponent: () => (
    <div className="p-6">
      <Failure error={new NotHere()} />
    </div>
  ),
});

class NotHere extends Error {
  override message = "There is no page at this address";
}

declare module "@tanstack/react-router" {
  interface Register {
    router: typeof router;
  }
}
