import Anser from "anser";
import { Fragment, type ReactNode } from "react";
import { cn } from "@/lib/cn";

// biome-ignore lint/suspicious/noControlCharactersInRegex: escape sequences begin with one
const SEQUENCES = /\u001b\[[0-9;?]*[ -/]*[@-~]|\u001b\][^\u0007]*(?:\u0007|\u001b\\)/g;

/** A line without its colours. */
export const plainText = (line: string): string =>
  line.includes("\u001b") ? line.replace(SEQUENCES, "") : line;

const COLORS: Record<string, string> = {
  "ansi-black": "text-muted",
  "ansi-red": "text-bad",
  "ansi-green": "text-ok",
  "ansi-yellow": "text-warn",
  "ansi-blue": "text-accent",
  "ansi-magenta": "text-accent",
  "ansi-cyan": "text-accent",
  "ansi-white": "text-text",
  "ansi-bright-black": "text-faint",
  "ansi-bright-red": "text-bad",
  "ansi-bright-green": "text-ok",
  "ansi-bright-yellow": "text-warn",
  "ansi-bright-blue": "text-accent",
  "ansi-bright-magenta": "text-accent",
  "ansi-bright-cyan": "text-accent",
  "ansi-bright-white": "text-text",
};
const STAGE = /^==> /;
const FAILED = /^(error|failed|fatal)\b|✗|❌/i;

/** One line with its ANSI colours in the theme's own, and what is searched for marked. */
export function LogLine({ text, words }: { text: string; words: string }) {
  const line = lastWritten(text);
  if (!line.includes("\u001b")) {
    return (
      <span className={cn(STAGE.test(line) && "font-semibold", FAILED.test(line.trimStart()) && "text-bad")}>
        <Marked text={line} words={words} />
      </span>
    );
  }
  const parts = Anser.ansiToJson(line, { use_classes: true, remove_empty: true });
  return parts.map((part, index) => (
    <span
      // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a line do not move
      key={index}
      className={cn(
        part.fg && (COLORS[part.fg] ?? "text-accent"),
        part.decorations.includes("bold") && "font-semibold",
        part.decorations.includes("dim") && "opacity-70",
        part.decorations.includes("underline") && "underline",
      )}
    >
      <Marked text={plainText(part.content)} words={words} />
    </span>
  ));
}

/** Progress bars write over themselves with carriage returns; what stands at last is what counts. */
const lastWritten = (line: string): string => line.slice(line.lastIndexOf("\r") + 1);

function Marked({ text, words }: { text: string; words: string }): ReactNode {
  if (!words) return text;
  const wanted = words.toLowerCase();
  const parts: ReactNode[] = [];
  const low = text.toLowerCase();
  let from = 0;
  for (let at = low.indexOf(wanted); at >= 0; at = low.indexOf(wanted, from)) {
    parts.push(<Fragment key={`t${at}`}>{text.slice(from, at)}</Fragment>);
    parts.push(
      <mark key={at} className="rounded-sm bg-warn text-on-accent">
        {text.slice(at, at + wanted.length)}
      </mark>,
    );
    from = at + wanted.length;
  }
  return [...parts, text.slice(from)];
}
