import { problem, useServerForm } from "@/lib/form";
import { Button } from "@/ui/Button";
import { Actions, Dialog } from "@/ui/Dialog";
import { TextArea, TextField } from "@/ui/Field";
import { Note } from "@/ui/Note";

interface Named {
  name: string;
  description: string;
}

interface NameDialogProps {
  open: boolean;
  onClose: () => void;
  title: string;
  text?: string;
  name?: string;
  description?: string | null;
  /** Why the name cannot be changed. */
  fixed?: string | undefined;
  action: string;
  /** Rejects with the server's error. */
  onSave: (values: { name: string; description: string | null }) => Promise<unknown>;
}

/** Name and description, of a project or an environment, new or old. */
export function NameDialog({ open, onClose, title, text, ...form }: NameDialogProps) {
  return (
    <Dialog open={open} onClose={onClose} title={title} {...(text ? { text } : {})}>
      <NameForm onClose={onClose} {...form} />
    </Dialog>
  );
}

function NameForm({
  name = "",
  description,
  fixed,
  action,
  onSave,
  onClose,
}: Omit<NameDialogProps, "open" | "title" | "text">) {
  const form = useServerForm<Named>({ name, description: description ?? "" }, async (values) => {
    await onSave({ name: values.name, description: values.description || null });
    onClose();
  });
  return (
    <form onSubmit={form.submit} className="grid gap-4" noValidate>
      {form.failure && <Note tone="bad">{form.failure}</Note>}
      <TextField
        label="Name"
        autoFocus={!fixed}
        readOnly={Boolean(fixed)}
        hint={fixed}
        error={problem(form, "name")}
        {...form.register("name", { required: true })}
      />
      <TextArea
        label="Description"
        rows={2}
        autoFocus={Boolean(fixed)}
        error={problem(form, "description")}
        {...form.register("description")}
      />
      <Actions>
        <Button onClick={onClose}>Cancel</Button>
        <Button type="submit" kind="solid" busy={form.busy}>
          {action}
        </Button>
      </Actions>
    </form>
  );
}
