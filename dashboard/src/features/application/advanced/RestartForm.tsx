import { problem } from "@/lib/form";
import { SelectField, TextField } from "@/ui/Field";
import { type RestartPolicy, restartFields, restartPolicy } from "./policies";
import { Fields, SettingsSection } from "./SettingsSection";
import { type Application, type Changes, useSettings } from "./settings";
import { SECONDS, TimeField } from "./TimeField";

export function RestartForm({ application }: { application: Application }) {
  const form = useSettings(
    application.applicationId,
    restartFields(application.restartPolicySwarm as RestartPolicy | null),
    (fields) => ({ restartPolicySwarm: restartPolicy(fields) as Changes["restartPolicySwarm"] }),
  );
  const condition = form.watch("Condition");
  return (
    <SettingsSection
      id="restart"
      title="Restart policy"
      text="What happens when a container ends by itself."
      form={form}
    >
      <SelectField
        label="Start again"
        className="sm:w-1/2 sm:pr-2"
        error={problem(form, "Condition")}
        {...form.register("Condition")}
      >
        <option value="">Always, after 5 seconds (standard)</option>
        <option value="any">Always</option>
        <option value="on-failure">After a failure</option>
        <option value="none">Never</option>
      </SelectField>
      {condition && condition !== "none" && (
        <Fields>
          <TimeField
            label="Wait before"
            placeholder="5"
            error={problem(form, "Delay")}
            {...form.register("Delay", SECONDS)}
          />
          <TextField
            label="Attempts"
            type="number"
            min={0}
            placeholder="Without end"
            error={problem(form, "MaxAttempts")}
            {...form.register("MaxAttempts")}
          />
          <TimeField
            label="Attempts count for"
            placeholder="Without end"
            error={problem(form, "Window")}
            {...form.register("Window", SECONDS)}
          />
        </Fields>
      )}
    </SettingsSection>
  );
}
