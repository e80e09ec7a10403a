import { isSsh } from "@/features/project/draft";
import type { Application, Changes } from "../advanced/settings";
import { patterns } from "./git";

/** Where the source comes from, as the API calls it. The others of the API have no connection yet. */
export type Kind = "git" | "docker" | "drop";

export interface SourceFields {
  sourceType: string;
  customGitUrl: string;
  customGitBranch: string;
  customGitBuildPath: string;
  customGitSSHKeyId: string;
  enableSubmodules: boolean;
  watchPaths: string;
  dockerImage: string;
  hasLogin: boolean;
  registryUrl: string;
  username: string;
  /** Never what is saved: a new one, or empty. */
  password: string;
}

export const isKnown = (sourceType: string): sourceType is Kind =>
  sourceType === "git" || sourceType === "docker" || sourceType === "drop";

export function sourceOf(application: Application): SourceFields {
  return {
    sourceType: application.sourceType,
    customGitUrl: application.customGitUrl ?? "",
    customGitBranch: application.customGitBranch ?? "main",
    customGitBuildPath: application.customGitBuildPath ?? "/",
    customGitSSHKeyId: application.customGitSSHKeyId ?? "",
    enableSubmodules: application.enableSubmodules,
    watchPaths: (application.watchPaths ?? []).join("\n"),
    dockerImage: application.dockerImage ?? "",
    hasLogin: Boolean(application.username),
    registryUrl: application.registryUrl ?? "",
    username: application.username ?? "",
    password: "",
  };
}

/** What is saved of the chosen kind; what belongs to another kind stays as it was. */
export function sourceChanges(fields: SourceFields): Changes {
  if (fields.sourceType === "docker") {
    return {
      sourceType: "docker",
      dockerImage: fields.dockerImage.trim(),
      registryUrl: fields.hasLogin ? fields.registryUrl.trim() || null : null,
      username: fields.hasLogin ? fields.username.trim() : null,
      ...(fields.hasLogin ? fields.password && { password: fields.password } : { password: null }),
    };
  }
  const url = fields.customGitUrl.trim();
  return {
    sourceType: "git",
    customGitUrl: url,
    customGitBranch: fields.customGitBranch.trim(),
    customGitBuildPath: fields.customGitBuildPath.trim() || "/",
    customGitSSHKeyId: isSsh(url) ? fields.customGitSSHKeyId || null : null,
    enableSubmodules: fields.enableSubmodules,
    watchPaths: patterns(fields.watchPaths),
  };
}
