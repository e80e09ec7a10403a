import { Wand2 } from "lucide-react";
import { api } from "@/api/client";
import { problem, useServerForm } from "@/lib/form";
import { Button } from "@/ui/Button";
import { SelectField, TextField } from "@/ui/Field";
import { ErrorNote } from "@/ui/Note";
import { Switch } from "@/ui/Switch";
import { toast } from "@/ui/Toasts";
import { DialogForm } from "../advanced/DialogForm";
import type { Application } from "../advanced/settings";
import { bodyOf, type DomainFields, type DomainRow, fieldsOf } from "./fields";
import { UnusualFields } from "./UnusualFields";

interface DomainFormProps {
  domain: DomainRow | null;
  application: Application;
  exposed: readonly number[];
  onClose: () => void;
  onSaved: () => void;
}

export function DomainForm({ domain, application, exposed, onClose, onSaved }: DomainFormProps) {
  const { applicationId, appName, name } = application;
  const create = api.useMutation("post", "/domain.create");
  const update = api.useMutation("post", "/domain.update");
  const generate = api.useMutation("post", "/domain.generateDomain");
  const form = useServerForm<DomainFields>(fieldsOf(domain, exposed), async (fields) => {
    const body = bodyOf(fields);
    if (domain) await update.mutateAsync({ body: { ...body, domainId: domain.domainId } });
    else await create.mutateAsync({ body: { ...body, applicationId } });
    toast(`${body.host} is saved`);
    onSaved();
  });
  const https = form.watch("https");
  const certificate = form.watch("certificateType");
  const make = () =>
    generate.mutate(
      { body: { appName: name || appName } },
      { onSuccess: (host) => form.setValue("host", host, { shouldDirty: true, shouldValidate: true }) },
    );

  return (
    <DialogForm
      form={form}
      action={domain ? "Save" : "Add domain"}
      onCancel={onClose}
      isLostIn={({ edit }) => !edit}
    >
      <div className="grid grid-cols-[1fr_auto] gap-x-2">
        <TextField
          label="Host"
          mono
          autoFocus
          placeholder="shop.example.org"
          error={problem(form, "host")}
          {...form.register("host", { required: true })}
        />
        <Button
          className="mt-6.5"
          icon={<Wand2 className="size-3.5" />}
          busy={generate.isPending}
          onClick={make}
        >
          Generate
        </Button>
        <p className="col-span-2 mt-1.5 text-muted text-sm">
          A generated name ends in sslip.io, which answers with the address that stands in it.
        </p>
      </div>
      {generate.error && <ErrorNote error={generate.error} />}
      <div className="grid items-start gap-4 sm:grid-cols-2">
        <TextField
          label="Port in the container"
          type="number"
          min={1}
          max={65535}
          hint={<PortHint exposed={exposed} />}
          error={problem(form, "port")}
          {...form.register("port", { required: true })}
        />
        <TextField
          label="Path"
          mono
          hint="Only what begins with it comes here; / is everything."
          error={problem(form, "path")}
          {...form.register("path")}
        />
      </div>
      <Switch
        label="HTTPS"
        hint="Plain HTTP is sent on to it."
        checked={https}
        onChange={(is) => form.setValue("https", is, { shouldDirty: true })}
      />
      {https && (
        <div className="grid items-start gap-4 sm:grid-cols-2">
          <SelectField
            label="Certificate"
            hint={CERTIFICATE_HINTS[certificate]}
            error={problem(form, "certificateType")}
            {...form.register("certificateType")}
          >
            <option value="none">Default certificate</option>
            <option value="letsencrypt">Let's Encrypt</option>
            <option value="custom">Another resolver</option>
          </SelectField>
          {certificate === "custom" && (
            <TextField
              label="Resolver"
              mono
              hint="As it is called in Traefik's own configuration"
              error={problem(form, "customCertResolver")}
              {...form.register("customCertResolver", { required: true })}
            />
          )}
        </div>
      )}
      <UnusualFields form={form} />
    </DialogForm>
  );
}

const CERTIFICATE_HINTS: Record<DomainFields["certificateType"], string> = {
  none: "One that was loaded for this name, or Traefik's own, which browsers warn of.",
  letsencrypt: "Fetched at the first visit. The name has to lead here, from the internet, on port 80.",
  custom: "From a certificate resolver that you have set up.",
};

function PortHint({ exposed }: { exposed: readonly number[] }) {
  if (exposed.length === 0) return "The one that the application listens on, not a published one.";
  return `The one that the application listens on. Its image names ${exposed.join(" and ")}.`;
}
