import { problem } from "@/lib/form";
import { TextField } from "@/ui/Field";
import { Note } from "@/ui/Note";
import { Segmented } from "@/ui/Segmented";
import { Switch } from "@/ui/Switch";
import { Fields, SettingsSection } from "../advanced/SettingsSection";
import { type Application, useSettings } from "../advanced/settings";

const BUILDERS = [
  { value: "dockerfile", label: "Dockerfile" },
  { value: "static", label: "Static site" },
] as const;
type Builder = (typeof BUILDERS)[number]["value"];

const SAID: Record<Builder, string> = {
  dockerfile: "An image is built as the Dockerfile says.",
  static: "The files are served as they are, on port 80.",
};

/** How the source becomes an image. */
export function BuildForm({ application }: { application: Application }) {
  const form = useSettings(
    application.applicationId,
    {
      buildType: application.buildType,
      dockerfile: application.dockerfile ?? "",
      dockerContextPath: application.dockerContextPath ?? "",
      dockerBuildStage: application.dockerBuildStage ?? "",
      publishDirectory: application.publishDirectory ?? "",
      isStaticSpa: application.isStaticSpa === true,
      cleanCache: application.cleanCache === true,
    },
    (fields) => ({
      ...fields,
      dockerfile: fields.dockerfile.trim() || "Dockerfile",
      dockerContextPath: fields.dockerContextPath.trim() || null,
      dockerBuildStage: fields.dockerBuildStage.trim() || null,
      publishDirectory: fields.publishDirectory.trim() || null,
    }),
  );
  const buildType = form.watch("buildType");
  const builder = BUILDERS.find((one) => one.value === buildType)?.value;
  return (
    <SettingsSection
      id="build"
      title="Build"
      text={builder ? SAID[builder] : "How the source becomes an image"}
      form={form}
    >
      {!builder && (
        <Note tone="warn">The build type {buildType} is not built by this server. Choose one of these.</Note>
      )}
      <div>
        <Segmented
          label="Build type"
          value={buildType}
          options={[...BUILDERS]}
          onChange={(next) => form.setValue("buildType", next, { shouldDirty: true })}
        />
      </div>
      {builder === "dockerfile" && (
        <Fields>
          <TextField
            label="Dockerfile"
            mono
            placeholder="Dockerfile"
            hint="Within the folder to build"
            error={problem(form, "dockerfile")}
            {...form.register("dockerfile")}
          />
          <TextField
            label="Context"
            mono
            placeholder="The Dockerfile's folder"
            hint="What COPY can reach, from the root of the source"
            error={problem(form, "dockerContextPath")}
            {...form.register("dockerContextPath")}
          />
          <TextField
            label="Stage"
            mono
            placeholder="The last one"
            hint="The target of a Dockerfile with several"
            error={problem(form, "dockerBuildStage")}
            {...form.register("dockerBuildStage")}
          />
        </Fields>
      )}
      {builder === "static" && (
        <>
          <TextField
            label="Published folder"
            mono
            className="sm:w-1/2 sm:pr-2"
            placeholder="/"
            hint="Within the folder to build, with index.html in it"
            error={problem(form, "publishDirectory")}
            {...form.register("publishDirectory")}
          />
          <Switch
            label="Single-page application"
            hint="What is not there is answered with index.html, for the browser to route."
            checked={form.watch("isStaticSpa")}
            onChange={(is) => form.setValue("isStaticSpa", is, { shouldDirty: true })}
          />
        </>
      )}
      {builder === "dockerfile" && (
        <Switch
          label="Build without cache"
          hint="Every step runs anew. Slower, but nothing old is kept."
          checked={form.watch("cleanCache")}
          onChange={(is) => form.setValue("cleanCache", is, { shouldDirty: true })}
        />
      )}
    </SettingsSection>
  );
}
