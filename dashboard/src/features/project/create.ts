import { call, refresh } from "@/api/client";
import { upload } from "@/api/upload";
import { appName, type Draft, isSsh, type SourceKind } from "./draft";
import type { Source } from "./files";
import { pack } from "./pack";

/** How far an upload is. */
export interface UploadProgress {
  step: "pack" | "send" | "start";
  done: number;
  total: number;
}

export interface Making {
  kind: SourceKind;
  draft: Draft;
  environmentId: string;
  source: Source | undefined;
  /** The service, when an earlier attempt got as far as making it. */
  made: string | undefined;
  onMade: (applicationId: string) => void;
  onProgress: (progress: UploadProgress) => void;
  signal: AbortSignal;
}

export interface Made {
  applicationId: string;
  /** The run that was asked for. */
  deploymentId?: string | undefined;
}

/** Makes a service, says where its source is, and deploys it if wanted. An attempt that failed half-way is gone on with. */
export async function createService(making: Making): Promise<Made> {
  const { kind, draft } = making;
  const applicationId = await theService(making);
  if (kind === "image") await saveImage(applicationId, draft);
  else await saveBuild(applicationId, draft);
  if (kind === "git") await saveRepository(applicationId, draft);
  let deploymentId: string | undefined;
  if (kind === "upload") deploymentId = await uploadSource(applicationId, making);
  else if (draft.deploys) {
    const { data } = await call.POST("/application.deploy", { body: { applicationId } });
    deploymentId = data?.deploymentId;
  }
  await refresh("application");
  return { applicationId, deploymentId };
}

async function theService({ kind, draft, environmentId, made, onMade }: Making): Promise<string> {
  const { name } = draft;
  if (made) {
    await call.POST("/application.update", { body: { applicationId: made, name } });
    return made;
  }
  const wanted = appName(name);
  const sourceType = { git: "git", image: "docker", upload: "drop" } as const;
  const answer = await call.POST("/application.create", {
    body: { name, environmentId, sourceType: sourceType[kind], ...(wanted ? { appName: wanted } : {}) },
  });
  const applicationId = answer.data?.applicationId ?? "";
  onMade(applicationId);
  return applicationId;
}

const saveRepository = (applicationId: string, draft: Draft) =>
  call.POST("/application.saveGitProvider", {
    body: {
      applicationId,
      customGitUrl: draft.customGitUrl.trim(),
      customGitBranch: draft.customGitBranch.trim(),
      customGitBuildPath: draft.customGitBuildPath.trim() || "/",
      customGitSSHKeyId: isSsh(draft.customGitUrl.trim()) ? draft.customGitSSHKeyId || null : null,
    },
  });

const saveImage = (applicationId: string, draft: Draft) =>
  call.POST("/application.saveDockerProvider", {
    body: {
      applicationId,
      dockerImage: draft.dockerImage.trim(),
      username: draft.username || null,
      password: draft.password || null,
    },
  });

const saveBuild = (applicationId: string, { buildType, dockerfile, publishDirectory }: Draft) =>
  call.POST("/application.saveBuildType", {
    body:
      buildType === "static"
        ? { applicationId, buildType, publishDirectory: publishDirectory.trim() || null }
        : { applicationId, buildType, dockerfile: dockerfile.trim() || "Dockerfile" },
  });

/** Packs what was chosen, unless it is packed already, and sends it; that deploys it, and gives the run's id. */
export async function uploadSource(
  applicationId: string,
  {
    source,
    folder,
    onProgress,
    signal,
  }: Pick<Making, "source" | "onProgress" | "signal"> & { folder?: string },
): Promise<string | undefined> {
  if (!source) return undefined;
  const { archive, entries, bytes } = source;
  const packed =
    archive ??
    (await pack(entries, { signal, onProgress: (done) => onProgress({ step: "pack", done, total: bytes }) }));
  const form = new FormData();
  form.append("applicationId", applicationId);
  if (folder) form.append("dropBuildPath", folder);
  form.append("zip", packed, archive?.name ?? "upload.zip");
  const total = packed.size;
  onProgress({ step: "send", done: 0, total });
  const { deploymentId } = await upload<{ deploymentId: string }>("/application.dropDeployment", form, {
    signal,
    onProgress: (sent) =>
      onProgress({ step: sent < total ? "send" : "start", done: Math.min(sent, total), total }),
  });
  return deploymentId;
}
