import { useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { ChartLine } from "lucide-react";
import { api } from "@/api/client";
import { useNow } from "@/lib/now";
import { Note } from "@/ui/Note";
import { Segmented } from "@/ui/Segmented";
import { Empty, Loaded, Skeleton } from "@/ui/States";
import { Status, type StatusWord } from "@/ui/Status";
import { useApplication } from "./ApplicationPage";
import { Charts } from "./metrics/Charts";
import type { History } from "./metrics/samples";
import { useUsage } from "./metrics/usage";
import { runtimeOf } from "./runtime";

const RANGES = [
  { value: "5m", label: "5 minutes", seconds: 300 },
  { value: "1h", label: "1 hour", seconds: 3600 },
  { value: "5h", label: "5 hours", seconds: 5 * 3600 },
] as const;

/** What the application's containers use: this moment live, and the hours before. */
export function MetricsTab() {
  const { applicationId } = useParams({ from: "/shell/applications/$applicationId" });
  const { data: application } = useApplication(applicationId);
  const appName = application?.appName ?? "";
  const query = api.useQuery(
    "get",
    "/application.readAppMonitoring",
    { params: { query: { appName } } },
    { enabled: appName !== "" },
  );
  return (
    <Loaded query={query} loading={<Loading />}>
      {(monitoring) =>
        application && (
          <Measured
            applicationId={applicationId}
            appName={appName}
            epoch={String(runtimeOf(application)?.since)}
            history={monitoring.history as History}
            cpuLimit={application.cpuLimit ? monitoring.cpu.limit : null}
            hasMemoryLimit={Boolean(application.memoryLimit)}
          />
        )
      }
    </Loaded>
  );
}

interface MeasuredProps {
  applicationId: string;
  appName: string;
  /** Another one when other containers run. */
  epoch: string;
  history: History;
  cpuLimit: number | null;
  hasMemoryLimit: boolean;
}

function Measured({ applicationId, appName, epoch, history, ...limits }: MeasuredProps) {
  const { range: wanted } = useSearch({ from: "/shell/applications/$applicationId/metrics" });
  const navigate = useNavigate({ from: "/applications/$applicationId/metrics" });
  const range = RANGES.find((one) => one.value === wanted) ?? RANGES[0];
  const usage = useUsage(applicationId, appName, history, epoch);
  const to = Math.floor(useNow(true) / 1000);
  const isIdle = usage.state === "idle";

  if (isIdle && usage.samples.length === 0) {
    return (
      <Empty icon={<ChartLine />} title="Nothing runs">
        Figures appear here as soon as the application is deployed or started.
      </Empty>
    );
  }
  return (
    <div className="grid grid-cols-1 gap-4">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <Live state={usage.state} />
        <div className="ml-auto">
          <Segmented
            label="Time shown"
            value={range.value}
            options={RANGES.map(({ value, label }) => ({ value, label }))}
            onChange={(value) =>
              void navigate({
                search: { range: value === RANGES[0].value ? undefined : value },
                replace: true,
              })
            }
          />
        </div>
      </div>
      {isIdle && <Note title="Nothing runs now">What is shown is from before.</Note>}
      {usage.state === "lost" && (
        <Note tone="warn" title={usage.reason || "The server does not answer."}>
          The figures go on by themselves.
        </Note>
      )}
      {usage.state === "refused" && <Note tone="bad">{usage.reason}</Note>}
      <Charts
        samples={usage.samples}
        from={to - range.seconds}
        to={to}
        span={`the last ${range.label}`}
        {...limits}
      />
    </div>
  );
}

const STATES: Record<string, [StatusWord, string]> = {
  connecting: ["running", "Connecting"],
  live: ["done", "Live, all replicas together"],
  idle: ["stopped", "Nothing runs"],
  lost: ["warning", "Trying again"],
  refused: ["error", "No live figures"],
};

function Live({ state }: { state: string }) {
  const [shape, word] = STATES[state] ?? ["idle", state];
  return (
    <span role="status">
      <Status is={shape} label={word} className="text-muted" />
    </span>
  );
}

const Loading = () => (
  <div className="grid gap-4 lg:grid-cols-2">
    <Skeleton className="h-58" count={4} />
  </div>
);
