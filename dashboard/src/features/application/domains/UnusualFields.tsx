import { useState } from "react";
import { type Form, problem } from "@/lib/form";
import { TextField } from "@/ui/Field";
import { Switch } from "@/ui/Switch";
import { type DomainFields, isUnusual } from "./fields";

/** What few domains need: folded away unless something of it is set. */
export function UnusualFields({ form }: { form: Form<DomainFields> }) {
  const [isOpen, setOpen] = useState(() => isUnusual(form.getValues()));
  const path = form.watch("path");
  const strips = form.watch("stripPath");
  return (
    <details
      className="group rounded-md border"
      open={isOpen}
      onToggle={(event) => setOpen(event.currentTarget.open)}
    >
      <summary className="select-none rounded-md px-3 py-2 font-medium text-sm">
        Paths and middlewares
      </summary>
      <div className="grid gap-4 border-t p-3">
        <Switch
          label="Strip the path"
          hint={
            path && path !== "/"
              ? `The application sees /page for ${path}/page.`
              : "Only counts with a path other than /."
          }
          checked={strips}
          onChange={(is) => form.setValue("stripPath", is, { shouldDirty: true })}
        />
        <div className="grid items-start gap-4 sm:grid-cols-2">
          <TextField
            label="Internal path"
            mono
            hint="Put before what the application is asked for"
            error={problem(form, "internalPath")}
            {...form.register("internalPath")}
          />
          <TextField
            label="Entry point"
            mono
            placeholder="web or websecure"
            hint="Another one of Traefik's"
            error={problem(form, "customEntrypoint")}
            {...form.register("customEntrypoint")}
          />
        </div>
        <TextField
          label="Middlewares"
          mono
          placeholder="compress@file, limit@file"
          hint="Names of others' middlewares, with a comma between them"
          error={problem(form, "middlewares")}
          {...form.register("middlewares")}
        />
      </div>
    </details>
  );
}
