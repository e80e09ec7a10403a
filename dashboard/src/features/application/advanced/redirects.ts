/** Redirects that many need, as Traefik's regular expression and replacement. */
export interface Preset {
  name: string;
  text: string;
  regex: string;
  replacement: string;
}

/** For one host; the dots of a name would match any character. */
export function presets(host: string): Preset[] {
  const apex = host.replace(/^www\./, "") || "example.com";
  const name = apex.replaceAll(".", "\\.");
  return [
    {
      name: "www to apex",
      text: `www.${apex} → ${apex}`,
      regex: `^https?://www\\.${name}/(.*)`,
      replacement: `https://${apex}/\${1}`,
    },
    {
      name: "Apex to www",
      text: `${apex} → www.${apex}`,
      regex: `^https?://${name}/(.*)`,
      replacement: `https://www.${apex}/\${1}`,
    },
    {
      name: "One path to another",
      text: "/old → /new",
      regex: `^(https?://${name})/old(/.*)?$`,
      replacement: `\${1}/new\${2}`,
    },
    {
      name: "Without a slash at the end",
      text: "/page/ → /page",
      regex: `^(https?://${name}/.+)/$`,
      replacement: `\${1}`,
    },
  ];
}

/** Where an address would be sent; null when the expression does not match, undefined when it cannot be tried here. */
export function tried(regex: string, replacement: string, address: string): string | null | undefined {
  try {
    const expression = new RegExp(regex);
    if (!expression.test(address)) return null;
    // Go writes ${1} where JavaScript writes $1.
    return address.replace(expression, replacement.replace(/\$\{(\d+)\}/g, "$$$1"));
  } catch {
    return undefined;
  }
}
