import { problem } from "@/lib/form";
import { SelectField, TextField } from "@/ui/Field";
import { Switch } from "@/ui/Switch";
import { type UpdateConfig, updateConfig, updateFields } from "./policies";
import { Fields, SettingsSection } from "./SettingsSection";
import { type Application, type Changes, useSettings } from "./settings";
import { SECONDS, TimeField } from "./TimeField";

export function UpdateForm({ application }: { application: Application }) {
  const form = useSettings(
    application.applicationId,
    updateFields(application.updateConfigSwarm as UpdateConfig | null),
    (fields) => ({ updateConfigSwarm: updateConfig(fields) as Changes["updateConfigSwarm"] }),
  );
  const isOwn = form.watch("isOwn");
  return (
    <SettingsSection
      id="update"
      title="Update policy"
      text="How containers are replaced where a service changes in place: by a restart, and where two releases may not run at a time."
      form={form}
      note={isOwn ? undefined : "One after the other, the new one first; back to the old ones when it fails."}
    >
      <Switch
        label="Own policy"
        checked={isOwn}
        onChange={(is) => form.setValue("isOwn", is, { shouldDirty: true })}
      />
      {isOwn && (
        <Fields>
          <SelectField label="Order" error={problem(form, "Order")} {...form.register("Order")}>
            <option value="start-first">Start the new one first</option>
            <option value="stop-first">Stop the old one first</option>
          </SelectField>
          <SelectField
            label="When an update fails"
            error={problem(form, "FailureAction")}
            {...form.register("FailureAction")}
          >
            <option value="rollback">Go back</option>
            <option value="pause">Pause</option>
            <option value="continue">Go on</option>
            <option value="">Docker's own: pause</option>
          </SelectField>
          <TextField
            label="At a time"
            type="number"
            min={0}
            hint="Containers; 0 replaces all at once"
            error={problem(form, "Parallelism")}
            {...form.register("Parallelism", { required: true })}
          />
          <TimeField
            label="Pause between"
            placeholder="0"
            error={problem(form, "Delay")}
            {...form.register("Delay", SECONDS)}
          />
          <TimeField
            label="Watched after"
            placeholder="5"
            hint="A container that fails within counts as a failed update"
            error={problem(form, "Monitor")}
            {...form.register("Monitor", SECONDS)}
          />
          <TextField
            label="Tolerated failures"
            type="number"
            step="any"
            min={0}
            max={1}
            placeholder="0"
            hint="Share of the containers, from 0 to 1"
            error={problem(form, "MaxFailureRatio")}
            {...form.register("MaxFailureRatio")}
          />
        </Fields>
      )}
    </SettingsSection>
  );
}
