import { api } from "@/api/client";
import { usePermissions } from "@/api/permissions";
import { problem, useServerForm } from "@/lib/form";
import { Button } from "@/ui/Button";
import { TextField } from "@/ui/Field";
import { Switch } from "@/ui/Switch";
import { DialogForm } from "./DialogForm";
import { FromTo, ListSection } from "./ListSection";
import { RedirectTrial } from "./RedirectTrial";
import { presets } from "./redirects";
import type { Application } from "./settings";

type Redirect = Application["redirects"][number];

export function Redirects({ application }: { application: Application }) {
  const may = usePermissions();
  const remove = api.useMutation("post", "/redirects.delete");
  return (
    <ListSection<Redirect>
      id="redirects"
      title="Redirects"
      text="Requests that the router sends to another address. They take effect at once."
      items={application.redirects}
      keyOf={(redirect) => redirect.redirectId}
      nameOf={(redirect) => `the redirect to ${redirect.replacement}`}
      noun="redirect"
      empty="None. Domains with TLS send http to https by themselves."
      columns={[
        {
          name: "From and to",
          cell: ({ regex, replacement }) => <FromTo from={regex} to={replacement} />,
        },
        { name: "Kind", cell: ({ permanent }) => (permanent ? "Permanent" : "Temporary") },
      ]}
      form={(redirect, onDone) => (
        <RedirectForm application={application} redirect={redirect} onDone={onDone} />
      )}
      mayWrite={may("service:create")}
      mayDelete={may("service:delete")}
      removal="The router stops sending these requests elsewhere at once."
      onDelete={({ redirectId }) => remove.mutateAsync({ body: { redirectId } })}
    />
  );
}

interface RedirectFormProps {
  application: Application;
  redirect: Redirect | null;
  onDone: () => void;
}

function RedirectForm({ application, redirect, onDone }: RedirectFormProps) {
  const { applicationId } = application;
  const create = api.useMutation("post", "/redirects.create");
  const update = api.useMutation("post", "/redirects.update");
  const form = useServerForm(
    {
      regex: redirect?.regex ?? "",
      replacement: redirect?.replacement ?? "",
      permanent: redirect?.permanent ?? false,
    },
    async (body) => {
      if (redirect) await update.mutateAsync({ body: { ...body, redirectId: redirect.redirectId } });
      else await create.mutateAsync({ body: { ...body, applicationId } });
      onDone();
    },
  );
  const [regex, replacement, permanent] = form.watch(["regex", "replacement", "permanent"]);
  const host = application.domains[0]?.host ?? "";
  return (
    <DialogForm form={form} action={redirect ? "Save" : "Add redirect"} onCancel={onDone}>
      <fieldset>
        <legend className="mb-1.5 font-medium text-sm">Begin with</legend>
        <div className="flex flex-wrap gap-2">
          {presets(host).map((preset) => (
            <Button
              key={preset.name}
              size="small"
              title={preset.text}
              onClick={() => {
                form.setValue("regex", preset.regex, { shouldDirty: true });
                form.setValue("replacement", preset.replacement, { shouldDirty: true });
                form.clearErrors();
              }}
            >
              {preset.name}
            </Button>
          ))}
        </div>
      </fieldset>
      <TextField
        label="From"
        mono
        autoFocus
        hint="A regular expression of Go, for the whole address with scheme and host"
        error={problem(form, "regex")}
        {...form.register("regex", { required: true })}
      />
      <TextField
        label="To"
        mono
        hint={
          <>
            An address; <code className="font-mono">{`\${1}`}</code> is what the first parentheses matched
          </>
        }
        error={problem(form, "replacement")}
        {...form.register("replacement", { required: true })}
      />
      <Switch
        label="Permanent"
        hint="Browsers keep it and do not ask again: switch it on once it works."
        checked={permanent}
        onChange={(is) => form.setValue("permanent", is, { shouldDirty: true })}
      />
      <RedirectTrial regex={regex} replacement={replacement} host={host || "example.com"} />
    </DialogForm>
  );
}
