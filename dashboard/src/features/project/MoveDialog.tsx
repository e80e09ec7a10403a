import { type FormEvent, useState } from "react";
import { api } from "@/api/client";
import { Button } from "@/ui/Button";
import { Actions, Dialog } from "@/ui/Dialog";
import { SelectField } from "@/ui/Field";
import { Loaded, Skeleton } from "@/ui/States";
import { called } from "./actions";
import type { Service } from "./services";

interface MoveDialogProps {
  services: readonly Service[] | undefined;
  /** Where they are now. */
  environmentId: string;
  onClose: () => void;
  onMove: (environmentId: string, place: string) => void;
}

/** Chooses the environment that services go to, in this project or another. */
export function MoveDialog({ services, environmentId, onClose, onMove }: MoveDialogProps) {
  return (
    <Dialog
      open={services !== undefined}
      onClose={onClose}
      title={`Move ${called(services ?? [])}`}
      text="What runs goes on as it is; the next deployment uses the variables of the new place."
    >
      <Destination environmentId={environmentId} onClose={onClose} onMove={onMove} />
    </Dialog>
  );
}

function Destination({ environmentId, onClose, onMove }: Omit<MoveDialogProps, "services">) {
  const [target, setTarget] = useState("");
  const projects = api.useQuery("get", "/project.all");
  const places = new Map(
    projects.data?.flatMap((project) =>
      project.environments
        .filter((one) => one.environmentId !== environmentId)
        .map((one) => [one.environmentId, `${project.name} / ${one.name}`] as const),
    ),
  );
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const place = places.get(target);
    if (!place) return;
    onClose();
    onMove(target, place);
  };
  return (
    <Loaded query={projects} loading={<Skeleton className="h-24" />}>
      {(all) =>
        places.size === 0 ? (
          <p className="text-muted">There is no other environment yet. Create one first.</p>
        ) : (
          <form onSubmit={submit} className="grid gap-4">
            <SelectField
              label="To"
              value={target}
              onChange={(event) => setTarget(event.target.value)}
              autoFocus
            >
              <option value="" disabled>
                Choose an environment
              </option>
              {all.map((project) => {
                const others = project.environments.filter((one) => places.has(one.environmentId));
                return (
                  others.length > 0 && (
                    <optgroup key={project.projectId} label={project.name}>
                      {others.map((one) => (
                        <option key={one.environmentId} value={one.environmentId}>
                          {one.name}
                        </option>
                      ))}
                    </optgroup>
                  )
                );
              })}
            </SelectField>
            <Actions>
              <Button onClick={onClose}>Cancel</Button>
              <Button type="submit" kind="solid" disabled={!target}>
                Move
              </Button>
            </Actions>
          </form>
        )
      }
    </Loaded>
  );
}
