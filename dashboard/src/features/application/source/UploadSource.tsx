import { useNavigate } from "@tanstack/react-router";
import { Upload } from "lucide-react";
import { useRef, useState } from "react";
import { refresh } from "@/api/client";
import { usePermissions } from "@/api/permissions";
import { type UploadProgress, uploadSource } from "@/features/project/create";
import { DropTarget } from "@/features/project/DropTarget";
import type { Chosen } from "@/features/project/files";
import { fromDrop, type Source } from "@/features/project/files";
import { Progress } from "@/features/project/Progress";
import { UploadFields } from "@/features/project/UploadFields";
import { Button } from "@/ui/Button";
import { Actions } from "@/ui/Dialog";
import { TextField } from "@/ui/Field";
import { ErrorNote } from "@/ui/Note";
import type { Application } from "../advanced/settings";

/** A folder or archive from this machine; uploading it deploys it. */
export function UploadSource({ application }: { application: Application }) {
  const { applicationId, name } = application;
  const navigate = useNavigate();
  const may = usePermissions();
  const [chosen, setChosen] = useState<Chosen>();
  const [folder, setFolder] = useState(application.dropBuildPath ?? "");
  const [progress, setProgress] = useState<UploadProgress>();
  const [error, setError] = useState<unknown>();
  const stop = useRef<AbortController>(undefined);
  const source = chosen?.source;

  const take = (next: Source) => setChosen({ source: next });
  const drop = (items: DataTransferItemList) => {
    setChosen({});
    fromDrop(items).then(take, (failure: unknown) => setChosen({ error: failure }));
  };
  const send = async () => {
    stop.current = new AbortController();
    setError(undefined);
    try {
      const deploymentId = await uploadSource(applicationId, {
        source,
        folder,
        signal: stop.current.signal,
        onProgress: setProgress,
      });
      await refresh("application");
      if (deploymentId)
        await navigate({
          to: "/applications/$applicationId/deployments/$deploymentId",
          params: { applicationId, deploymentId },
        });
    } catch (failure) {
      if (!stop.current.signal.aborted) setError(failure);
    } finally {
      setProgress(undefined);
    }
  };

  const reason = may("deployment:create") ? undefined : "Your role does not deploy.";
  return (
    <div className="grid grid-cols-1 gap-4">
      {!reason && !progress && <DropTarget text={`Deploy this as ${name}`} onDrop={drop} />}
      <UploadFields chosen={chosen} onChosen={take} />
      <TextField
        label="Folder to build"
        mono
        className="sm:w-1/2 sm:pr-2"
        placeholder="/"
        hint="Where the application lies in what is uploaded"
        value={folder}
        onChange={(event) => setFolder(event.target.value)}
      />
      {error !== undefined && <ErrorNote error={error} />}
      {progress && <Progress {...progress} />}
      <Actions className="pt-0">
        {progress && <Button onClick={() => stop.current?.abort()}>Stop</Button>}
        <Button
          icon={<Upload className="size-4" />}
          disabled={!source || source.bytes === 0 || reason !== undefined}
          busy={progress !== undefined}
          title={reason}
          onClick={() => void send()}
        >
          Upload and deploy
        </Button>
      </Actions>
    </div>
  );
}
