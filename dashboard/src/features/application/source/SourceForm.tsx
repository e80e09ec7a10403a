import { useEffect, useState } from "react";
import { registryOf } from "@/features/project/draft";
import { Note } from "@/ui/Note";
import { Section } from "@/ui/Section";
import { Segmented } from "@/ui/Segmented";
import { SettingsSection } from "../advanced/SettingsSection";
import { type Application, useSettings } from "../advanced/settings";
import { isKnown, type Kind, type SourceFields, sourceChanges, sourceOf } from "./fields";
import { GitFields } from "./GitFields";
import { ImageFields } from "./ImageFields";
import { UploadSource } from "./UploadSource";

/** Where the source comes from. Kinds can be looked at without being chosen: what counts is what is saved. */
export function SourceForm({ application }: { application: Application }) {
  const { applicationId, sourceType } = application;
  const [kind, setKind] = useState<Kind>(isKnown(sourceType) ? sourceType : "git");
  const form = useSettings<SourceFields>(applicationId, sourceOf(application), sourceChanges);
  const { isSubmitSuccessful } = form.formState;
  const { resetField } = form;
  useEffect(() => {
    if (isSubmitSuccessful) resetField("password", { defaultValue: "" });
  }, [isSubmitSuccessful, resetField]);
  const choose = (next: Kind) => {
    setKind(next);
    form.setValue("sourceType", next === "drop" ? sourceType : next, { shouldDirty: true });
  };
  // A page that opens on a kind that nobody has saved yet must not count as changed before something is typed.
  const isFresh = !isKnown(sourceType) && form.watch("sourceType") === sourceType;
  useEffect(() => {
    if (isFresh && form.formState.isDirty) form.setValue("sourceType", "git");
  }, [isFresh, form.formState.isDirty, form.setValue]);

  const kinds = (
    <div className="max-w-full overflow-x-auto">
      <Segmented label="Kind of source" value={kind} options={[...KINDS]} onChange={choose} />
    </div>
  );
  // An upload is saved by sending it, so it stands in no form.
  if (kind === "drop") {
    return (
      <Section id="source" title="Source" text={said(application)}>
        <div className="grid grid-cols-1 gap-4">
          {kinds}
          <UploadSource application={application} />
        </div>
      </Section>
    );
  }
  return (
    <SettingsSection id="source" title="Source" text={said(application)} form={form}>
      {!isKnown(sourceType) && (
        <Note tone="warn">
          {application.repository
            ? `Its source is ${sourceType}, which this server does not fetch by itself. Use the repository's own address instead.`
            : "No source is chosen yet. Say where it comes from, then deploy."}
        </Note>
      )}
      {kinds}
      {kind === "git" ? (
        <GitFields form={form} />
      ) : (
        <ImageFields form={form} hasPassword={Boolean(application.password)} />
      )}
    </SettingsSection>
  );
}

const KINDS = [
  { value: "git", label: "Git repository" },
  { value: "docker", label: "Docker image" },
  { value: "drop", label: "Upload" },
] as const;

function said({ sourceType, customGitUrl, customGitBranch, dockerImage }: Application): string {
  if (sourceType === "git" && customGitUrl)
    return `Built from branch ${customGitBranch ?? ""} of a git repository`;
  if (sourceType === "docker" && dockerImage) return `An image from ${registryOf(dockerImage)}, run as it is`;
  if (sourceType === "drop") return "Built from what was uploaded last";
  return "Where each deployment takes its code or image from";
}
