import { startsWithTime } from "./times";

const BUCKET_LETTERS = "2026-11-22T06:23:59.6".length;
const BUCKETS = 100;
const REMEMBERED = 100_000;

/**
 * Where a container's log goes on after a lost connection. Several replicas write at once and a line of one may overtake
 * an older one of another, so the log is asked for from ten seconds before its newest line, and what is known of that is
 * left out: nothing is missing and nothing comes twice.
 */
export class Resume {
  /** The lines of the last ten seconds, by tenths of a second. */
  private readonly buckets = new Map<string, string[]>();
  private remembered = 0;
  private first = "";
  private isComplete = true;
  private known = new Map<string, number>();

  /** The time to ask from; undefined as long as no line has come. */
  get since(): string | undefined {
    if (!this.first) return undefined;
    if (this.isComplete) return this.first;
    return `${[...this.buckets.keys()].sort()[0]}Z`;
  }

  /** A new connection is open: what it repeats is known. */
  reopened(): void {
    this.known = new Map();
    for (const lines of this.buckets.values()) {
      for (const line of lines) this.known.set(line, (this.known.get(line) ?? 0) + 1);
    }
  }

  /** What is new of a frame, which holds whole lines. */
  take(frame: string): string {
    const fresh: string[] = [];
    for (const line of frame.split("\n")) {
      if (line && !this.isKnown(line)) {
        this.remember(line);
        fresh.push(line);
      }
    }
    this.forget();
    return fresh.length ? `${fresh.join("\n")}\n` : "";
  }

  private isKnown(line: string): boolean {
    const count = this.known.get(line);
    if (!count) return false;
    if (count === 1) this.known.delete(line);
    else this.known.set(line, count - 1);
    return true;
  }

  private remember(line: string): void {
    if (!startsWithTime(line)) return;
    if (!this.first || line < this.first) this.first = line.slice(0, line.indexOf(" "));
    const bucket = line.slice(0, BUCKET_LETTERS);
    const lines = this.buckets.get(bucket);
    if (lines) lines.push(line);
    else this.buckets.set(bucket, [line]);
    this.remembered += 1;
  }

  private forget(): void {
    if (this.buckets.size <= BUCKETS && this.remembered <= REMEMBERED) return;
    for (const bucket of [...this.buckets.keys()].sort()) {
      if (this.buckets.size <= BUCKETS && (this.remembered <= REMEMBERED || this.buckets.size === 1)) return;
      this.remembered -= this.buckets.get(bucket)?.length ?? 0;
      this.buckets.delete(bucket);
      this.isComplete = false;
    }
  }
}
