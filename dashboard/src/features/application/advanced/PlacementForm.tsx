import { problem } from "@/lib/form";
import { TextArea, TextField } from "@/ui/Field";
import { type Placement, placementFields, placementOf } from "./policies";
import { SettingsSection } from "./SettingsSection";
import { type Application, type Changes, useSettings } from "./settings";

export function PlacementForm({ application }: { application: Application }) {
  const before = application.placementSwarm as Placement | null;
  const form = useSettings(application.applicationId, placementFields(before), (fields) => ({
    placementSwarm: placementOf(fields, before) as Changes["placementSwarm"],
  }));
  return (
    <SettingsSection
      id="placement"
      title="Placement"
      text="On which machines of the swarm containers may run. Empty means any that fits."
      form={form}
      note={
        application.mounts.length > 0 && !before ? "Because of its mounts it runs on a manager." : undefined
      }
    >
      <TextArea
        label="Constraints"
        mono
        rows={2}
        placeholder="node.role==worker"
        hint="One per line; all must hold"
        error={problem(form, "Constraints")}
        {...form.register("Constraints")}
      />
      <TextArea
        label="Spread over"
        mono
        rows={2}
        placeholder="node.labels.zone"
        hint="One per line, such as a label of the machines: as many containers on each of its values"
        error={problem(form, "Preferences")}
        {...form.register("Preferences")}
      />
      <TextField
        label="At most on one machine"
        type="number"
        min={0}
        className="sm:w-1/2 sm:pr-2"
        placeholder="Any number"
        error={problem(form, "MaxReplicas")}
        {...form.register("MaxReplicas")}
      />
    </SettingsSection>
  );
}
