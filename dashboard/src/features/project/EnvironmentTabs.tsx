import { Link } from "@tanstack/react-router";
import { Ellipsis, Pencil, Plus, Trash2 } from "lucide-react";
import { useState } from "react";
import { api } from "@/api/client";
import { usePermissions } from "@/api/permissions";
import { IconButton } from "@/ui/Button";
import { Confirm } from "@/ui/Confirm";
import { Menu } from "@/ui/Menu";
import { toast } from "@/ui/Toasts";
import { NameDialog } from "./NameForm";
import type { Environment, Project } from "./project";
import { servicesOf } from "./services";
import { useView } from "./useView";

/** The environments of a project as tabs; the URL says which one is open. */
export function EnvironmentTabs({ project, chosen }: { project: Project; chosen: Environment }) {
  const { projectId, environments } = project;
  const [, setView] = useView();
  const may = usePermissions();
  const [open, setOpen] = useState<"create" | "edit" | "delete">();
  const create = api.useMutation("post", "/environment.create");
  const update = api.useMutation("post", "/environment.update");
  const remove = api.useMutation("post", "/environment.remove");
  const { environmentId, name, isDefault } = chosen;
  const close = () => setOpen(undefined);

  return (
    <div className="mb-4 flex items-center gap-1 border-b">
      <nav aria-label="Environments" className="-mx-1 -mb-px min-w-0 overflow-x-auto px-1">
        <ul className="flex gap-1">
          {environments.map((environment) => (
            <li key={environment.environmentId}>
              <Link
                from="/projects/$projectId"
                search={({ tab, sort }) => ({ tab, sort, environment: environment.environmentId })}
                aria-current={environment === chosen ? "page" : undefined}
                className="flex items-center gap-1.5 whitespace-nowrap border-transparent border-b-2 px-3 py-2 text-muted text-sm -outline-offset-2 transition-colors hover:text-text aria-[current=page]:border-text aria-[current=page]:font-medium aria-[current=page]:text-text"
              >
                {environment.name}
                <span className="font-normal text-faint text-xs tabular-nums">
                  {servicesOf(environment).length}
                </span>
              </Link>
            </li>
          ))}
        </ul>
      </nav>
      {may("environment:create") && (
        <IconButton label="New environment" onClick={() => setOpen("create")}>
          <Plus className="size-4" />
        </IconButton>
      )}
      <span className="ml-auto">
        <Menu
          trigger={
            <IconButton label={`Environment ${name}`}>
              <Ellipsis className="size-4" />
            </IconButton>
          }
          items={[
            {
              label: isDefault ? "Describe…" : "Rename or describe…",
              icon: <Pencil />,
              reason: !may("environment:read") && "You need the permission environment:read",
              onSelect: () => setOpen("edit"),
            },
            {
              label: "Delete environment…",
              icon: <Trash2 />,
              danger: true,
              apart: true,
              reason: whyNot(chosen, may("environment:delete")),
              onSelect: () => setOpen("delete"),
            },
          ]}
        />
      </span>
      <NameDialog
        open={open === "create"}
        onClose={close}
        title="New environment"
        text="A place of its own for services of this project, with its own variables."
        action="Create environment"
        onSave={async (values) => {
          const made = await create.mutateAsync({ body: { projectId, ...values } });
          setView({ environment: made.environmentId, q: undefined, status: undefined }, true);
        }}
      />
      <NameDialog
        open={open === "edit"}
        onClose={close}
        title="Environment"
        name={name}
        description={chosen.description}
        fixed={isDefault ? "The default environment keeps its name." : undefined}
        action="Save"
        onSave={(values) => update.mutateAsync({ body: { environmentId, ...values } })}
      />
      <Confirm
        open={open === "delete"}
        onClose={close}
        title={`Delete ${name}?`}
        text="The environment and its variables go for good. No service is in it."
        typed={name}
        action="Delete environment"
        onConfirm={async () => {
          await remove.mutateAsync({ body: { environmentId } });
          toast(`${name} is deleted`);
          setView({ environment: undefined });
        }}
      />
    </div>
  );
}

/** Why an environment cannot be deleted, if so. */
function whyNot(environment: Environment, isAllowed: boolean): string | false {
  if (environment.isDefault) return "The default environment goes with its project only";
  const services = servicesOf(environment).length;
  if (services > 0) return `Move or delete its ${services === 1 ? "service" : `${services} services`} first`;
  return !isAllowed && "You need the permission environment:delete";
}
