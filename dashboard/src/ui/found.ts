import type { Snapshot } from "@/streams/lines";
import { plainText } from "./LogLine";

/**
 * The lines that hold the words, in any letter case, colours not counted. Lines are numbered from the log's first one, so
 * that a number stays true when old lines are dropped. Of a log that grows only what is new is looked at.
 */
export class Found {
  private words = "";
  private numbers: number[] = [];
  private looked: Snapshot | undefined;

  in(shown: Snapshot, words: string): readonly number[] {
    const wanted = words.toLowerCase();
    const known = this.looked;
    if (shown === known && wanted === this.words) return this.numbers;
    const grows = wanted === this.words && known !== undefined && follows(known, shown);
    const from = grows ? known.dropped + known.lines.length : shown.dropped;
    const kept = grows ? this.numbers.filter((number) => number >= shown.dropped) : [];
    this.looked = shown;
    this.words = wanted;
    this.numbers = wanted ? kept.concat(search(shown, wanted, from)) : [];
    return this.numbers;
  }
}

/** Whether the second is the first with more lines at its end, and maybe fewer at its beginning. */
function follows(before: Snapshot, now: Snapshot): boolean {
  if (before.lines.length === 0) return true;
  const last = before.dropped + before.lines.length - 1 - now.dropped;
  return (
    now.dropped >= before.dropped && last >= 0 && now.lines[last] === before.lines[before.lines.length - 1]
  );
}

function search({ lines, dropped }: Snapshot, wanted: string, from: number): number[] {
  const found: number[] = [];
  for (let index = Math.max(0, from - dropped); index < lines.length; index += 1) {
    if (
      plainText(lines[index] ?? "")
        .toLowerCase()
        .includes(wanted)
    )
      found.push(index + dropped);
  }
  return found;
}
