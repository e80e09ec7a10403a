import { Search } from "lucide-react";
import { useEffect, useEffectEvent, useRef, useState } from "react";
import { cn } from "@/lib/cn";
import { useSlash } from "@/lib/slash";
import { inputClass } from "./Field";
import { Kbd } from "./Small";

const REST_MS = 100;

interface SearchFieldProps {
  label: string;
  value: string;
  /** Called when the typing rests, so that a long list or the URL follows once and not at each key. */
  onChange: (text: string) => void;
  className?: string;
}

/** A search box: `/` goes to it from anywhere on the page, Escape empties it. What is typed is on screen at once. */
export function SearchField({ label, value, onChange, className }: SearchFieldProps) {
  const [text, setText] = useState(value);
  const told = useRef(value);
  const field = useRef<HTMLInputElement>(null);
  const tell = useEffectEvent((next: string) => {
    told.current = next;
    onChange(next);
  });

  // The value changed from outside, as by the browser's Back.
  useEffect(() => {
    if (value === told.current) return;
    told.current = value;
    setText(value);
  }, [value]);
  useEffect(() => {
    if (text === told.current) return undefined;
    const timer = setTimeout(() => tell(text), REST_MS);
    return () => clearTimeout(timer);
  }, [text]);
  useSlash(() => field.current?.focus());

  return (
    <div className={cn("relative", className)}>
      <Search className="pointer-events-none absolute top-2.25 left-2.5 size-3.5 text-faint" aria-hidden />
      <input
        ref={field}
        type="search"
        aria-label={label}
        aria-keyshortcuts="/"
        placeholder={label}
        autoComplete="off"
        className={cn(inputClass, "peer h-8 pl-8 [&::-webkit-search-cancel-button]:hidden")}
        value={text}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={(event) => {
          if (event.key !== "Escape") return;
          if (text) setText("");
          else event.currentTarget.blur();
        }}
      />
      <span className="pointer-events-none absolute top-1.5 right-2 peer-focus:hidden pointer-coarse:hidden">
        {!text && <Kbd>/</Kbd>}
      </span>
    </div>
  );
}
