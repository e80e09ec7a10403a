import { Link } from "@tanstack/react-router";
import { api } from "@/api/client";
import { problem } from "@/lib/form";
import { SelectField } from "@/ui/Field";
import { ErrorNote } from "@/ui/Note";
import { Switch } from "@/ui/Switch";
import { SettingsSection } from "./SettingsSection";
import { type Application, useSettings } from "./settings";

export function RollbackForm({ application }: { application: Application }) {
  const registries = api.useQuery("get", "/registry.all");
  const form = useSettings(
    application.applicationId,
    {
      rollbackActive: application.rollbackActive === true,
      rollbackRegistryId: application.rollbackRegistryId ?? "",
    },
    (fields) => ({
      rollbackActive: fields.rollbackActive,
      rollbackRegistryId: fields.rollbackRegistryId || null,
    }),
  );
  const isActive = form.watch("rollbackActive");
  const current = application.rollbackRegistry;
  const listed = registries.data ?? (current ? [current] : []);
  return (
    <SettingsSection
      id="rollback"
      title="Rollback"
      text="Releases can come back while their image is there. A registry keeps a copy of each, also when this machine has lost it."
      form={form}
    >
      <Switch
        label="Keep copies in a registry"
        hint="Each deployment sends its image there as well."
        checked={isActive}
        onChange={(is) => form.setValue("rollbackActive", is, { shouldDirty: true })}
      />
      {isActive && registries.error && <ErrorNote error={registries.error} />}
      {isActive && (
        <SelectField
          label="Registry"
          className="sm:w-1/2 sm:pr-2"
          hint={
            registries.data?.length === 0 ? (
              <>
                There is none yet.{" "}
                <Link to="/registries" className="font-medium text-text underline underline-offset-4">
                  Add a registry
                </Link>
              </>
            ) : undefined
          }
          error={problem(form, "rollbackRegistryId")}
          {...form.register("rollbackRegistryId", {
            validate: (id, { rollbackActive }) => !rollbackActive || Boolean(id) || "Choose a registry",
          })}
        >
          <option value="">Choose</option>
          {listed.map((registry) => (
            <option key={registry.registryId} value={registry.registryId}>
              {registry.registryName}
            </option>
          ))}
        </SelectField>
      )}
    </SettingsSection>
  );
}
