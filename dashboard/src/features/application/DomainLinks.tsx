import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { ExternalLink, Lock } from "lucide-react";
import { address, type Domain, traffic } from "./addresses";

/** Domains as links that lead to where they really answer, ports included where they are not the usual ones. */
export function DomainLinks({
  applicationId,
  domains,
}: {
  applicationId: string;
  domains: readonly Domain[];
}) {
  const ports = useQuery(traffic);
  if (domains.length === 0) {
    return (
      <p className="text-muted text-sm">
        None yet.{" "}
        <Link
          to="/applications/$applicationId/domains"
          params={{ applicationId }}
          className="font-medium text-text underline underline-offset-4"
        >
          Add a domain
        </Link>{" "}
        to reach it from outside.
      </p>
    );
  }
  return (
    <ul className="grid gap-2">
      {domains.map((domain) => {
        const url = address(domain, ports.data);
        return (
          <li key={domain.domainId} className="flex items-center gap-2 text-sm">
            {domain.https && <Lock className="size-3.5 text-ok" aria-label="With TLS" />}
            <a
              href={url}
              target="_blank"
              rel="noreferrer"
              className="inline-flex min-w-0 items-center gap-1.5 font-medium hover:underline hover:underline-offset-4"
            >
              <span className="truncate">{url.replace(/^https?:\/\//, "").replace(/\/$/, "")}</span>
              <ExternalLink className="size-3.5 shrink-0 text-faint" aria-hidden />
            </a>
            <span className="ml-auto whitespace-nowrap text-muted">port {domain.port ?? "–"}</span>
          </li>
        );
      })}
    </ul>
  );
}
