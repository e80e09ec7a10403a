import { api } from "@/api/client";
import { problem, useServerForm } from "@/lib/form";
import { Button } from "@/ui/Button";
import { Actions, Dialog } from "@/ui/Dialog";
import { TextField } from "@/ui/Field";
import { Note } from "@/ui/Note";

interface RenameKeyProps {
  open: boolean;
  onClose: () => void;
  sshKey: { sshKeyId: string; name: string; description: string | null };
}

export function RenameKey({ open, onClose, sshKey }: RenameKeyProps) {
  return (
    <Dialog
      open={open}
      onClose={onClose}
      title={`Edit ${sshKey.name}`}
      text="The key pair itself never changes."
    >
      <RenameForm sshKey={sshKey} onClose={onClose} />
    </Dialog>
  );
}

function RenameForm({ sshKey, onClose }: Omit<RenameKeyProps, "open">) {
  const { sshKeyId } = sshKey;
  const update = api.useMutation("post", "/sshKey.update");
  const form = useServerForm(
    { name: sshKey.name, description: sshKey.description ?? "" },
    async ({ name, description }) => {
      await update.mutateAsync({ body: { sshKeyId, name, description: description || null } });
      onClose();
    },
  );
  return (
    <form onSubmit={form.submit} className="grid gap-4" noValidate>
      {form.failure && <Note tone="bad">{form.failure}</Note>}
      <TextField
        label="Name"
        autoFocus
        error={problem(form, "name")}
        {...form.register("name", { required: true })}
      />
      <TextField label="Description" error={problem(form, "description")} {...form.register("description")} />
      <Actions>
        <Button onClick={onClose}>Cancel</Button>
        <Button type="submit" kind="solid" busy={form.busy}>
          Save
        </Button>
      </Actions>
    </form>
  );
}
