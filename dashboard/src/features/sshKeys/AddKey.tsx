import { useState } from "react";
import { api } from "@/api/client";
import { problem, useServerForm } from "@/lib/form";
import { Button } from "@/ui/Button";
import { Actions, Dialog } from "@/ui/Dialog";
import { SelectField, TextArea, TextField } from "@/ui/Field";
import { Note } from "@/ui/Note";
import { Segmented } from "@/ui/Segmented";
import { PublicKey } from "./KeyRow";

type Way = "generate" | "paste";

export function AddKey({ open, onClose }: { open: boolean; onClose: () => void }) {
  const [made, setMade] = useState<{ name: string; publicKey: string }>();
  const close = () => {
    setMade(undefined);
    onClose();
  };
  return (
    <Dialog
      open={open}
      onClose={close}
      title={made ? `${made.name} is ready` : "Add SSH key"}
      text={
        made
          ? "One step is left, at your git host."
          : "The private half is stored encrypted and stays on the server."
      }
    >
      {made ? <NextStep {...made} onClose={close} /> : <AddKeyForm onClose={close} onMade={setMade} />}
    </Dialog>
  );
}

interface AddKeyFormProps {
  onClose: () => void;
  onMade: (made: { name: string; publicKey: string }) => void;
}

function AddKeyForm({ onClose, onMade }: AddKeyFormProps) {
  const [way, setWay] = useState<Way>("generate");
  const generate = api.useMutation("post", "/sshKey.generate");
  const create = api.useMutation("post", "/sshKey.create");
  const form = useServerForm(
    { name: "", description: "", type: "ed25519" as "ed25519" | "rsa", privateKey: "", publicKey: "" },
    async ({ type, privateKey, publicKey, ...words }) => {
      const pair =
        way === "generate"
          ? await generate.mutateAsync({ body: { type } })
          : { privateKey, publicKey: publicKey.trim() };
      await create.mutateAsync({ body: { ...words, ...pair, organizationId: "" } });
      if (pair.publicKey) onMade({ name: words.name, publicKey: pair.publicKey });
      else onClose();
    },
  );
  return (
    <form onSubmit={form.submit} className="grid gap-4" noValidate>
      {form.failure && <Note tone="bad">{form.failure}</Note>}
      <Segmented
        label="Where it comes from"
        value={way}
        options={[
          { value: "generate", label: "Generate" },
          { value: "paste", label: "Paste" },
        ]}
        onChange={setWay}
      />
      <TextField
        label="Name"
        autoFocus
        error={problem(form, "name")}
        {...form.register("name", { required: true })}
      />
      <TextField label="Description" error={problem(form, "description")} {...form.register("description")} />
      {way === "generate" ? (
        <SelectField
          label="Type"
          hint="RSA is for git hosts that do not know Ed25519 yet"
          error={problem(form, "type")}
          {...form.register("type")}
        >
          <option value="ed25519">Ed25519</option>
          <option value="rsa">RSA</option>
        </SelectField>
      ) : (
        <>
          <TextArea
            label="Private key"
            hint="Without a passphrase: nobody is there to type it when a deployment runs"
            rows={6}
            mono
            error={problem(form, "privateKey")}
            {...form.register("privateKey", { required: way === "paste" })}
          />
          <TextArea
            label="Public key"
            hint="May be left empty: it follows from the private one"
            rows={2}
            mono
            error={problem(form, "publicKey")}
            {...form.register("publicKey")}
          />
        </>
      )}
      <Actions>
        <Button onClick={onClose}>Cancel</Button>
        <Button type="submit" kind="solid" busy={form.busy}>
          {way === "generate" ? "Generate key" : "Add key"}
        </Button>
      </Actions>
    </form>
  );
}

function NextStep({ name, publicKey, onClose }: { name: string; publicKey: string; onClose: () => void }) {
  return (
    <div className="grid grid-cols-1 gap-4">
      <p className="text-muted">
        Add the public key to your git host, as a deploy key of the repository or to an account that may read
        it. Reading is enough. Then choose this key at the application's source.
      </p>
      <PublicKey text={publicKey} name={name} />
      <Actions>
        <Button kind="solid" autoFocus onClick={onClose}>
          Done
        </Button>
      </Actions>
    </div>
  );
}
