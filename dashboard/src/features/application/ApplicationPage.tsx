import { Link, Outlet, useParams } from "@tanstack/react-router";
import { api } from "@/api/client";
import { PageHead } from "@/ui/Section";
import { Loaded, Skeleton } from "@/ui/States";
import { Status, type StatusWord } from "@/ui/Status";
import { LinkTabs, type Tab } from "@/ui/Tabs";
import { ApplicationActions } from "./ApplicationActions";

const TABS = [
  ["Overview", "/applications/$applicationId"],
  ["Deployments", "/applications/$applicationId/deployments"],
  ["Logs", "/applications/$applicationId/logs"],
  ["Source & build", "/applications/$applicationId/source"],
  ["Environment", "/applications/$applicationId/environment"],
  ["Domains", "/applications/$applicationId/domains"],
  ["Terminal", "/applications/$applicationId/terminal"],
  ["Metrics", "/applications/$applicationId/metrics"],
  ["Advanced", "/applications/$applicationId/advanced"],
] as const;

/** The application whose page this is; every tab reads it from here, so it is asked for once. */
export function useApplication(applicationId: string) {
  return api.useQuery("get", "/application.one", { params: { query: { applicationId } } });
}

/** What all tabs of an application share: where it is, how it is, what can be done with it. */
export function ApplicationPage() {
  const { applicationId } = useParams({ from: "/shell/applications/$applicationId" });
  const query = useApplication(applicationId);
  const tabs: Tab[] = TABS.map(([label, to]) => ({
    label,
    to: { to, params: { applicationId } },
    exact: label === "Overview",
  }));
  return (
    <Loaded query={query} loading={<Loading />}>
      {(application) => {
        const { environment } = application;
        return (
          <>
            <nav aria-label="Where" className="mb-1 flex gap-1.5 text-muted text-sm">
              <Link to="/" className="hover:text-text">
                Projects
              </Link>
              <span aria-hidden>/</span>
              <Link
                to="/projects/$projectId"
                params={{ projectId: environment.projectId }}
                search={{ environment: environment.environmentId }}
                className="truncate hover:text-text"
              >
                {environment.project.name}
              </Link>
              <span aria-hidden>/</span>
              <span className="truncate">{environment.name}</span>
            </nav>
            <PageHead
              title={
                <span className="flex items-center gap-3">
                  <span className="truncate">{application.name}</span>
                  <Status
                    is={application.applicationStatus as StatusWord}
                    className="font-normal tracking-normal"
                  />
                </span>
              }
              text={application.description}
              actions={<ApplicationActions application={application} />}
            />
            <LinkTabs label="Application" tabs={tabs} />
            <Outlet />
          </>
        );
      }}
    </Loaded>
  );
}

const Loading = () => (
  <div className="grid gap-4">
    <Skeleton className="h-9 w-72" />
    <Skeleton className="h-9" />
    <Skeleton className="h-64" />
  </div>
);
