import { RegistryField } from "@/features/registries/RegistryField";
import { problem } from "@/lib/form";
import { Switch } from "@/ui/Switch";
import { SettingsSection } from "./SettingsSection";
import { type Application, useSettings } from "./settings";

export function RollbackForm({ application }: { application: Application }) {
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
      {isActive && (
        <RegistryField
          current={application.rollbackRegistry}
          none="Choose"
          error={problem(form, "rollbackRegistryId")}
          {...form.register("rollbackRegistryId", {
            validate: (id, { rollbackActive }) => !rollbackActive || Boolean(id) || "Choose a registry",
          })}
        />
      )}
    </SettingsSection>
  );
}
