/** The server behind a repository that is fetched over SSH: `ssh://git@host:2222/team/web.git`, `git@host:team/web.git`. */
export function sshServer(url: string): { host: string; port: number } | undefined {
  const long = /^ssh:\/\/(?:[^@/]+@)?([^:/]+|\[[^\]]+\])(?::(\d+))?\//.exec(url);
  if (long?.[1]) return { host: long[1].toLowerCase(), port: Number(long[2] ?? SSH_PORT) };
  const short = /^[\w.-]+@([\w.-]+):(?!\/\/)/.exec(url);
  return short?.[1] ? { host: short[1].toLowerCase(), port: SSH_PORT } : undefined;
}

const SSH_PORT = 22;

export const HOSTS = {
  github: {
    name: "GitHub",
    text: "Settings, Webhooks, Add webhook: this address as payload URL, content type application/json, just the push event.",
  },
  gitlab: { name: "GitLab", text: "Settings, Webhooks, Add new webhook: this address as URL, push events." },
  gitea: {
    name: "Gitea or Forgejo",
    text: "Settings, Webhooks, Add webhook, Gitea: this address as target URL, POST, application/json, push events.",
  },
  bitbucket: {
    name: "Bitbucket",
    text: "Repository settings, Webhooks, Add webhook: this address as URL, repository push.",
  },
  registry: {
    name: "Docker Hub",
    text: "The repository's Webhooks: this address as webhook URL. It deploys when the tag of the image is pushed.",
  },
  script: { name: "A script", text: "curl -X POST with this address deploys the newest source." },
} as const;
export type Host = keyof typeof HOSTS;

/** Which instructions fit an address, as far as its name tells. */
export function hostOf(url: string, isImage: boolean): Host {
  if (isImage) return "registry";
  const found = /github|gitlab|gitea|forgejo|codeberg|bitbucket/.exec(url.toLowerCase())?.[0];
  if (found === "forgejo" || found === "codeberg") return "gitea";
  return (found as Host | undefined) ?? "github";
}

/** One pattern a line, as the API takes them. */
export const patterns = (text: string): string[] =>
  text
    .split("\n")
    .map((line) => line.trim())
    .filter(Boolean);
