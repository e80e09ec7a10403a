import { problem } from "@/lib/form";
import { SelectField } from "@/ui/Field";
import { Switch } from "@/ui/Switch";
import { SettingsSection } from "../advanced/SettingsSection";
import { type Application, useSettings } from "../advanced/settings";

/** Whether a push deploys, and which. */
export function TriggerForm({ application }: { application: Application }) {
  const form = useSettings(
    application.applicationId,
    { autoDeploy: application.autoDeploy !== false, triggerType: application.triggerType ?? "push" },
    (fields) => fields,
  );
  const isOn = form.watch("autoDeploy");
  return (
    <SettingsSection
      id="trigger"
      title="Automatic deployment"
      text="A call of the webhook below deploys. Commits that say [skip ci] are left out."
      form={form}
    >
      <Switch
        label="Deploy when the webhook is called"
        checked={isOn}
        onChange={(is) => form.setValue("autoDeploy", is, { shouldDirty: true })}
      />
      {isOn && application.sourceType === "git" && (
        <SelectField
          label="What deploys"
          className="sm:w-1/2 sm:pr-2"
          error={problem(form, "triggerType")}
          {...form.register("triggerType")}
        >
          <option value="push">A push to branch {application.customGitBranch}</option>
          <option value="tag">A new tag</option>
        </SelectField>
      )}
    </SettingsSection>
  );
}
