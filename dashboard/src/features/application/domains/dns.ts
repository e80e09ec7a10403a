/** What `domain.validateDomain` answers. */
export interface DnsAnswer {
  isValid: boolean;
  resolvedIp?: string | undefined;
  error?: string | undefined;
  isCloudflare?: unknown;
}

export interface Verdict {
  tone: "ok" | "info" | "warn";
  title: string;
  /** How it is mended, or what could not be seen. */
  text?: string;
}

const OWN_MACHINE = /(^|\.)localhost$/i;

/** What the addresses of a name mean, and what to do about it. `expected` is this server's public address, if known. */
export function verdict(answer: DnsAnswer, host: string, expected: string): Verdict {
  const found = answer.resolvedIp;
  if (OWN_MACHINE.test(host)) {
    return {
      tone: "info",
      title: `${host} needs no DNS`,
      text: "Names that end in localhost mean the machine on which the browser runs, so nobody else can open it.",
    };
  }
  if (answer.isCloudflare) {
    return {
      tone: "info",
      title: `${host} is behind Cloudflare (${found})`,
      text: `Which server it leads to cannot be seen from outside. ${
        expected
          ? `In Cloudflare, its A record has to be ${expected}.`
          : "Look at its A record in Cloudflare."
      }`,
    };
  }
  if (!found) {
    return {
      tone: "warn",
      title: `${host} has no address`,
      text: `At the name's DNS provider, add an A record for ${host} ${
        expected ? `with the address ${expected}` : "with this server's public address"
      }. It may take some minutes to be seen everywhere.`,
    };
  }
  if (!answer.isValid) {
    return {
      tone: "warn",
      title: `${host} leads to ${found}, not to this server`,
      text: `At the name's DNS provider, change its A record to ${expected}. Until the old one's time to live has passed, the old address is seen.`,
    };
  }
  if (!expected) {
    return {
      tone: "info",
      title: `${host} leads to ${found}`,
      text: "This server's public address is not known here, so compare it yourself.",
    };
  }
  return { tone: "ok", title: `${host} leads to ${found}, which is this server` };
}
