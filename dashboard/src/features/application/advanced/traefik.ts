import { queryOptions } from "@tanstack/react-query";
import { call } from "@/api/client";

/** The Traefik file of an application as YAML; null while it has none. */
export const traefikFile = (applicationId: string) =>
  queryOptions({
    // The same shape of key as all others, so that changes of domains make it stale as well.
    queryKey: ["get", "/application.readTraefikConfig", { params: { query: { applicationId } } }],
    queryFn: async ({ signal }): Promise<string | null> => {
      const { data, response } = await call.GET("/application.readTraefikConfig", {
        params: { query: { applicationId } },
        parseAs: "text",
        signal,
      });
      // Without a file the answer is JSON: null.
      return response.headers.get("content-type")?.startsWith("application/yaml") ? (data ?? "") : null;
    },
  });

/** The part of a text that a message of the server names: `Line 4, column 1: …`, or the last key of `http.routers.a`. */
export function placeOf(message: string, text: string): { from: number; to: number } | null {
  const lines = text.split("\n");
  const numbered = /\bline (\d+)/i.exec(message)?.[1];
  const index = numbered ? Number(numbered) - 1 : keyLine(message, lines);
  // What is missing is often missed one line later, where there may be nothing to underline.
  for (let line = Math.min(index, lines.length - 1); line >= 0; line -= 1) {
    const written = lines[line] ?? "";
    if (!written.trim()) continue;
    const from = lines.slice(0, line).join("\n").length + (line > 0 ? 1 : 0);
    return { from: from + written.length - written.trimStart().length, to: from + written.length };
  }
  return null;
}

/** Follows a path of keys down the indented lines; -1 when it leads nowhere. */
function keyLine(message: string, lines: string[]): number {
  const path = /\b(?:http|tcp|udp|tls)(?:\.[\w@-]+)+/.exec(message)?.[0].split(".") ?? [];
  let found = -1;
  for (const key of path) {
    const next = lines.findIndex(
      (line, index) =>
        index > found &&
        line.trimStart().replace(/^["']/, "").startsWith(`${key}`) &&
        /^\s*["']?[\w@-]+["']?\s*:/.test(line),
    );
    if (next < 0) break;
    found = next;
  }
  return found;
}
