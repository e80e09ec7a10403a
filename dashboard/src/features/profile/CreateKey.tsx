import { useState } from "react";
import { api } from "@/api/client";
import { problem, useServerForm } from "@/lib/form";
import { Button } from "@/ui/Button";
import { Actions, Dialog } from "@/ui/Dialog";
import { SelectField, TextField } from "@/ui/Field";
import { Note } from "@/ui/Note";
import { Copy } from "@/ui/Small";
import { Switch } from "@/ui/Switch";
import { keyBody } from "./keys";

export function CreateKey({ open, onClose }: { open: boolean; onClose: () => void }) {
  const [key, setKey] = useState<string>();
  const close = () => {
    setKey(undefined);
    onClose();
  };
  return (
    <Dialog
      open={open}
      onClose={close}
      firm={key !== undefined}
      title={key ? "Copy the key now" : "New API key"}
      text={
        key
          ? "It is shown this once; only its digest is stored."
          : "It acts as you, in the organization you are in."
      }
    >
      {key ? <Shown text={key} onClose={close} /> : <CreateKeyForm onClose={close} onMade={setKey} />}
    </Dialog>
  );
}

function Shown({ text, onClose }: { text: string; onClose: () => void }) {
  return (
    <div className="grid grid-cols-1 gap-4">
      <div className="flex items-center gap-2 rounded-md bg-sunken py-1.5 pr-1.5 pl-2.5">
        <code className="min-w-0 flex-1 break-all font-mono text-sm">{text}</code>
        <Copy text={text} label="Copy the key" />
      </div>
      <p className="text-muted text-sm">
        Send it as the header <code className="font-mono text-xs">x-api-key</code>.
      </p>
      <Actions>
        <Button kind="solid" onClick={onClose}>
          I have copied it
        </Button>
      </Actions>
    </div>
  );
}

function CreateKeyForm({ onClose, onMade }: { onClose: () => void; onMade: (key: string) => void }) {
  const create = api.useMutation("post", "/user.createApiKey");
  const [isLimited, setLimited] = useState(false);
  const form = useServerForm(
    { name: "", expiresIn: "90", rateLimitMax: "1000", rateLimitTimeWindow: "60" },
    async (values) => {
      const made = await create.mutateAsync({ body: keyBody(values, isLimited) });
      onMade(made.key);
    },
  );
  return (
    <form onSubmit={form.submit} className="grid gap-4" noValidate>
      {form.failure && <Note tone="bad">{form.failure}</Note>}
      <TextField
        label="Name"
        hint="What will use it"
        autoFocus
        maxLength={32}
        error={problem(form, "name")}
        {...form.register("name", { required: true })}
      />
      <SelectField label="Expires" error={problem(form, "expiresIn")} {...form.register("expiresIn")}>
        <option value="7">In 7 days</option>
        <option value="30">In 30 days</option>
        <option value="90">In 90 days</option>
        <option value="365">In a year</option>
        <option value="">Never</option>
      </SelectField>
      <Switch
        label="Limit how often it is used"
        hint="Calls beyond it are refused until the window is over"
        checked={isLimited}
        onChange={setLimited}
      />
      {isLimited && (
        <div className="grid gap-4 sm:grid-cols-2">
          <TextField
            label="Calls"
            type="number"
            min={1}
            error={problem(form, "rateLimitMax")}
            {...form.register("rateLimitMax", { required: isLimited, min: 1 })}
          />
          <TextField
            label="In so many seconds"
            type="number"
            min={1}
            error={problem(form, "rateLimitTimeWindow")}
            {...form.register("rateLimitTimeWindow", { required: isLimited, min: 1 })}
          />
        </div>
      )}
      <Actions>
        <Button onClick={onClose}>Cancel</Button>
        <Button type="submit" kind="solid" busy={form.busy}>
          Create key
        </Button>
      </Actions>
    </form>
  );
}
