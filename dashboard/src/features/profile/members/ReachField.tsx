import type { ReactNode } from "react";
import { changed, type Place, type Reach, type Share, shareOf, shareOfProject } from "./reach";

interface ReachFieldProps {
  projects: readonly Place[];
  reach: Reach;
  onChange: (reach: Reach) => void;
}

/** Projects with their environments, each to be given whole. */
export function ReachField({ projects, reach, onChange }: ReachFieldProps) {
  if (projects.length === 0) return <p className="text-muted text-sm">There is no project yet.</p>;
  return (
    <ul className="grid max-h-72 gap-px overflow-y-auto rounded-md border bg-line">
      {projects.map((project) => (
        <li
          key={project.projectId}
          className="flex flex-wrap items-center gap-x-6 gap-y-1 bg-raised px-3 py-2"
        >
          <span className="flex min-w-40 flex-1">
            <Tick
              share={shareOfProject(reach, project)}
              onChange={(isWanted) => onChange(changed(reach, project, project.environments, isWanted))}
            >
              <span className="font-medium">{project.name}</span>
            </Tick>
          </span>
          <span className="flex flex-wrap gap-x-4 gap-y-1">
            {project.environments.map((environment) => (
              <Tick
                key={environment.environmentId}
                share={shareOf(reach, environment)}
                onChange={(isWanted) => onChange(changed(reach, project, [environment], isWanted))}
              >
                {environment.name}
              </Tick>
            ))}
          </span>
        </li>
      ))}
    </ul>
  );
}

interface TickProps {
  share: Share;
  onChange: (isWanted: boolean) => void;
  children: ReactNode;
}

/** A box that may be ticked in part; ticking that gives the rest. */
function Tick({ share, onChange, children }: TickProps) {
  return (
    <label className="inline-flex min-w-0 items-center gap-2 text-sm">
      <input
        ref={(box) => {
          if (box) box.indeterminate = share === "some";
        }}
        type="checkbox"
        className="size-4 shrink-0 accent-accent"
        checked={share === "all"}
        onChange={() => onChange(share !== "all")}
      />
      <span className="min-w-0 break-words">{children}</span>
    </label>
  );
}
