import type { Application } from "../advanced/settings";

export type DomainRow = Application["domains"][number];

/** What the dialog edits: texts as they are typed. Named as the API names it, so that its words land on the right field. */
export interface DomainFields {
  host: string;
  path: string;
  port: string;
  https: boolean;
  certificateType: "none" | "letsencrypt" | "custom";
  customCertResolver: string;
  stripPath: boolean;
  internalPath: string;
  middlewares: string;
  customEntrypoint: string;
}

const DEFAULT_PORT = 3000;

export function fieldsOf(domain: DomainRow | null, exposed: readonly number[]): DomainFields {
  return {
    host: domain?.host ?? "",
    path: domain?.path ?? "/",
    port: String(domain ? (domain.port ?? "") : (exposed[0] ?? DEFAULT_PORT)),
    https: domain?.https ?? false,
    certificateType: domain?.certificateType ?? "none",
    customCertResolver: domain?.customCertResolver ?? "",
    stripPath: domain?.stripPath ?? false,
    internalPath: domain?.internalPath ?? "/",
    middlewares: (domain?.middlewares ?? []).join(", "),
    customEntrypoint: domain?.customEntrypoint ?? "",
  };
}

/** The same as the API takes it; what does not count is not sent along. */
export function bodyOf(fields: DomainFields) {
  const certificateType = fields.https ? fields.certificateType : "none";
  return {
    host: fields.host.trim(),
    path: fields.path.trim() || "/",
    port: fields.port === "" ? null : Number(fields.port),
    https: fields.https,
    certificateType,
    customCertResolver: certificateType === "custom" ? fields.customCertResolver.trim() : null,
    stripPath: fields.stripPath,
    internalPath: fields.internalPath.trim() || "/",
    middlewares: fields.middlewares.split(/[\s,]+/).filter(Boolean),
    customEntrypoint: fields.customEntrypoint.trim() || null,
  };
}

/** Whether anything is set that the dialog keeps folded away. */
export const isUnusual = (fields: DomainFields): boolean =>
  fields.stripPath ||
  !["", "/"].includes(fields.internalPath) ||
  fields.middlewares !== "" ||
  fields.customEntrypoint !== "";

/** Whose certificate a domain shows. */
export function certificateOf(
  domain: Pick<DomainRow, "https" | "certificateType" | "customCertResolver">,
): string {
  if (!domain.https) return "No TLS";
  if (domain.certificateType === "letsencrypt") return "Let's Encrypt";
  if (domain.certificateType === "custom") return `Resolver ${domain.customCertResolver ?? ""}`.trim();
  return "Default certificate";
}
