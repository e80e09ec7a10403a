import { Link, useNavigate } from "@tanstack/react-router";
import { Ellipsis, Pencil, Plus, Trash2 } from "lucide-react";
import { useState } from "react";
import { api } from "@/api/client";
import { usePermissions } from "@/api/permissions";
import { Button, IconButton } from "@/ui/Button";
import { Confirm } from "@/ui/Confirm";
import { Hint } from "@/ui/Hint";
import { Menu } from "@/ui/Menu";
import { PageHead } from "@/ui/Section";
import { toast } from "@/ui/Toasts";
import { NameDialog } from "./NameForm";
import type { Project } from "./project";
import { servicesOf } from "./services";

/** What the project is called, what can be done with it as a whole, and the way to a new service. */
export function ProjectHead({ project, onCreate }: { project: Project; onCreate: () => void }) {
  const { projectId, name } = project;
  const navigate = useNavigate();
  const may = usePermissions();
  const [open, setOpen] = useState<"edit" | "delete">();
  const update = api.useMutation("post", "/project.update");
  const remove = api.useMutation("post", "/project.remove");
  const services = project.environments.flatMap(servicesOf).length;
  const close = () => setOpen(undefined);
  const create = (
    <Button
      kind="solid"
      icon={<Plus className="size-4" />}
      disabled={!may("service:create")}
      onClick={onCreate}
    >
      New service
    </Button>
  );

  return (
    <>
      <nav aria-label="Where" className="mb-1 text-muted text-sm">
        <Link to="/" className="hover:text-text">
          Projects
        </Link>
      </nav>
      <PageHead
        title={name}
        text={project.description}
        actions={
          <>
            {may("service:create") ? (
              create
            ) : (
              <Hint text="You need the permission service:create">
                <span tabIndex={0}>{create}</span>
              </Hint>
            )}
            <Menu
              trigger={
                <IconButton label="Project" className="border bg-surface">
                  <Ellipsis className="size-4" />
                </IconButton>
              }
              items={[
                { label: "Rename or describe…", icon: <Pencil />, onSelect: () => setOpen("edit") },
                {
                  label: "Delete project…",
                  icon: <Trash2 />,
                  danger: true,
                  apart: true,
                  reason: !may("project:delete") && "You need the permission project:delete",
                  onSelect: () => setOpen("delete"),
                },
              ]}
            />
          </>
        }
      />
      <NameDialog
        open={open === "edit"}
        onClose={close}
        title="Project"
        name={name}
        description={project.description}
        action="Save"
        onSave={(values) => update.mutateAsync({ body: { projectId, ...values } })}
      />
      <Confirm
        open={open === "delete"}
        onClose={close}
        title={`Delete ${name}?`}
        text={gone(services, project.environments.length)}
        typed={name}
        action="Delete project"
        onConfirm={async () => {
          await remove.mutateAsync({ body: { projectId } });
          toast(`${name} is deleted`);
          await navigate({ to: "/" });
        }}
      />
    </>
  );
}

function gone(services: number, environments: number): string {
  const inside = `${plural(environments, "environment")} and ${plural(services, "service")}`;
  return `With it go ${inside}: containers, domains, releases and logs. Named volumes stay on the machine.`;
}

const plural = (count: number, word: string): string => `${count} ${word}${count === 1 ? "" : "s"}`;
