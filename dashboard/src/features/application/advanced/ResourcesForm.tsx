import { problem } from "@/lib/form";
import { TextField } from "@/ui/Field";
import { Fields, SettingsSection } from "./SettingsSection";
import { type Application, useSettings } from "./settings";
import { cpuSent, cpuText, memorySent, memoryText, numberOf } from "./units";

export function ResourcesForm({ application }: { application: Application }) {
  const form = useSettings(
    application.applicationId,
    {
      replicas: String(application.replicas),
      memoryLimit: memoryText(application.memoryLimit),
      memoryReservation: memoryText(application.memoryReservation),
      cpuLimit: cpuText(application.cpuLimit),
      cpuReservation: cpuText(application.cpuReservation),
    },
    (fields) => ({
      replicas: numberOf(fields.replicas) ?? 1,
      memoryLimit: memorySent(fields.memoryLimit),
      memoryReservation: memorySent(fields.memoryReservation),
      cpuLimit: cpuSent(fields.cpuLimit),
      cpuReservation: cpuSent(fields.cpuReservation),
    }),
  );
  return (
    <SettingsSection
      id="resources"
      title="Resources"
      text="How many containers run, and what each of them gets. Empty means without limit."
      form={form}
      note="A container that needs more memory than its limit is ended and started again."
    >
      <TextField
        label="Replicas"
        type="number"
        min={0}
        max={100}
        className="sm:w-1/2 sm:pr-2"
        hint={application.modeSwarm ? "Not used: a mode of its own is set for this service." : undefined}
        error={problem(form, "replicas")}
        {...form.register("replicas", { required: true })}
      />
      <Fields>
        <TextField
          label="Memory limit"
          placeholder="512 MiB"
          hint="Such as 512 MiB or 1.5 GiB"
          error={problem(form, "memoryLimit")}
          {...form.register("memoryLimit")}
        />
        <TextField
          label="Memory reservation"
          placeholder="256 MiB"
          hint="Kept free for each container"
          error={problem(form, "memoryReservation")}
          {...form.register("memoryReservation")}
        />
        <TextField
          label="CPU limit"
          placeholder="0.5"
          inputMode="decimal"
          hint="Number of CPUs, such as 0.5 or 2"
          error={problem(form, "cpuLimit")}
          {...form.register("cpuLimit")}
        />
        <TextField
          label="CPU reservation"
          placeholder="0.25"
          inputMode="decimal"
          hint="Kept free for each container"
          error={problem(form, "cpuReservation")}
          {...form.register("cpuReservation")}
        />
      </Fields>
    </SettingsSection>
  );
}
