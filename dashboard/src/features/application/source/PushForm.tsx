import { RegistryField } from "@/features/registries/RegistryField";
import { problem } from "@/lib/form";
import { SettingsSection } from "../advanced/SettingsSection";
import { type Application, useSettings } from "../advanced/settings";

/** Where the built image is sent, so that other machines can run it. */
export function PushForm({ application }: { application: Application }) {
  const form = useSettings(
    application.applicationId,
    { registryId: application.registryId ?? "" },
    ({ registryId }) => ({ registryId: registryId || null }),
  );
  return (
    <SettingsSection
      id="push"
      title="Push to a registry"
      text="Sends each built image to a registry, from which every machine of the swarm can pull it."
      form={form}
    >
      <RegistryField
        current={application.registry}
        none="None: the image stays on this machine"
        error={problem(form, "registryId")}
        {...form.register("registryId")}
      />
    </SettingsSection>
  );
}
