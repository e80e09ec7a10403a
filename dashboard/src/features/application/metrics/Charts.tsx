import { useMemo } from "react";
import { BOTH, Chart, ONE } from "./Chart";
import type { Sample } from "./samples";
import { level, rate, seriesOf } from "./series";
import { DECIMAL, memory, POWERS_OF_TWO, percent, perSecond } from "./units";

const CPU = [level("cpu")];
const MEMORY = [level("memory")];
const NETWORK = [rate("received"), rate("sent")];
const DISK = [rate("read"), rate("written")];
const TRAFFIC = BOTH("In", "Out");
const BLOCKS = BOTH("Read", "Written");

interface ChartsProps {
  samples: readonly Sample[];
  /** Seconds since 1970. */
  from: number;
  to: number;
  /** The time that is shown, in words. */
  span: string;
  /** Per cent of one processor, for all replicas together; null without a limit. */
  cpuLimit: number | null;
  hasMemoryLimit: boolean;
}

/** The four measures of a service, side by side where there is room. */
export function Charts({ samples, from, to, span, cpuLimit, hasMemoryLimit }: ChartsProps) {
  const series = useMemo(
    () => [CPU, MEMORY, NETWORK, DISK].map((measures) => seriesOf(samples, from, measures)),
    [samples, from],
  );
  const [cpu, used, network, disk] = series;
  const total = samples.at(-1)?.memoryTotal ?? null;
  if (!cpu || !used || !network || !disk) return null;
  const shared = { from, to, span };
  return (
    <div className="grid grid-cols-1 gap-4 lg:grid-cols-2">
      <Chart
        {...shared}
        title="CPU"
        note="100 % is one processor"
        lines={ONE}
        series={cpu}
        limit={cpuLimit}
        least={2}
        format={percent}
        steps={DECIMAL}
      />
      <Chart
        {...shared}
        title="Memory"
        note={hasMemoryLimit ? "" : total ? `of ${memory(total)}, no limit` : ""}
        lines={ONE}
        series={used}
        limit={hasMemoryLimit ? total : null}
        least={1024 ** 2}
        format={memory}
        steps={POWERS_OF_TWO}
      />
      <Chart
        {...shared}
        title="Network"
        lines={TRAFFIC}
        series={network}
        limit={null}
        least={1000}
        format={perSecond}
        steps={DECIMAL}
      />
      <Chart
        {...shared}
        title="Disk"
        lines={BLOCKS}
        series={disk}
        limit={null}
        least={1000}
        format={perSecond}
        steps={DECIMAL}
      />
    </div>
  );
}
