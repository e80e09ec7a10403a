const BROWSERS: [RegExp, string][] = [
  [/Edg\//, "Edge"],
  [/OPR\//, "Opera"],
  [/Firefox\//, "Firefox"],
  [/HeadlessChrome\//, "Headless Chrome"],
  [/Chrome\//, "Chrome"],
  [/Safari\//, "Safari"],
];
const SYSTEMS: [RegExp, string][] = [
  [/iPhone|iPad/, "iOS"],
  [/Android/, "Android"],
  [/Mac OS X/, "macOS"],
  [/Windows/, "Windows"],
  [/Linux/, "Linux"],
];

const named = (table: [RegExp, string][], agent: string): string | undefined =>
  table.find(([sign]) => sign.test(agent))?.[1];

/** A user agent in two words: `Firefox on Linux`; programs by the name that they give. */
export function device(agent: string | null): string {
  if (!agent) return "Unknown";
  const browser = named(BROWSERS, agent);
  const system = named(SYSTEMS, agent);
  if (!browser) return agent.split(/[\s/]/)[0] || "Unknown";
  return system ? `${browser} on ${system}` : browser;
}
