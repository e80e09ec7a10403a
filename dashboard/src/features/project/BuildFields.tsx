import { type Form, problem } from "@/lib/form";
import { SelectField, TextField } from "@/ui/Field";
import type { Draft } from "./draft";

/** How a source becomes an image. */
export function BuildFields({ form }: { form: Form<Draft> }) {
  const isStatic = form.watch("buildType") === "static";
  return (
    <div className="grid items-start gap-4 sm:grid-cols-2">
      <SelectField label="Build" error={problem(form, "buildType")} {...form.register("buildType")}>
        <option value="dockerfile">Dockerfile</option>
        <option value="static">Static site</option>
      </SelectField>
      {isStatic ? (
        <TextField
          label="Published folder"
          mono
          placeholder="/"
          error={problem(form, "publishDirectory")}
          {...form.register("publishDirectory")}
        />
      ) : (
        <TextField
          label="Dockerfile"
          mono
          placeholder="Dockerfile"
          error={problem(form, "dockerfile")}
          {...form.register("dockerfile")}
        />
      )}
    </div>
  );
}
