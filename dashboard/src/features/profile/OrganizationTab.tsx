import { useRouteContext } from "@tanstack/react-router";
import { api } from "@/api/client";
import { usePermissions } from "@/api/permissions";
import { problem, useServerForm } from "@/lib/form";
import { Button } from "@/ui/Button";
import { TextField } from "@/ui/Field";
import { LeaveGuard } from "@/ui/LeaveGuard";
import { Note } from "@/ui/Note";
import { Section } from "@/ui/Section";
import { Loaded, Skeleton } from "@/ui/States";
import { toast } from "@/ui/Toasts";
import { Invitations } from "./members/Invitations";
import { Members } from "./members/Members";

/** The organization: its name, who is in it, and who is asked to join. */
export function OrganizationTab() {
  const { user } = useRouteContext({ from: "/shell" });
  const query = api.useQuery("get", "/organization.active");
  const may = usePermissions();
  return (
    <div className="grid grid-cols-1 gap-6">
      <Loaded query={query} loading={<Skeleton className="h-32" />}>
        {(organization) =>
          organization && (
            <Section title="Organization">
              <NameForm
                key={organization.id}
                organizationId={organization.id}
                name={organization.name}
                isOwner={organization.ownerId === user.id}
              />
            </Section>
          )
        }
      </Loaded>
      {may("member:read") && <Members />}
      {may("member:create") && <Invitations />}
    </div>
  );
}

interface NameFormProps {
  organizationId: string;
  name: string;
  isOwner: boolean;
}

function NameForm({ organizationId, name, isOwner }: NameFormProps) {
  const update = api.useMutation("post", "/organization.update");
  const form = useServerForm({ name }, async (values) => {
    await update.mutateAsync({ body: { organizationId, ...values } });
    form.reset(values);
    toast("The organization is saved");
  });
  const { isDirty } = form.formState;
  return (
    <form onSubmit={form.submit} className="grid max-w-xl gap-4" noValidate>
      <LeaveGuard when={isDirty} what="the organization's name" />
      {form.failure && <Note tone="bad">{form.failure}</Note>}
      <div className="flex items-end gap-2">
        <TextField
          label="Name"
          className="min-w-0 flex-1"
          readOnly={!isOwner}
          error={problem(form, "name")}
          {...form.register("name", { required: true })}
        />
        {isOwner && (
          <Button type="submit" busy={form.busy} disabled={!isDirty}>
            Save
          </Button>
        )}
      </div>
      {!isOwner && <p className="text-muted text-sm">Only the owner may change it.</p>}
    </form>
  );
}
