import { api } from "@/api/client";
import { usePermissions } from "@/api/permissions";
import { problem, useServerForm } from "@/lib/form";
import { TextField } from "@/ui/Field";
import { Ago } from "@/ui/Small";
import { DialogForm } from "./DialogForm";
import { ListSection } from "./ListSection";
import type { Application } from "./settings";

type User = Application["security"][number];

export function BasicAuth({ application }: { application: Application }) {
  const may = usePermissions();
  const remove = api.useMutation("post", "/security.delete");
  return (
    <ListSection<User>
      id="basic-auth"
      title="Basic auth"
      text="Who may pass the router. With one user and more, every domain of this application asks for a password."
      items={application.security}
      keyOf={(user) => user.securityId}
      nameOf={(user) => user.username}
      noun="user"
      empty="Nobody: the domains are open to everyone."
      columns={[
        { name: "User", cell: (user) => <span className="font-medium">{user.username}</span> },
        { name: "Since", cell: (user) => <Ago at={user.createdAt} /> },
      ]}
      form={(user, onDone) => (
        <UserForm applicationId={application.applicationId} user={user} onDone={onDone} />
      )}
      mayWrite={may("service:create")}
      mayDelete={may("service:create")}
      removal="This user can no longer sign in. When it was the last one, the domains are open to everyone."
      onDelete={({ securityId }) => remove.mutateAsync({ body: { securityId } })}
    />
  );
}

interface UserFormProps {
  applicationId: string;
  user: User | null;
  onDone: () => void;
}

function UserForm({ applicationId, user, onDone }: UserFormProps) {
  const create = api.useMutation("post", "/security.create");
  const update = api.useMutation("post", "/security.update");
  const form = useServerForm({ username: user?.username ?? "", password: "" }, async (body) => {
    if (user) await update.mutateAsync({ body: { ...body, securityId: user.securityId } });
    else await create.mutateAsync({ body: { ...body, applicationId } });
    onDone();
  });
  return (
    <DialogForm form={form} action={user ? "Save" : "Add user"} onCancel={onDone}>
      <TextField
        label="User name"
        autoFocus={!user}
        error={problem(form, "username")}
        {...form.register("username", { required: true })}
      />
      <TextField
        label={user ? "New password" : "Password"}
        type="password"
        autoComplete="new-password"
        autoFocus={Boolean(user)}
        hint="At most 72 bytes. It is stored encrypted and not shown again."
        error={problem(form, "password")}
        {...form.register("password", { required: true })}
      />
    </DialogForm>
  );
}
