import { api } from "@/api/client";
import { PageHead } from "@/ui/Section";
import { Active } from "./Active";
import { Ended } from "./Ended";

/** The newest runs that can be searched; older ones are on their application's own page. */
const NEWEST = 200;

export function useNewestRuns() {
  return api.useQuery("get", "/deployment.allCentralized", { params: { query: { limit: NEWEST } } });
}

/** What is deployed at this moment, what waits for its turn, and what came before, across everything. */
export function QueuePage() {
  return (
    <>
      <PageHead
        title="Deployments"
        text="What runs and waits now, and what was deployed before, across all projects."
      />
      <div className="grid grid-cols-1 gap-6">
        <Active />
        <Ended />
      </div>
    </>
  );
}
