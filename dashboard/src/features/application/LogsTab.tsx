import { useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { useState } from "react";
import { api } from "@/api/client";
import { useContainerLog } from "@/streams/containerLog";
import { Button } from "@/ui/Button";
import { LogView } from "@/ui/LogView";
import { Note } from "@/ui/Note";
import { Loaded, Skeleton } from "@/ui/States";
import { useApplication } from "./ApplicationPage";
import { type Container, chosen, type LogSearch, TAIL } from "./logs/asked";
import { LogControls } from "./logs/LogControls";

const HEIGHT = "h-[max(24rem,calc(100dvh-15rem))]";

/** What the containers write, as they write it: of all replicas or of one. */
export function LogsTab() {
  const { applicationId } = useParams({ from: "/shell/applications/$applicationId" });
  const application = useApplication(applicationId);
  const appName = application.data?.appName ?? "";
  const containers = api.useQuery(
    "get",
    "/docker.getContainersByAppNameMatch",
    { params: { query: { appName } } },
    { enabled: appName !== "" },
  );
  return (
    <Loaded query={application} loading={<Skeleton className={HEIGHT} />}>
      {({ name }) => (
        <Loaded query={containers} loading={<Skeleton className={HEIGHT} />}>
          {(all) => <Log application={{ applicationId, appName, name }} containers={all} />}
        </Loaded>
      )}
    </Loaded>
  );
}

interface LogProps {
  application: { applicationId: string; appName: string; name: string };
  containers: readonly Container[];
}

function Log({ application: { applicationId, appName, name }, containers }: LogProps) {
  const asked = useSearch({ from: "/shell/applications/$applicationId/logs" });
  const navigate = useNavigate({ from: "/applications/$applicationId/logs" });
  const [paused, setPaused] = useState(false);
  const one = chosen(containers, asked.container);
  const { lines, state, reason, again } = useContainerLog({
    serviceId: applicationId,
    container: one?.containerId ?? appName,
    isWhole: one === undefined,
    tail: asked.tail ?? TAIL,
    since: asked.since ?? "all",
  });
  const ask = (change: LogSearch) =>
    void navigate({ search: (before) => ({ ...before, ...change }), replace: true });

  return (
    <div className="grid grid-cols-1 gap-3">
      {asked.container && !one && (
        <Note
          action={
            <Button size="small" onClick={() => ask({ container: undefined })}>
              Stay with all
            </Button>
          }
        >
          The container {asked.container} is gone. This is the log of all replicas.
        </Note>
      )}
      {state === "lost" && (
        <Note tone="warn" title={reason || "The server does not answer."}>
          The log goes on by itself, from where it stands.
        </Note>
      )}
      {state === "ended" && (
        <Note
          action={
            <Button size="small" onClick={again}>
              Connect again
            </Button>
          }
        >
          {reason || "The log has ended"}.
        </Note>
      )}
      <LogView
        lines={lines}
        label={`Log of ${name}`}
        fileName={`${appName}.log`}
        paused={paused}
        times={asked.times ? "shown" : "hidden"}
        empty={emptyText(containers.length, state, asked)}
        className={`${HEIGHT} overflow-hidden rounded-lg border`}
        controls={
          <LogControls
            containers={containers}
            chosen={one}
            asked={asked}
            onAsk={ask}
            paused={paused}
            onPause={setPaused}
          />
        }
      />
    </div>
  );
}

function emptyText(containers: number, state: string, asked: LogSearch): string {
  if (state === "connecting") return "Connecting…";
  if (containers === 0) return "Nothing runs yet. The log begins with the first deployment.";
  if (asked.since) return "Nothing was written in this time. What comes appears here.";
  return "Nothing was written yet. What comes appears here.";
}
