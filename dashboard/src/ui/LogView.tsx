import { ArrowDownToLine, Download, WrapText } from "lucide-react";
import { memo, type ReactNode, useRef, useState, useSyncExternalStore } from "react";
import { cn } from "@/lib/cn";
import type { Lines, Snapshot } from "@/streams/lines";
import { clockOf, split } from "@/streams/times";
import { IconButton } from "./Button";
import { Found } from "./found";
import { LogFinder } from "./LogFinder";
import { LogLine, plainText } from "./LogLine";
import { useLogScroll } from "./useLogScroll";

interface LogViewProps {
  lines: Lines;
  label: string;
  /** Name of the file that a download makes. */
  fileName: string;
  /** What stands there while there is no line. */
  empty: ReactNode;
  /** More controls, left of the search. */
  controls?: ReactNode;
  /** Does not move while true; what comes meanwhile is kept. */
  paused?: boolean;
  /** For logs whose lines begin with their time: whether it is shown, in small print. */
  times?: "shown" | "hidden";
  className?: string;
}

/** A log of any length: only the lines in sight are drawn. Follows its end until one scrolls up. */
export function LogView(props: LogViewProps) {
  const { lines, label, fileName, empty, controls, paused = false, times, className } = props;
  const [wraps, setWraps] = useState(false);
  const [words, setWords] = useState("");
  const [chosen, setChosen] = useState<number>();
  const scroll = useLogScroll(lines, paused);
  const { shown, following, rows } = scroll;
  const finder = useRef(new Found());
  const found = finder.current.in(shown, words);
  const place = chosen === undefined ? -1 : found.indexOf(chosen);

  const choose = (number: number | undefined) => {
    setChosen(number);
    if (number !== undefined) scroll.show(number - shown.dropped);
  };
  const step = (by: number) => {
    if (found.length) choose(found[(Math.max(place, 0) + by + found.length) % found.length]);
  };
  const rowOf = (index: number, place?: { start: number }) => (
    <Row
      key={index + shown.dropped}
      line={shown.lines[index] ?? ""}
      words={words}
      times={times}
      wraps={wraps}
      isChosen={words !== "" && chosen === index + shown.dropped}
      {...(place && { index, start: place.start, measure: rows.measureElement })}
    />
  );

  return (
    <div className={cn("flex min-h-0 flex-col", className)}>
      <div className="flex flex-wrap items-center gap-1 border-b px-2 py-1.5">
        {controls}
        <div className="ml-auto flex min-w-0 items-center gap-1 max-sm:w-full">
          <LogFinder
            words={words}
            place={placeOf(words, place, found.length)}
            onWords={(next) => {
              setWords(next);
              choose(finder.current.in(shown, next)[0]);
            }}
            onStep={step}
          />
          <IconButton label="Wrap long lines" aria-pressed={wraps} onClick={() => setWraps(!wraps)}>
            <WrapText className={cn("size-4", wraps && "text-accent")} />
          </IconButton>
          <IconButton label="Follow the end" aria-pressed={following} onClick={scroll.follow}>
            <ArrowDownToLine className={cn("size-4", following && "text-accent")} />
          </IconButton>
          <IconButton label="Download" onClick={() => download(fileName, lines.snapshot())}>
            <Download className="size-4" />
          </IconButton>
        </div>
      </div>
      <div className="relative min-h-0 flex-1">
        <section
          ref={scroll.box}
          onScroll={scroll.onScroll}
          tabIndex={0}
          aria-label={label}
          className="absolute inset-0 overflow-auto bg-sunken py-2 font-mono text-xs leading-5 outline-offset-[-2px] [overflow-anchor:none]"
        >
          {shown.lines.length === 0 && <div className="px-3 font-sans text-muted text-sm">{empty}</div>}
          <div className="relative min-w-full" style={{ height: scroll.height }}>
            {following ? (
              <div className="absolute bottom-0 left-0 min-w-full">
                {Array.from({ length: scroll.lastRows }, (_, at) =>
                  rowOf(shown.lines.length - scroll.lastRows + at),
                )}
              </div>
            ) : (
              rows.getVirtualItems().map((row) => rowOf(row.index, row))
            )}
          </div>
        </section>
        {(!following || paused) && (
          <Waiting lines={lines} shown={shown} onFollow={scroll.follow} paused={paused} />
        )}
      </div>
    </div>
  );
}

function placeOf(words: string, place: number, count: number): string {
  if (!words) return "";
  if (count === 0) return "none";
  return place < 0 ? `${count} found` : `${place + 1} of ${count}`;
}

interface RowProps {
  line: string;
  words: string;
  times: "shown" | "hidden" | undefined;
  wraps: boolean;
  isChosen: boolean;
  /** Its number among the rows in sight and its place, while it does not simply follow the one above. */
  index?: number;
  start?: number;
  measure?: (row: HTMLElement | null) => void;
}

const Row = memo(function Row({ index, line, words, times, wraps, isChosen, start, measure }: RowProps) {
  const { at, text } = times ? split(line) : { at: "", text: line };
  return (
    <div
      data-index={index}
      ref={wraps ? measure : undefined}
      className={cn(
        "min-w-full px-3",
        start !== undefined && "absolute left-0",
        wraps ? "w-full whitespace-pre-wrap break-all" : "h-5 whitespace-pre",
        isChosen && "bg-warn-soft",
      )}
      {...(start === undefined ? {} : { style: { transform: `translateY(${start}px)` } })}
    >
      {at && times === "shown" && (
        <time dateTime={at} title={at} className="mr-3 text-muted">
          {clockOf(at)}
        </time>
      )}
      <LogLine text={text} words={words} />
    </div>
  );
});

interface WaitingProps {
  lines: Lines;
  shown: Snapshot;
  paused: boolean;
  onFollow: () => void;
}

/** How much came while the log stood still, and the way back to its end. */
function Waiting({ lines, shown, paused, onFollow }: WaitingProps) {
  const live = useSyncExternalStore(lines.subscribe, lines.snapshot);
  const count = live.dropped + live.lines.length - shown.dropped - shown.lines.length;
  if (count <= 0) return null;
  const text = `${count.toLocaleString("en")} new ${count === 1 ? "line" : "lines"}`;
  const look =
    "absolute bottom-3 left-1/2 -translate-x-1/2 rounded-full px-3 py-1 text-xs shadow-floating tabular-nums";
  if (paused) return <p className={cn(look, "border bg-raised text-muted")}>Paused, {text}</p>;
  return (
    <button type="button" onClick={onFollow} className={cn(look, "bg-solid text-on-solid")}>
      {text}
    </button>
  );
}

function download(fileName: string, { lines }: Snapshot): void {
  const url = URL.createObjectURL(new Blob([`${lines.map(plainText).join("\n")}\n`], { type: "text/plain" }));
  const link = document.createElement("a");
  link.href = url;
  link.download = fileName;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
