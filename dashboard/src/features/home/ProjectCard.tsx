import { Link } from "@tanstack/react-router";
import { type Lists, servicesOf, tally } from "@/features/project/services";
import { Status } from "@/ui/Status";
import { telling } from "./search";

const SHOWN = 6;

interface ProjectCardProps {
  /** What is searched for: services that are called so come first. */
  q: string;
  project: {
    projectId: string;
    name: string;
    description: string | null;
    environments: readonly (Lists & { environmentId: string; name: string })[];
  };
}

/** A project at a glance: what is in it and how that is. */
export function ProjectCard({ project, q }: ProjectCardProps) {
  const services = telling(project.environments.flatMap(servicesOf), q);
  const more = services.length - SHOWN;
  return (
    <article className="relative flex h-full flex-col gap-3 rounded-lg border bg-surface p-4 transition-colors hover:border-line-strong has-[h2_a:focus-visible]:border-accent">
      <header className="flex items-baseline gap-3">
        <h2 className="min-w-0 flex-1 truncate font-semibold">
          <Link
            to="/projects/$projectId"
            params={{ projectId: project.projectId }}
            className="outline-none after:absolute after:inset-0"
          >
            {project.name}
          </Link>
        </h2>
        <span className="flex gap-3">
          {tally(services).map(([status, count]) => (
            <Status key={status} is={status} label={String(count)} className="tabular-nums text-muted" />
          ))}
        </span>
      </header>
      {project.description && <p className="line-clamp-2 text-muted text-sm">{project.description}</p>}
      {services.length === 0 ? (
        <p className="text-faint text-sm">No services yet</p>
      ) : (
        <ul className="flex flex-wrap gap-1.5">
          {services.slice(0, SHOWN).map((service) => (
            <li key={service.id} className="max-w-full">
              {service.kind === "applications" ? (
                <Link
                  to="/applications/$applicationId"
                  params={{ applicationId: service.id }}
                  className="relative flex rounded-sm border px-1.5 py-0.5 hover:border-line-strong hover:bg-hover"
                >
                  <ServiceName {...service} />
                </Link>
              ) : (
                <span className="flex rounded-sm border px-1.5 py-0.5">
                  <ServiceName {...service} />
                </span>
              )}
            </li>
          ))}
          {more > 0 && <li className="px-1 py-0.5 text-muted text-sm">and {more} more</li>}
        </ul>
      )}
    </article>
  );
}

function ServiceName({ name, status }: ReturnType<typeof servicesOf>[number]) {
  return (
    <span className="flex min-w-0 items-center gap-1.5 text-sm">
      <Status is={status} bare />
      <span className="truncate">{name}</span>
    </span>
  );
}
