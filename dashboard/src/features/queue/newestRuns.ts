import { api } from "@/api/client";

/** The newest runs that can be searched; older ones are on their application's own page. */
const NEWEST = 200;

export function useNewestRuns() {
  return api.useQuery("get", "/deployment.allCentralized", { params: { query: { limit: NEWEST } } });
}
