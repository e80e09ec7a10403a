import { useRef, useState } from "react";
import { refresh } from "@/api/client";
import { toast } from "@/ui/Toasts";
import { counted, doEach, type Outcome } from "./bulk";
import type { Service } from "./services";

/** Something done to several services at once, as it goes on. */
export interface Job {
  title: string;
  /** What has happened to one that is done, as "queued". */
  done: string;
  work: (service: Service) => Promise<unknown>;
}

export interface RunningJob extends Job {
  outcomes: readonly Outcome<Service>[];
  isOver: boolean;
}

/**
 * One job at a time, with the outcome of each service. A job of one that went well is a short confirmation; anything else
 * stays on the page until it is dismissed.
 */
export function useJob() {
  const [job, setJob] = useState<RunningJob>();
  const isBusy = useRef(false);

  /** Resolves with the services that were refused. */
  const run = async (wanted: Job, services: readonly Service[]): Promise<Service[]> => {
    if (isBusy.current || services.length === 0) return [...services];
    isBusy.current = true;
    const show = (outcomes: readonly Outcome<Service>[]) => setJob({ ...wanted, outcomes, isOver: false });
    if (services.length > 1) show(services.map((item) => ({ item, progress: "waiting" })));
    const outcomes = await doEach(services, wanted.work, services.length > 1 ? show : () => undefined);
    isBusy.current = false;
    await refresh("application");
    const failed = outcomes.filter((one) => one.progress === "error").map((one) => one.item);
    const [only] = outcomes;
    if (outcomes.length === 1 && only && failed.length === 0) {
      setJob(undefined);
      toast(`${only.item.name} is ${wanted.done}`);
    } else {
      setJob({ ...wanted, outcomes, isOver: true });
    }
    return failed;
  };
  return { job, run, dismiss: () => setJob(undefined) };
}

/** "3 of 5 queued, 2 refused" */
export function summary({ outcomes, done }: RunningJob): string {
  const counts = counted(outcomes);
  const head = `${counts.done} of ${outcomes.length} ${done}`;
  return counts.error ? `${head}, ${counts.error} refused` : head;
}
