import { useVirtualizer } from "@tanstack/react-virtual";
import { ArrowDownToLine, ChevronDown, ChevronUp, Download, Search, WrapText } from "lucide-react";
import { type ReactNode, useEffect, useMemo, useRef, useState, useSyncExternalStore } from "react";
import { cn } from "@/lib/cn";
import type { Lines } from "@/streams/lines";
import { IconButton } from "./Button";
import { LogLine, plainText } from "./LogLine";

const ROW_PX = 20;
const NEAR_END_PX = 40;

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
  className?: string;
}

/** A log of any length: only the lines in sight are drawn. Follows its end until one scrolls up. */
export function LogView({ lines, label, fileName, empty, controls, paused, className }: LogViewProps) {
  const live = useSyncExternalStore(lines.subscribe, lines.snapshot);
  const [held, setHeld] = useState(live);
  const shown = paused ? held : live;
  useEffect(() => {
    if (!paused) setHeld(live);
  }, [live, paused]);

  const [following, setFollowing] = useState(true);
  const [wraps, setWraps] = useState(false);
  const [words, setWords] = useState("");
  const [chosen, setChosen] = useState(0);
  const box = useRef<HTMLDivElement>(null);
  const found = useMemo(() => search(shown, words), [shown, words]);
  const rows = useVirtualizer({
    count: shown.length,
    getScrollElement: () => box.current,
    estimateSize: () => ROW_PX,
    overscan: 20,
  });

  const count = shown.length;
  useEffect(() => {
    if (following && count > 0 && !words) rows.scrollToIndex(count - 1, { align: "end" });
  }, [following, count, words, rows]);

  const onScroll = () => {
    const place = box.current;
    if (place) setFollowing(place.scrollHeight - place.scrollTop - place.clientHeight < NEAR_END_PX);
  };
  const step = (by: number) => {
    if (found.length === 0) return;
    const next = (chosen + by + found.length) % found.length;
    setChosen(next);
    const line = found[next];
    if (line !== undefined) rows.scrollToIndex(line, { align: "center" });
  };

  return (
    <div className={cn("flex min-h-0 flex-col", className)}>
      <div className="flex flex-wrap items-center gap-1 border-b px-2 py-1.5">
        {controls}
        <div className="ml-auto flex items-center gap-1">
          <Finder
            words={words}
            place={found.length ? `${chosen + 1} of ${found.length}` : words && "none"}
            onWords={(next) => {
              setWords(next);
              setChosen(0);
              const first = search(shown, next)[0];
              if (first !== undefined) rows.scrollToIndex(first, { align: "center" });
            }}
            onStep={step}
          />
          <IconButton label="Wrap long lines" aria-pressed={wraps} onClick={() => setWraps(!wraps)}>
            <WrapText className={cn("size-4", wraps && "text-accent")} />
          </IconButton>
          <IconButton
            label="Follow the end"
            aria-pressed={following}
            onClick={() => {
              setFollowing(true);
              rows.scrollToIndex(shown.length - 1, { align: "end" });
            }}
          >
            <ArrowDownToLine className={cn("size-4", following && "text-accent")} />
          </IconButton>
          <IconButton label="Download" onClick={() => download(fileName, live)}>
            <Download className="size-4" />
          </IconButton>
        </div>
      </div>
      <section
        ref={box}
        onScroll={onScroll}
        tabIndex={0}
        aria-label={label}
        className="relative min-h-0 flex-1 overflow-auto bg-sunken py-2 font-mono text-xs leading-5 outline-offset-[-2px]"
      >
        {shown.length === 0 && <div className="px-3 font-sans text-muted text-sm">{empty}</div>}
        <div className="relative min-w-full" style={{ height: rows.getTotalSize() }}>
          {rows.getVirtualItems().map((row) => (
            <div
              key={row.key}
              data-index={row.index}
              ref={wraps ? rows.measureElement : undefined}
              className={cn(
                "absolute left-0 min-w-full px-3",
                wraps ? "w-full whitespace-pre-wrap break-all" : "h-5 whitespace-pre",
                found[chosen] === row.index && words && "bg-warn-soft",
              )}
              style={{ transform: `translateY(${row.start}px)` }}
            >
              <LogLine text={shown[row.index] ?? ""} words={words} />
            </div>
          ))}
        </div>
      </section>
    </div>
  );
}

interface FinderProps {
  words: string;
  place: string;
  onWords: (words: string) => void;
  onStep: (by: number) => void;
}

function Finder({ words, place, onWords, onStep }: FinderProps) {
  return (
    <search className="flex h-7 items-center gap-1 rounded-md border bg-surface pl-2 focus-within:border-accent">
      <Search className="size-3.5 shrink-0 text-faint" aria-hidden />
      <input
        type="search"
        aria-label="Search the log"
        placeholder="Search"
        value={words}
        onChange={(event) => onWords(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === "Enter") onStep(event.shiftKey ? -1 : 1);
          if (event.key === "Escape") onWords("");
        }}
        className="w-28 bg-transparent text-sm outline-none sm:w-40"
      />
      <span role="status" className="whitespace-nowrap text-muted text-xs tabular-nums">
        {place}
      </span>
      <IconButton label="Previous match" className="size-6" onClick={() => onStep(-1)} disabled={!words}>
        <ChevronUp className="size-3.5" />
      </IconButton>
      <IconButton label="Next match" className="size-6" onClick={() => onStep(1)} disabled={!words}>
        <ChevronDown className="size-3.5" />
      </IconButton>
    </search>
  );
}

/** Numbers of the lines that hold the words, in any letter case, colours not counted. */
function search(lines: readonly string[], words: string): number[] {
  const wanted = words.toLowerCase();
  if (!wanted) return [];
  const found: number[] = [];
  lines.forEach((line, index) => {
    if (plainText(line).toLowerCase().includes(wanted)) found.push(index);
  });
  return found;
}

function download(fileName: string, lines: readonly string[]): void {
  const url = URL.createObjectURL(new Blob([`${lines.map(plainText).join("\n")}\n`], { type: "text/plain" }));
  const link = document.createElement("a");
  link.href = url;
  link.download = fileName;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
