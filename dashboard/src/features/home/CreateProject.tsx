import { useNavigate } from "@tanstack/react-router";
import { api } from "@/api/client";
import { problem, useServerForm } from "@/lib/form";
import { Button } from "@/ui/Button";
import { Actions, Dialog } from "@/ui/Dialog";
import { TextArea, TextField } from "@/ui/Field";
import { Note } from "@/ui/Note";

export function CreateProject({ open, onClose }: { open: boolean; onClose: () => void }) {
  return (
    <Dialog
      open={open}
      onClose={onClose}
      title="New project"
      text="It begins with one environment, production."
    >
      <CreateProjectForm onClose={onClose} />
    </Dialog>
  );
}

function CreateProjectForm({ onClose }: { onClose: () => void }) {
  const navigate = useNavigate();
  const create = api.useMutation("post", "/project.create");
  const form = useServerForm({ name: "", description: "" }, async ({ name, description }) => {
    const made = await create.mutateAsync({ body: { name, description: description || null } });
    onClose();
    await navigate({ to: "/projects/$projectId", params: { projectId: made.project.projectId } });
  });
  return (
    <form onSubmit={form.submit} className="grid gap-4" noValidate>
      {form.failure && <Note tone="bad">{form.failure}</Note>}
      <TextField
        label="Name"
        autoFocus
        error={problem(form, "name")}
        {...form.register("name", { required: true })}
      />
      <TextArea
        label="Description"
        rows={2}
        error={problem(form, "description")}
        {...form.register("description")}
      />
      <Actions>
        <Button onClick={onClose}>Cancel</Button>
        <Button type="submit" kind="solid" busy={form.busy}>
          Create project
        </Button>
      </Actions>
    </form>
  );
}
