import { useCallback, useEffectEvent, useMemo, useState } from "react";
import { usePermissions } from "@/api/permissions";
import { ACTIONS, jobs, moveJob, type Verb } from "./actions";
import type { Service } from "./services";
import { type Job, useJob } from "./useJob";

/** What is being asked about before it is done. */
export interface Asked {
  verb: Verb;
  services: readonly Service[];
}

/** Actions on one or several services: questions first, then the job; `onOver` gets those that were refused. */
export function useServiceActions(onOver: (refused: Service[]) => void) {
  const may = usePermissions();
  const { job, run, dismiss } = useJob();
  const [asked, setAsked] = useState<Asked>();

  const allowed = ACTIONS.map(({ needs }) => may(needs)).join();
  // The same object while nothing changes, so that no card is drawn again for it.
  const refused = useMemo(() => {
    const words = allowed.split(",");
    const missing = ACTIONS.filter((_, index) => words[index] === "false");
    return Object.fromEntries(missing.map(({ verb, needs }) => [verb, `You need the permission ${needs}`]));
  }, [allowed]);

  const start = async (wanted: Job, services: readonly Service[]) => onOver(await run(wanted, services));
  const act = (verb: Verb, services: readonly Service[]) => {
    if (verb === "deploy" || verb === "start") void start(jobs[verb], services);
    else setAsked({ verb, services });
  };
  const latest = useEffectEvent(act);
  const actOnOne = useCallback((verb: Verb, service: Service) => latest(verb, [service]), []);

  return {
    job,
    dismiss,
    asked,
    close: () => setAsked(undefined),
    refused,
    act,
    actOnOne,
    start,
    move: (environmentId: string, place: string) =>
      void start(moveJob(environmentId, place), asked?.services ?? []),
    retry: () => {
      const failed = job?.outcomes.filter((one) => one.progress === "error").map((one) => one.item);
      if (job && failed) void start(job, failed);
    },
  };
}
