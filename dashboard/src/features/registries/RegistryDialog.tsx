import { api } from "@/api/client";
import { problem, useServerForm } from "@/lib/form";
import { Button } from "@/ui/Button";
import { Actions, Dialog } from "@/ui/Dialog";
import { TextField } from "@/ui/Field";
import { ErrorNote, Note } from "@/ui/Note";
import { Status } from "@/ui/Status";
import { toast } from "@/ui/Toasts";
import { hostOf, type Registry, target, testOf, valuesOf } from "./registry";

interface RegistryDialogProps {
  open: boolean;
  /** The one that is changed; a new one without. */
  registry: Registry | undefined;
  onClose: () => void;
}

export function RegistryDialog({ open, registry, onClose }: RegistryDialogProps) {
  return (
    <Dialog
      open={open}
      onClose={onClose}
      title={registry ? `Edit ${registry.registryName}` : "Add registry"}
      text="The login is tried before it is saved."
    >
      <RegistryForm registry={registry} onClose={onClose} />
    </Dialog>
  );
}

function RegistryForm({ registry, onClose }: Omit<RegistryDialogProps, "open">) {
  const create = api.useMutation("post", "/registry.create");
  const update = api.useMutation("post", "/registry.update");
  const form = useServerForm(valuesOf(registry), async ({ password, ...typed }) => {
    const values = {
      ...typed,
      registryUrl: hostOf(typed.registryUrl),
      registryType: "cloud" as const,
      imagePrefix: typed.imagePrefix || null,
    };
    if (registry) {
      const { registryId } = registry;
      await update.mutateAsync({ body: { registryId, ...values, ...(password ? { password } : {}) } });
    } else {
      await create.mutateAsync({ body: { ...values, password } });
    }
    toast(`${typed.registryName} is saved`);
    onClose();
  });
  const values = form.watch();
  return (
    <form onSubmit={form.submit} className="grid gap-4" noValidate>
      {form.failure && <Note tone="bad">{form.failure}</Note>}
      <TextField
        label="Name"
        autoFocus
        error={problem(form, "registryName")}
        {...form.register("registryName", { required: true })}
      />
      <TextField
        label="Host"
        placeholder="ghcr.io"
        hint="Empty for Docker Hub; with :port where it needs one"
        mono
        error={problem(form, "registryUrl")}
        {...form.register("registryUrl")}
      />
      <div className="grid gap-4 sm:grid-cols-2">
        <TextField
          label="User name"
          error={problem(form, "username")}
          {...form.register("username", { required: true })}
        />
        <TextField
          label="Password or token"
          type="password"
          autoComplete="new-password"
          placeholder={registry ? "Unchanged" : ""}
          error={problem(form, "password")}
          {...form.register("password", { required: !registry })}
        />
      </div>
      <TextField
        label="Image prefix"
        placeholder={values.username}
        hint={
          <>
            Images are called <code className="break-all font-mono text-xs">{target(values)}/name</code>
          </>
        }
        mono
        error={problem(form, "imagePrefix")}
        {...form.register("imagePrefix")}
      />
      <LoginTest registry={registry} test={testOf(registry, values)} />
      <Actions>
        <Button onClick={onClose}>Cancel</Button>
        <Button type="submit" kind="solid" busy={form.busy}>
          {registry ? "Save" : "Add registry"}
        </Button>
      </Actions>
    </form>
  );
}

/** Signs in with what stands in the form, and says here how that went. */
function LoginTest({ registry, test }: { registry: Registry | undefined; test: ReturnType<typeof testOf> }) {
  const stored = api.useMutation("post", "/registry.testRegistryById");
  const typed = api.useMutation("post", "/registry.testRegistry");
  const error = stored.error ?? typed.error;
  const isBusy = stored.isPending || typed.isPending;
  const run = () => {
    stored.reset();
    typed.reset();
    if (!test) return;
    if ("stored" in test) stored.mutate({ body: { registryId: test.stored } });
    else typed.mutate({ body: { ...test.typed, registryType: "cloud" } });
  };
  return (
    <div className="grid gap-2">
      <div className="flex flex-wrap items-center gap-3">
        <Button size="small" busy={isBusy} disabled={!test} onClick={run}>
          Test login
        </Button>
        <span role="status" className="text-muted text-sm">
          {stored.isSuccess || typed.isSuccess ? (
            <Status is="done" label="The login works" className="text-text" />
          ) : (
            !test && (registry ? "Type the password to test another login" : "Needs user name and password")
          )}
        </span>
      </div>
      {error && <ErrorNote error={error} />}
    </div>
  );
}
