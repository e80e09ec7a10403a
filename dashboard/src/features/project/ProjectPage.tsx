import { useParams } from "@tanstack/react-router";
import { usePermissions } from "@/api/permissions";
import { inputClass } from "@/ui/Field";
import { SearchField } from "@/ui/SearchField";
import { Segmented } from "@/ui/Segmented";
import { Empty, Loaded, Skeleton } from "@/ui/States";
import { SORTS, sortOf } from "./arrange";
import { CreateService } from "./CreateService";
import { EnvironmentTabs } from "./EnvironmentTabs";
import { ProjectHead } from "./ProjectHead";
import { chosenEnvironment, type Project, useProject } from "./project";
import { Services } from "./Services";
import { useView } from "./useView";
import { Variables } from "./Variables";

/** A project: its environments, the services in one of them, and the variables they share. */
export function ProjectPage() {
  const { projectId } = useParams({ from: "/shell/projects/$projectId" });
  const query = useProject(projectId);
  return (
    <Loaded query={query} loading={<Loading />}>
      {(project) => <ProjectView key={projectId} project={project} />}
    </Loaded>
  );
}

function ProjectView({ project }: { project: Project }) {
  const [view, setView] = useView();
  const environment = chosenEnvironment(project, view.environment);
  const mayCreate = usePermissions()("service:create");
  const create = () => setView({ create: "git" });
  return (
    <>
      <ProjectHead project={project} onCreate={create} />
      {environment ? (
        <>
          <EnvironmentTabs project={project} chosen={environment} />
          <div className="grid grid-cols-1 gap-4">
            <Toolbar />
            {view.tab === "variables" ? (
              <Variables project={project} environment={environment} />
            ) : (
              <Services
                key={environment.environmentId}
                environment={environment}
                mayCreate={mayCreate}
                onCreate={create}
              />
            )}
          </div>
          {mayCreate && <CreateService key={environment.environmentId} environment={environment} />}
        </>
      ) : (
        <Empty title="No environment of this project is open to you">
          Ask an owner or admin of your organization for access.
        </Empty>
      )}
    </>
  );
}

function Toolbar() {
  const [{ tab, q = "", sort }, setView] = useView();
  const isVariables = tab === "variables";
  return (
    <div className="flex flex-wrap items-center gap-2">
      <Segmented
        label="Show"
        value={isVariables ? "variables" : "services"}
        options={[
          { value: "services", label: "Services" },
          { value: "variables", label: "Variables" },
        ]}
        onChange={(next) => setView({ tab: next === "variables" ? next : undefined }, true)}
      />
      {!isVariables && (
        <>
          <SearchField
            label="Search services"
            value={q}
            onChange={(text) => setView({ q: text || undefined })}
            className="min-w-40 flex-1"
          />
          <div className="max-sm:w-full">
            <select
              aria-label="Sort services"
              className={`${inputClass} h-8`}
              value={sortOf(sort)}
              onChange={(event) =>
                setView({ sort: event.target.value === "name" ? undefined : event.target.value })
              }
            >
              {SORTS.map(({ value, label }) => (
                <option key={value} value={value}>
                  {label}
                </option>
              ))}
            </select>
          </div>
        </>
      )}
    </div>
  );
}

const Loading = () => (
  <div className="grid gap-4">
    <Skeleton className="h-12 w-64" />
    <Skeleton className="h-9" />
    <div className="grid gap-3 sm:grid-cols-2 xl:grid-cols-3">
      <Skeleton className="h-16" count={9} />
    </div>
  </div>
);
