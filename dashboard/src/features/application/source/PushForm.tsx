import { Link } from "@tanstack/react-router";
import { api } from "@/api/client";
import { problem } from "@/lib/form";
import { SelectField } from "@/ui/Field";
import { ErrorNote } from "@/ui/Note";
import { SettingsSection } from "../advanced/SettingsSection";
import { type Application, useSettings } from "../advanced/settings";

/** Where the built image is sent, so that other machines can run it. */
export function PushForm({ application }: { application: Application }) {
  const registries = api.useQuery("get", "/registry.all", {}, { retry: false });
  const form = useSettings(
    application.applicationId,
    { registryId: application.registryId ?? "" },
    ({ registryId }) => ({ registryId: registryId || null }),
  );
  const current = application.registry;
  const listed = registries.data ?? (current ? [current] : []);
  return (
    <SettingsSection
      id="push"
      title="Push to a registry"
      text="Sends each built image to a registry, from which every machine of the swarm can pull it."
      form={form}
    >
      {registries.error && <ErrorNote error={registries.error} />}
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
        error={problem(form, "registryId")}
        {...form.register("registryId")}
      >
        <option value="">None: the image stays on this machine</option>
        {listed.map((registry) => (
          <option key={registry.registryId} value={registry.registryId}>
            {registry.registryName}
          </option>
        ))}
      </SelectField>
    </SettingsSection>
  );
}
