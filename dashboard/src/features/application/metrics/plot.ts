import "uplot/dist/uPlot.min.css";
import UPlot from "uplot";
import { colorOf } from "@/lib/theme";
import type { Series } from "./series";

const HEIGHT = 140;
const FONT = '11px "Inter Variable", sans-serif';

interface Options {
  place: HTMLElement;
  /** One CSS colour of ours for each line, by the name of its token. */
  colors: readonly string[];
  format: (value: number) => string;
  /** Steps of the vertical axis: powers of two for memory. */
  steps: readonly number[];
  /** The index of the sample under the pointer, null when it has left. */
  onPoint: (index: number | null) => void;
}

export interface Frame {
  series: Series;
  from: number;
  to: number;
  top: number;
  limit: number | null;
}

export interface Plot {
  draw: (frame: Frame) => void;
  dispose: () => void;
}

const clock = new Intl.DateTimeFormat(undefined, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });

/** A small chart in `place`. This module, and uPlot with it, is loaded when the first chart is shown. */
export function openPlot({ place, colors, format, steps, onPoint }: Options): Plot {
  let frame: Frame = {
    series: { times: [], lines: colors.map(() => []) },
    from: 0,
    to: 1,
    top: 1,
    limit: null,
  };
  const muted = colorOf("--muted");
  const axis: UPlot.Axis = {
    font: FONT,
    stroke: muted,
    grid: { stroke: colorOf("--line"), width: 1 },
    ticks: { show: false },
  };
  const plot = new UPlot(
    {
      width: Math.max(place.clientWidth, 1),
      height: HEIGHT,
      padding: [8, 8, 0, 0],
      legend: { show: false },
      cursor: { y: false, points: { size: 6 }, drag: { x: false, y: false } },
      scales: {
        x: { time: true, range: () => [frame.from, frame.to] },
        y: { range: () => [0, frame.top] },
      },
      axes: [
        {
          ...axis,
          grid: { show: false },
          size: 22,
          gap: 4,
          space: 70,
          values: (_, all) => all.map((at) => clock.format(at * 1000)),
        },
        {
          ...axis,
          size: 68,
          space: 30,
          incrs: [...steps],
          values: (_, all) => all.map((value) => format(value)),
        },
      ],
      series: [
        {},
        ...colors.map((color, index) => ({
          stroke: colorOf(color),
          width: 1.5,
          points: { show: false },
          ...(index === 0 ? {} : { dash: [4, 3] }),
        })),
      ],
      hooks: {
        setCursor: [(self) => onPoint(self.cursor.idx ?? null)],
        draw: [(self) => frame.limit !== null && limitLine(self, frame.limit, colorOf("--bad"))],
      },
    },
    [[], ...colors.map(() => [])],
    place,
  );
  const watcher = new ResizeObserver(() =>
    plot.setSize({ width: Math.max(place.clientWidth, 1), height: HEIGHT }),
  );
  watcher.observe(place);
  return {
    draw: (next) => {
      frame = next;
      plot.setData([next.series.times, ...next.series.lines]);
    },
    dispose: () => {
      watcher.disconnect();
      plot.destroy();
    },
  };
}

function limitLine(plot: UPlot, limit: number, color: string): void {
  const y = Math.round(plot.valToPos(limit, "y", true)) + 0.5;
  const { left, width } = plot.bbox;
  const pen = plot.ctx;
  pen.save();
  pen.strokeStyle = color;
  pen.lineWidth = devicePixelRatio;
  pen.setLineDash([2 * devicePixelRatio, 3 * devicePixelRatio]);
  pen.beginPath();
  pen.moveTo(left, y);
  pen.lineTo(left + width, y);
  pen.stroke();
  pen.restore();
}
