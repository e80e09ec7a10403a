import { problem } from "@/lib/form";
import { TextArea, TextField } from "@/ui/Field";
import { SettingsSection } from "./SettingsSection";
import { type Application, useSettings } from "./settings";

export function NameForm({ application }: { application: Application }) {
  const form = useSettings(
    application.applicationId,
    { name: application.name, description: application.description ?? "" },
    ({ name, description }) => ({ name: name.trim(), description: description.trim() || null }),
  );
  return (
    <SettingsSection
      id="name"
      title="Name"
      text="How it is called here."
      form={form}
      note={
        <>
          In the network it stays <code className="font-mono">{application.appName}</code>.
        </>
      }
    >
      <TextField label="Name" error={problem(form, "name")} {...form.register("name", { required: true })} />
      <TextArea
        label="Description"
        rows={2}
        error={problem(form, "description")}
        {...form.register("description")}
      />
    </SettingsSection>
  );
}
