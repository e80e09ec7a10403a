import { useState } from "react";
import { api } from "@/api/client";
import { useServerForm } from "@/lib/form";
import { Button } from "@/ui/Button";
import { Actions, Dialog } from "@/ui/Dialog";
import { Note } from "@/ui/Note";
import { Loaded, Skeleton } from "@/ui/States";
import { Switch } from "@/ui/Switch";
import { toast } from "@/ui/Toasts";
import { ReachField } from "./ReachField";
import type { Reach } from "./reach";

const SWITCHES = [
  ["canCreateProjects", "Create projects"],
  ["canDeleteProjects", "Delete projects"],
  ["canCreateEnvironments", "Create environments"],
  ["canDeleteEnvironments", "Delete environments"],
  ["canCreateServices", "Create and configure services"],
  ["canDeleteServices", "Delete services"],
  ["canAccessToDocker", "See containers on the machine"],
  ["canAccessToTraefikFiles", "Read Traefik's files"],
  ["canAccessToAPI", "Use the API's own pages"],
  ["canAccessToSSHKeys", "Use and manage SSH keys"],
  ["canAccessToGitProviders", "Use and manage git providers"],
] as const;

type Switches = Record<(typeof SWITCHES)[number][0], boolean>;

/** The API describes the lists as plain JSON. */
type Lists = { [list in keyof Reach]: unknown };

export interface Member extends Switches, Lists {
  id: string;
  userId: string;
  role: string;
  user: { email: string; firstName: string; lastName: string };
}

const listOf = (value: unknown): string[] => (Array.isArray(value) ? (value as string[]) : []);

interface PermissionsProps {
  open: boolean;
  onClose: () => void;
  member: Member;
  name: string;
}

export function Permissions({ open, onClose, member, name }: PermissionsProps) {
  return (
    <Dialog
      open={open}
      onClose={onClose}
      wide
      title={`Permissions of ${name}`}
      text="Beyond these, members deploy, configure variables and domains, and read logs of what they reach."
    >
      <PermissionsForm member={member} onClose={onClose} name={name} />
    </Dialog>
  );
}

function PermissionsForm({ member, name, onClose }: Omit<PermissionsProps, "open">) {
  const projects = api.useQuery("get", "/project.all");
  const assign = api.useMutation("post", "/user.assignPermissions");
  const [reach, setReach] = useState<Reach>({
    accessedProjects: listOf(member.accessedProjects),
    accessedEnvironments: listOf(member.accessedEnvironments),
    accessedServices: listOf(member.accessedServices),
  });
  const given = Object.fromEntries(SWITCHES.map(([key]) => [key, member[key]])) as Switches;
  const form = useServerForm<Switches>(given, async (values) => {
    await assign.mutateAsync({ body: { id: member.id, ...values, ...reach } });
    toast(`The permissions of ${name} are saved`);
    onClose();
  });
  const values = form.watch();
  return (
    <form onSubmit={form.submit} className="grid grid-cols-1 gap-6" noValidate>
      {form.failure && <Note tone="bad">{form.failure}</Note>}
      <fieldset>
        <legend className="mb-3 font-semibold">What they may do</legend>
        <div className="grid gap-3 sm:grid-cols-2">
          {SWITCHES.map(([key, label]) => (
            <Switch
              key={key}
              label={label}
              checked={values[key]}
              onChange={(checked) => form.setValue(key, checked, { shouldDirty: true })}
            />
          ))}
        </div>
      </fieldset>
      <fieldset className="min-w-0">
        <legend className="mb-1 font-semibold">What they reach</legend>
        <p className="mb-3 text-muted text-sm">
          A service that somebody else adds later is out of their reach until it is given here.
        </p>
        <Loaded query={projects} loading={<Skeleton className="h-24" />}>
          {(all) => <ReachField projects={all} reach={reach} onChange={setReach} />}
        </Loaded>
      </fieldset>
      <Actions>
        <Button onClick={onClose}>Cancel</Button>
        <Button type="submit" kind="solid" busy={form.busy}>
          Save
        </Button>
      </Actions>
    </form>
  );
}
