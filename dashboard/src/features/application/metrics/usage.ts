import { useEffect, useMemo, useState } from "react";
import { openSocket } from "@/streams/socket";
import { type History, merged, type Reading, type Sample, sampleOf, samplesOf } from "./samples";

/** How many live samples are kept: about an hour, one each 1.3 s. */
const KEPT = 3000;

interface Usage {
  samples: Sample[];
  /** Readings come; `idle` while nothing runs, `lost` while the server is away, else the server's words. */
  state: "connecting" | "live" | "idle" | "lost" | "refused";
  reason: string;
}

/**
 * What an application uses, from the hours before to this moment. `epoch` is whatever changes when its containers do:
 * what ended because nothing ran is then asked for again.
 */
export function useUsage(
  applicationId: string,
  appName: string,
  history: History | undefined,
  epoch: string,
): Usage {
  const [live, setLive] = useState<Sample[]>([]);
  const [state, setState] = useState<Pick<Usage, "state" | "reason">>({ state: "connecting", reason: "" });

  // biome-ignore lint/correctness/useExhaustiveDependencies: with another epoch there may be something to see
  useEffect(() => {
    const query = new URLSearchParams({ appName, appType: "application", serviceId: applicationId });
    const socket = openSocket({
      path: () => `/listen-docker-stats-monitoring?${query}`,
      onMessage: (data) => {
        const { data: reading } = JSON.parse(String(data)) as { data: Reading };
        const sample = sampleOf(reading);
        setState({ state: "live", reason: "" });
        if (sample) setLive((before) => [...before.slice(-KEPT), sample]);
      },
      onState: (connection, reason) => {
        if (connection === "lost") setState({ state: "lost", reason });
        if (connection !== "ended") return;
        setState({ state: /not running/i.test(reason) ? "idle" : "refused", reason });
      },
    });
    return socket.close;
  }, [applicationId, appName, epoch]);

  const samples = useMemo(() => merged(history ? samplesOf(history) : [], live), [history, live]);
  return { samples, ...state };
}
