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

/** Where a line of a text begins and ends, without its indentation; or the one before it that holds anything. */
export function placeOf(line: number, text: string): { from: number; to: number } | null {
  const lines = text.split("\n");
  // What is missing is often missed one line later, where there may be nothing to underline.
  for (let index = Math.min(line, lines.length) - 1; index >= 0; index -= 1) {
    const written = lines[index] ?? "";
    if (!written.trim()) continue;
    const from = lines.slice(0, index).join("\n").length + (index > 0 ? 1 : 0);
    return { from: from + written.length - written.trimStart().length, to: from + written.length };
  }
  return null;
}
