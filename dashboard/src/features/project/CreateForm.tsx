import { useNavigate } from "@tanstack/react-router";
import { type RefObject, useEffect, useRef, useState } from "react";
import { problem, useServerForm } from "@/lib/form";
import { Button } from "@/ui/Button";
import { Actions } from "@/ui/Dialog";
import { TextField } from "@/ui/Field";
import { Note } from "@/ui/Note";
import { Segmented } from "@/ui/Segmented";
import { Switch } from "@/ui/Switch";
import { toast } from "@/ui/Toasts";
import { BuildFields } from "./BuildFields";
import { createService, type UploadProgress } from "./create";
import { type Draft, EMPTY, KINDS, nameAfter, type SourceKind } from "./draft";
import type { Chosen } from "./files";
import { likelyBuild, type Source } from "./files";
import { GitFields } from "./GitFields";
import { ImageFields } from "./ImageFields";
import { Progress } from "./Progress";
import { UploadFields } from "./UploadFields";

interface CreateFormProps {
  kind: SourceKind;
  onKind: (kind: SourceKind) => void;
  environmentId: string;
  /** What was typed before the flow was closed; kept up to date. */
  draft: RefObject<Draft>;
  /** The service that an attempt made before it failed. */
  made: RefObject<string | undefined>;
  chosen: Chosen | undefined;
  onChosen: (source: Source) => void;
  onBusy: (isBusy: boolean) => void;
  onClose: () => void;
}

export function CreateForm({ kind, onKind, draft, made, chosen, onChosen, ...props }: CreateFormProps) {
  const { environmentId, onBusy, onClose } = props;
  const navigate = useNavigate();
  const [progress, setProgress] = useState<UploadProgress>();
  const stop = useRef<AbortController>(undefined);
  const source = chosen?.source;

  const save = async (values: Draft) => {
    stop.current = new AbortController();
    onBusy(true);
    try {
      const { applicationId, deploymentId } = await createService({
        kind,
        draft: values,
        environmentId,
        source,
        made: made.current,
        onMade: (id) => {
          made.current = id;
        },
        onProgress: setProgress,
        signal: stop.current.signal,
      });
      draft.current = EMPTY;
      toast(`${values.name} is created`);
      if (deploymentId) {
        const params = { applicationId, deploymentId };
        await navigate({ to: "/applications/$applicationId/deployments/$deploymentId", params });
      } else {
        await navigate({ to: "/applications/$applicationId", params: { applicationId } });
      }
    } finally {
      setProgress(undefined);
      onBusy(false);
    }
  };
  const form = useServerForm<Draft>(draft.current, save);
  const { setValue, getValues, subscribe } = form;
  const isNamed = useRef(Boolean(draft.current.name));
  useEffect(
    () =>
      subscribe({
        formState: { values: true },
        callback: ({ values }) => {
          draft.current = values;
        },
      }),
    [subscribe, draft],
  );
  /** The name follows the source until somebody types one. */
  const follow = () => {
    if (!isNamed.current) setValue("name", nameAfter(kind, getValues(), source?.name));
  };
  useEffect(() => {
    if (!source) return;
    const build = likelyBuild(source);
    if (build) setValue("buildType", build);
    if (!isNamed.current) setValue("name", source.name);
  }, [source, setValue]);

  const deploys = kind === "upload" || form.watch("deploys");
  return (
    <form onSubmit={form.submit} className="grid gap-4" noValidate>
      <Segmented label="Source" value={kind} options={[...KINDS]} onChange={onKind} />
      {form.failure && (
        <Note tone="bad" title={made.current && "The service is there, but not ready"}>
          {form.failure}
        </Note>
      )}
      {kind === "git" && <GitFields form={form} onSource={follow} />}
      {kind === "image" && <ImageFields form={form} onSource={follow} />}
      {kind === "upload" && <UploadFields chosen={chosen} onChosen={onChosen} />}
      <TextField
        label="Name"
        error={problem(form, "name")}
        {...form.register("name", {
          required: true,
          onChange: (event) => {
            isNamed.current = event.target.value !== "";
          },
        })}
      />
      {kind !== "image" && <BuildFields form={form} />}
      {kind !== "upload" && (
        <Switch
          label="Deploy at once"
          hint="Otherwise it waits, so that variables and domains can be set first."
          checked={form.watch("deploys")}
          onChange={(next) => setValue("deploys", next)}
        />
      )}
      {progress && <Progress {...progress} />}
      <Actions>
        {form.busy && kind === "upload" ? (
          <Button onClick={() => stop.current?.abort()}>Stop</Button>
        ) : (
          <Button onClick={onClose}>Cancel</Button>
        )}
        <Button type="submit" kind="solid" busy={form.busy} disabled={kind === "upload" && !source?.bytes}>
          {deploys ? "Create and deploy" : "Create"}
        </Button>
      </Actions>
    </form>
  );
}
