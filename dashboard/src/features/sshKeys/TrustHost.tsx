import { api } from "@/api/client";
import { problem, useServerForm } from "@/lib/form";
import { Button } from "@/ui/Button";
import { Actions, Dialog } from "@/ui/Dialog";
import { TextField } from "@/ui/Field";
import { Note } from "@/ui/Note";
import { toast } from "@/ui/Toasts";

interface TrustHostProps {
  /** The server whose key is accepted, an empty host for a new one; closed without. */
  given: { host: string; port: number } | undefined;
  onClose: () => void;
}

export function TrustHost({ given, onClose }: TrustHostProps) {
  return (
    <Dialog
      open={given !== undefined}
      onClose={onClose}
      title="Accept a server's key"
      text="From now on the server must show this key. Take the fingerprint from the git host's own pages, not from an error message."
    >
      {given && <TrustForm given={given} onClose={onClose} />}
    </Dialog>
  );
}

function TrustForm({ given, onClose }: { given: { host: string; port: number }; onClose: () => void }) {
  const trust = api.useMutation("post", "/sshKey.trustHost");
  const form = useServerForm(
    { host: given.host, port: String(given.port), fingerprint: "" },
    async ({ host, port, fingerprint }) => {
      await trust.mutateAsync({
        body: { host: host.trim(), port: Number(port), fingerprint: fingerprint.trim() },
      });
      toast(`The key of ${host} is accepted`);
      onClose();
    },
  );
  const isKnown = given.host !== "";
  return (
    <form onSubmit={form.submit} className="grid gap-4" noValidate>
      {form.failure && <Note tone="bad">{form.failure}</Note>}
      <div className="grid grid-cols-[minmax(0,1fr)_6rem] gap-4">
        <TextField
          label="Server"
          placeholder="git.example.com"
          mono
          readOnly={isKnown}
          autoFocus={!isKnown}
          error={problem(form, "host")}
          {...form.register("host", { required: true })}
        />
        <TextField
          label="Port"
          inputMode="numeric"
          mono
          readOnly={isKnown}
          error={problem(form, "port")}
          {...form.register("port", { required: true })}
        />
      </div>
      <TextField
        label="Fingerprint"
        placeholder="SHA256:…"
        hint="Starts with SHA256: and has 43 more characters"
        mono
        autoFocus={isKnown}
        error={problem(form, "fingerprint")}
        {...form.register("fingerprint", { required: true })}
      />
      <Actions>
        <Button onClick={onClose}>Cancel</Button>
        <Button type="submit" kind="solid" busy={form.busy}>
          Accept
        </Button>
      </Actions>
    </form>
  );
}
