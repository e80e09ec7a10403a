import { ChevronDown, ChevronUp, Search } from "lucide-react";
import { useRef } from "react";
import { useSlash } from "@/lib/slash";
import { IconButton } from "./Button";

interface LogFinderProps {
  words: string;
  /** "3 of 20". */
  place: string;
  onWords: (words: string) => void;
  onStep: (by: number) => void;
}

/** The search box of a log: `/` goes to it, Enter to the next match, Shift and Enter to the one before. */
export function LogFinder({ words, place, onWords, onStep }: LogFinderProps) {
  const field = useRef<HTMLInputElement>(null);
  useSlash(() => field.current?.focus());
  return (
    <search className="flex h-7 min-w-0 flex-1 items-center gap-1 rounded-md border bg-surface pl-2 focus-within:border-accent">
      <Search className="size-3.5 shrink-0 text-faint" aria-hidden />
      <input
        ref={field}
        type="search"
        aria-label="Search the log"
        aria-keyshortcuts="/"
        placeholder="Search"
        value={words}
        onChange={(event) => onWords(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === "Enter") onStep(event.shiftKey ? -1 : 1);
          if (event.key === "Escape") onWords("");
        }}
        className="w-full min-w-16 bg-transparent text-sm outline-none sm:w-36 [&::-webkit-search-cancel-button]:hidden"
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
