import { PageHead } from "@/ui/Section";
import { Active } from "./Active";
import { Ended } from "./Ended";

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
