import { useEffect, useEffectEvent, useId, useMemo, useRef, useState } from "react";
import { cn } from "@/lib/cn";
import { useIsDark } from "@/lib/theme";
import { Section } from "@/ui/Section";
import type { Plot } from "./plot";
import { type Series, summary, top } from "./series";

interface Line {
  label: string;
  /** The token of its colour, as `--accent`. */
  color: string;
  swatch: string;
}

export const ONE: readonly Line[] = [{ label: "Used", color: "--accent", swatch: "bg-accent" }];
export const BOTH = (first: string, second: string): readonly Line[] => [
  { label: first, color: "--accent", swatch: "bg-accent" },
  { label: second, color: "--ok", swatch: "bg-ok" },
];

interface ChartProps {
  title: string;
  /** What belongs to the figures, as "of 23 GiB of the machine". */
  note?: string;
  lines: readonly Line[];
  series: Series;
  from: number;
  to: number;
  limit: number | null;
  /** The least that the axis shows. */
  least: number;
  format: (value: number) => string;
  /** Round steps of its axis. */
  steps: readonly number[];
  /** The time that is shown, in words. */
  span: string;
}

const time = new Intl.DateTimeFormat(undefined, { timeStyle: "medium", hourCycle: "h23" });

/** One measure over time, with its value now (or under the pointer), and all of it in words. */
export function Chart({
  title,
  note,
  lines,
  series,
  from,
  to,
  limit,
  least,
  format,
  steps,
  span,
}: ChartProps) {
  const place = useRef<HTMLDivElement>(null);
  const [plot, setPlot] = useState<Plot>();
  const [point, setPoint] = useState<number | null>(null);
  const isDark = useIsDark();
  const id = useId();
  const write = useEffectEvent(format);

  // The colours are the canvas's own: another theme takes another chart.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the tokens change with the theme
  useEffect(() => {
    let isGone = false;
    let opened: Plot | undefined;
    void import("./plot").then(({ openPlot }) => {
      if (isGone || !place.current) return;
      opened = openPlot({
        place: place.current,
        colors: lines.map((line) => line.color),
        format: (value) => write(value),
        steps,
        onPoint: setPoint,
      });
      setPlot(opened);
    });
    return () => {
      isGone = true;
      opened?.dispose();
      setPlot(undefined);
    };
  }, [isDark, lines, steps]);
  const frame = useMemo(
    () => ({ series, from, to, limit, top: top(series.lines, limit, least) }),
    [series, from, to, limit, least],
  );
  useEffect(() => plot?.draw(frame), [plot, frame]);

  const moment = point === null ? undefined : series.times[point];
  return (
    <Section flush>
      <figure aria-labelledby={`${id}-title`} className="grid grid-cols-1 gap-2 p-4 pb-2">
        <div className="flex flex-wrap items-center gap-x-4 gap-y-1">
          <h2 id={`${id}-title`} className="font-semibold">
            {title}
          </h2>
          <p className="text-muted text-xs">{moment === undefined ? note : time.format(moment * 1000)}</p>
          <p className="ml-auto flex gap-4 text-sm tabular-nums">
            {lines.map((line, index) => (
              <Value
                key={line.label}
                line={line}
                isAlone={lines.length === 1}
                isSecond={index > 0}
                value={
                  point === null ? summary(series.lines[index] ?? [])?.now : series.lines[index]?.[point]
                }
                format={format}
              />
            ))}
          </p>
        </div>
        <div ref={place} className="h-35 overflow-hidden" aria-hidden />
        <figcaption className="text-muted text-xs">
          {lines.map((line, index) => (
            <span key={line.label} className="mr-3 inline-block">
              {told(line, series.lines[index] ?? [], lines.length === 1, format)}
            </span>
          ))}
          {limit !== null && <span className="whitespace-nowrap">limit {format(limit)}</span>}
          <span className="sr-only"> over {span}</span>
        </figcaption>
      </figure>
    </Section>
  );
}

function told(
  line: Line,
  values: (number | null)[],
  isAlone: boolean,
  format: (value: number) => string,
): string {
  const found = summary(values);
  const name = isAlone ? "" : `${line.label}: `;
  return found
    ? `${name}average ${format(found.average)}, highest ${format(found.highest)}`
    : `${name}nothing yet`;
}

interface ValueProps {
  line: Line;
  isAlone: boolean;
  isSecond: boolean;
  value: number | null | undefined;
  format: (value: number) => string;
}

const Value = ({ line, isAlone, isSecond, value, format }: ValueProps) => (
  <span className="inline-flex items-center gap-1.5">
    {!isAlone && (
      <>
        <span aria-hidden className={cn("h-0.5 w-3", isSecond ? "flex gap-0.5" : line.swatch)}>
          {isSecond && <span className={cn("w-1", line.swatch)} />}
          {isSecond && <span className={cn("w-1", line.swatch)} />}
        </span>
        <span className="text-muted">{line.label}</span>
      </>
    )}
    <span className="font-medium">{value === null || value === undefined ? "–" : format(value)}</span>
  </span>
);
