import { queryOptions } from "@tanstack/react-query";

export interface Domain {
  domainId: string;
  host: string;
  path: string | null;
  port: number | null;
  https: boolean;
}

export interface TrafficPorts {
  http: number;
  https: number;
}

/** The same as a query that is asked once. */
export const traffic = queryOptions({
  queryKey: ["traffic-ports"],
  queryFn: () => trafficPorts(),
  staleTime: Number.POSITIVE_INFINITY,
});

/** The ports on which Traefik really listens; where 80 and 443 were taken they are others. */
async function trafficPorts(): Promise<TrafficPorts> {
  const answer = (await (await fetch("/api/health")).json()) as { ports?: TrafficPorts };
  return answer.ports ?? { http: 80, https: 443 };
}

/** Where a domain answers: `http://hello.localhost:8180/shop`. */
export function address(domain: Domain, ports: TrafficPorts = { http: 80, https: 443 }): string {
  const [scheme, port, usual] = domain.https ? ["https", ports.https, 443] : ["http", ports.http, 80];
  const path = domain.path && domain.path !== "/" ? domain.path : "/";
  return `${scheme}://${domain.host}${port === usual ? "" : `:${port}`}${path}`;
}
