import { bytes } from "@/lib/bytes";
import { Note } from "@/ui/Note";
import { Fact, Facts, Section } from "@/ui/Section";
import { Ago, Commit, Copy } from "@/ui/Small";
import { Status, type StatusWord } from "@/ui/Status";
import type { Run } from "./DeploymentRow";
import { type Runtime, runtimeOf } from "./runtime";

interface ServingProps {
  application: {
    appName: string;
    runtime?: unknown;
    replicas: number;
    memoryLimit: string | null;
    cpuLimit: string | null;
  };
  /** The run that made what serves now. */
  release: Run | undefined;
}

const WORDS: Record<string, [StatusWord, string]> = {
  running: ["done", "Running"],
  starting: ["running", "Starting"],
  stopped: ["stopped", "Stopped"],
  failing: ["error", "Failing"],
  absent: ["error", "Gone from the engine"],
  none: ["idle", "Nothing runs"],
};

/** What really runs at this moment, as the engine tells it; not what should run. */
export function Serving({ application, release }: ServingProps) {
  const runtime = runtimeOf(application);
  const [shape, word] = WORDS[runtime?.state ?? "none"] ?? ["idle", runtime?.state ?? "Unknown"];
  return (
    <Section title="Now running">
      <div className="grid gap-4">
        {runtime?.cause && <Note tone="bad">{runtime.cause}</Note>}
        <Facts>
          <Fact name="State">
            <Status is={shape} label={word} />
            {runtime?.since && runtime.state !== "none" && (
              <span className="text-muted">
                {" "}
                since <Ago at={runtime.since} />
              </span>
            )}
          </Fact>
          <Fact name="Replicas">{replicas(runtime, application.replicas)}</Fact>
          <Fact name="Release">
            {release?.rollback ? (
              <>
                {release.rollback.version} <span className="text-muted">{release.title}</span>{" "}
                {release.commitSha && <Commit sha={release.commitSha} />}
              </>
            ) : (
              <span className="text-muted">None</span>
            )}
          </Fact>
          <Fact name="Limits">{limits(application)}</Fact>
          <Fact name="Name in the network">
            <span className="-my-1.5 inline-flex items-center gap-1">
              <code className="font-mono text-xs">{application.appName}</code>
              <Copy text={application.appName} label="Copy the name" />
            </span>
          </Fact>
        </Facts>
      </div>
    </Section>
  );
}

function replicas(runtime: Runtime | null, wanted: number): string {
  if (!runtime) return `0 of ${wanted}`;
  return `${runtime.running} of ${runtime.replicas || wanted}`;
}

/** Bytes and nano-CPUs as the API keeps them, in words. */
function limits({ memoryLimit, cpuLimit }: { memoryLimit: string | null; cpuLimit: string | null }): string {
  const memory = Number(memoryLimit);
  const cpu = Number(cpuLimit);
  const parts = [memory > 0 && bytes(memory), cpu > 0 && `${cpu / 1e9} CPU`].filter(Boolean);
  return parts.join(", ") || "No limit";
}
