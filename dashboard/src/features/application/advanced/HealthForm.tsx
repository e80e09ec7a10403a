import { problem } from "@/lib/form";
import { SelectField, TextField } from "@/ui/Field";
import { type HealthCheck, healthCheck, healthFields, httpCommand, isPath } from "./health";
import { Fields, SettingsSection } from "./SettingsSection";
import { type Application, type Changes, useSettings } from "./settings";
import { SECONDS, TimeField } from "./TimeField";

const USUAL_PORT = 3000;

export function HealthForm({ application }: { application: Application }) {
  const before = application.healthCheckSwarm as HealthCheck | null;
  const form = useSettings(
    application.applicationId,
    healthFields(before, application.domains[0]?.port ?? USUAL_PORT),
    (fields) => ({ healthCheckSwarm: healthCheck(fields, before) as Changes["healthCheckSwarm"] }),
  );
  const [kind, port, path] = form.watch(["kind", "port", "path"]);
  return (
    <SettingsSection
      id="health"
      title="Health check"
      text="A new release gets traffic once the check passes; a container that fails it is replaced."
      form={form}
    >
      <SelectField label="Check" className="sm:w-1/2 sm:pr-2" {...form.register("kind")}>
        <option value="image">As the image says</option>
        <option value="http">Request to a path</option>
        <option value="command">Command</option>
        <option value="none">None, not even the image's</option>
      </SelectField>
      {kind === "http" && (
        <>
          <Fields>
            <TextField
              label="Path"
              mono
              error={problem(form, "path")}
              {...form.register("path", {
                validate: (value) => isPath(value) || "A path holds URL characters only, and no quote",
              })}
            />
            <TextField
              label="Port"
              type="number"
              min={1}
              max={65535}
              hint="The one that the process listens on"
              error={problem(form, "port")}
              {...form.register("port", { required: true, min: 1, max: 65535 })}
            />
          </Fields>
          <p className="text-muted text-sm">
            Runs in the container, which needs wget or curl:{" "}
            <code className="break-words font-mono text-xs">{httpCommand(port, path)}</code>
          </p>
        </>
      )}
      {kind === "command" && (
        <TextField
          label="Command"
          mono
          placeholder="pg_isready -U app"
          hint="Runs in the container's shell; healthy when it ends with 0"
          error={problem(form, "command")}
          {...form.register("command", { required: true })}
        />
      )}
      {kind !== "none" && (
        <div className="grid grid-cols-2 items-start gap-4 sm:grid-cols-4">
          <TimeField
            label="Interval"
            placeholder="30"
            error={problem(form, "Interval")}
            {...form.register("Interval", SECONDS)}
          />
          <TimeField
            label="Timeout"
            placeholder="30"
            error={problem(form, "Timeout")}
            {...form.register("Timeout", SECONDS)}
          />
          <TextField
            label="Retries"
            type="number"
            min={0}
            placeholder="3"
            error={problem(form, "Retries")}
            {...form.register("Retries")}
          />
          <TimeField
            label="Start period"
            placeholder="0"
            error={problem(form, "StartPeriod")}
            {...form.register("StartPeriod", SECONDS)}
          />
        </div>
      )}
    </SettingsSection>
  );
}
