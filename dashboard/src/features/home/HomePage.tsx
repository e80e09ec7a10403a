import { useNavigate, useSearch } from "@tanstack/react-router";
import { Boxes, Plus } from "lucide-react";
import { useState } from "react";
import { api } from "@/api/client";
import { Button } from "@/ui/Button";
import { inputClass } from "@/ui/Field";
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
  const create = (
    <Button kind="solid" icon={<Plus className="size-4" />} onClick={() => setCreating(true)}>
      New project
    </Button>
  );

  return (
    <>
      <PageHead title="Projects" actions={create} />
      <div className="grid gap-8 xl:grid-cols-[1fr_20rem]">
        <div className="grid content-start gap-4">
          <Loaded query={projects} loading={<Loading />}>
            {(all) => {
              if (all.length === 0) {
                return (
                  <Empty icon={<Boxes />} title="No projects yet" action={create}>
                    A project groups what belongs together: an application, its database, its staging twin.
                  </Empty>
                );
              }
              const shown = all.filter((project) => matches(project, q));
              return (
                <>
                  <input
                    type="search"
                    aria-label="Search projects and services"
                    placeholder="Search projects and services"
                    className={`${inputClass} h-8`}
                    value={q}
                    onChange={(event) =>
                      void navigate({ search: { q: event.target.value || undefined }, replace: true })
                    }
                  />
                  {shown.length === 0 && <Empty title={`Nothing is called “${q}”`} />}
                  <ul className="grid gap-3 sm:grid-cols-2">
                    {shown.map((project) => (
                      <li key={project.projectId}>
                        <ProjectCard project={project} />
                      </li>
                    ))}
                  </ul>
                </>
              );
            }}
          </Loaded>
        </div>
        <RecentDeployments />
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
