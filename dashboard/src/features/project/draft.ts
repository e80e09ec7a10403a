export const KINDS = [
  { value: "git", label: "Git repository" },
  { value: "image", label: "Docker image" },
  { value: "upload", label: "Upload" },
] as const;
export type SourceKind = (typeof KINDS)[number]["value"];

/** A word of the URL as a kind of source; undefined while the flow is closed. */
export const kindOf = (word: string | undefined): SourceKind | undefined =>
  word === undefined ? undefined : (KINDS.find((one) => one.value === word)?.value ?? "git");

/** What is typed to make a service. Named as the API names it, so that the server's words land on the right field. */
export interface Draft {
  name: string;
  customGitUrl: string;
  customGitBranch: string;
  customGitBuildPath: string;
  customGitSSHKeyId: string;
  dockerImage: string;
  username: string;
  password: string;
  buildType: "dockerfile" | "static";
  dockerfile: string;
  publishDirectory: string;
  deploys: boolean;
}

export const EMPTY: Draft = {
  name: "",
  customGitUrl: "",
  customGitBranch: "main",
  customGitBuildPath: "",
  customGitSSHKeyId: "",
  dockerImage: "",
  username: "",
  password: "",
  buildType: "dockerfile",
  dockerfile: "",
  publishDirectory: "",
  deploys: true,
};

/** A repository that is fetched over SSH: `ssh://…`, or `user@host:path`. */
export const isSsh = (url: string): boolean => /^ssh:\/\//.test(url) || /^[\w.-]+@[\w.-]+:(?!\/\/)/.test(url);

const DOCKER_HUB = "docker.io";

/** The registry that an image is pulled from, as Docker reads its name. */
export function registryOf(image: string): string {
  const [first = "", ...rest] = image.split("/");
  const isHost = rest.length > 0 && (first.includes(".") || first.includes(":") || first === "localhost");
  return isHost && first !== "index.docker.io" ? first : DOCKER_HUB;
}

/** The host of a registry's URL as people write it: `https://ghcr.io/` and `ghcr.io` are one. */
export function hostOfRegistry(url: string): string {
  const host = url.replace(/^https?:\/\//, "").split("/", 1)[0] ?? "";
  return host === "" || host === "index.docker.io" ? DOCKER_HUB : host;
}

/** What a service is called after: the last part of a repository's or image's name. */
export function nameAfter(kind: SourceKind, draft: Draft, upload: string | undefined): string {
  if (kind === "upload") return upload ?? "";
  const from =
    kind === "git" ? draft.customGitUrl.replace(/\/+$/, "").replace(/\.git$/, "") : draft.dockerImage;
  const last = from.split(/[/:](?=[^/:]*$)/).at(-1) ?? "";
  if (kind === "git") return from.includes("/") || from.includes(":") ? last : "";
  return (draft.dockerImage.split("@", 1)[0] ?? "").split("/").at(-1)?.split(":", 1)[0] ?? "";
}

/** The beginning of the name under which it runs: small letters, digits and hyphens; the server adds an ending. */
export const appName = (name: string): string =>
  name
    .toLowerCase()
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-+|-+$/g, "")
    .slice(0, 40);
