import { problem } from "@/lib/form";
import { TextArea, TextField } from "@/ui/Field";
import { SettingsSection } from "./SettingsSection";
import { type Application, useSettings } from "./settings";
import { SECONDS, TimeField } from "./TimeField";
import { nanoseconds, secondsText } from "./units";

export function CommandForm({ application }: { application: Application }) {
  const args = (application.args ?? []).join("\n");
  const form = useSettings(
    application.applicationId,
    {
      command: application.command ?? "",
      args,
      stopGracePeriodSwarm: secondsText(application.stopGracePeriodSwarm),
    },
    (fields) => ({
      command: fields.command.trim() || null,
      // What nobody touched goes back as it came: an argument may hold a line break.
      args: fields.args === args ? application.args : argumentsOf(fields.args),
      stopGracePeriodSwarm: nanoseconds(fields.stopGracePeriodSwarm) ?? null,
    }),
  );
  return (
    <SettingsSection
      id="command"
      title="Start and stop"
      text="What is run in the container in place of what the image says, and how long it may take to end."
      form={form}
    >
      <TextField
        label="Command"
        mono
        placeholder="node server.js"
        hint="Replaces the image's entry point; quotes keep words together"
        error={problem(form, "command")}
        {...form.register("command")}
      />
      <TextArea
        label="Arguments"
        mono
        rows={2}
        placeholder={"--port\n3000"}
        hint="One per line"
        error={problem(form, "args")}
        {...form.register("args")}
      />
      <TimeField
        label="Time to stop"
        placeholder="10"
        className="sm:w-1/2 sm:pr-2"
        hint="Between the request to end and the kill"
        error={problem(form, "stopGracePeriodSwarm")}
        {...form.register("stopGracePeriodSwarm", SECONDS)}
      />
    </SettingsSection>
  );
}

function argumentsOf(text: string): string[] | null {
  const lines = text.replace(/\n+$/, "");
  return lines ? lines.split("\n") : null;
}
