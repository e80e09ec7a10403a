/** The TCP ports that an image names, from what the engine tells about one of its containers; the lowest first. */
export function exposedPorts(container: unknown): number[] {
  const exposed = (container as { Config?: { ExposedPorts?: Record<string, unknown> | null } } | null)?.Config
    ?.ExposedPorts;
  return Object.keys(exposed ?? {})
    .filter((port) => !port.endsWith("/udp"))
    .map((port) => Number.parseInt(port, 10))
    .filter((port) => port > 0)
    .sort((one, other) => one - other);
}

/** The port that a domain without one leads to. */
const USUAL_PORT = 80;

/** What to say about a domain's port; nothing where the image names it, or none at all. */
export function portProblem(port: number | null, exposed: readonly number[]): string | undefined {
  const leads = port ?? USUAL_PORT;
  if (exposed.length === 0 || exposed.includes(leads)) return undefined;
  return `The image says that it listens on ${exposed.join(" and ")}, this domain leads to ${leads}.`;
}
