import { useNavigate, useSearch } from "@tanstack/react-router";
import { Boxes, Plus, SearchX } from "lucide-react";
import { useState } from "react";
import { api } from "@/api/client";
import { usePermissions } from "@/api/permissions";
import { cn } from "@/lib/cn";
import { Button } from "@/ui/Button";
import { SearchField } from "@/ui/SearchField";
import { PageHead } from "@/ui/Section";
import { Empty, Loaded, Skeleton } from "@/ui/States";
import { CreateProject } from "./CreateProject";
import { ProjectCard } from "./ProjectCard";
import { RecentDeployments } from "./RecentDeployments";
import { matches } from "./search";

/** All projects with the status of every service, and what happened last. */
export function HomePage() {
  const { q = "" } = useSearch({ from: "/shell/" });
  const navigate = useNavigate({ from: "/" });
  const [creating, setCreating] = useState(false);
  const projects = api.useQuery("get", "/project.all");
  const may = usePermissions();
  const mayCreate = may("project:create");
  const isEmpty = projects.data?.length === 0;
  const create = mayCreate && (
    <Button kind="solid" icon={<Plus className="size-4" />} onClick={() => setCreating(true)}>
      New project
    </Button>
  );

  return (
    <>
      <PageHead title="Projects" actions={!isEmpty && create} />
      <div className={cn("grid grid-cols-1 gap-8", !isEmpty && "xl:grid-cols-[minmax(0,1fr)_20rem]")}>
        <div className="grid content-start gap-4">
          <Loaded query={projects} loading={<Loading />}>
            {(all) => {
              if (all.length === 0) {
                return (
                  <Empty icon={<Boxes />} title="No projects yet" action={create}>
                    A project groups what belongs together: an application, its database, its staging twin.
                    {!mayCreate && " Ask an owner or admin to let you into one."}
                  </Empty>
                );
              }
              const shown = all.filter((project) => matches(project, q));
              return (
                <>
                  <SearchField
                    label="Search projects and services"
                    value={q}
                    onChange={(text) => void navigate({ search: { q: text || undefined }, replace: true })}
                  />
                  {shown.length === 0 && (
                    <Empty
                      icon={<SearchX />}
                      title={`Nothing is called “${q}”`}
                      action={<Button onClick={() => void navigate({ search: {} })}>Show all</Button>}
                    />
                  )}
                  <ul className="grid gap-3 sm:grid-cols-2">
                    {shown.map((project) => (
                      <li key={project.projectId}>
                        <ProjectCard project={project} q={q} />
                      </li>
                    ))}
                  </ul>
                </>
              );
            }}
          </Loaded>
        </div>
        {!isEmpty && may("deployment:read") && <RecentDeployments />}
      </div>
      <CreateProject open={creating} onClose={() => setCreating(false)} />
    </>
  );
}

const Loading = () => (
  <div className="grid gap-3 sm:grid-cols-2">
    <Skeleton className="h-32" count={4} />
  </div>
);
