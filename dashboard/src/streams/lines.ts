const LIMIT = 200_000;
const REST_MS = 80;

/**
 * Lines of a stream that comes in chunks, cut wherever the network liked to. Holds the newest 200,000. Listeners hear of
 * news with the next frame, and then again after a short rest: nobody reads a flood, and drawing it must leave room for
 * scrolling.
 */
export class Lines {
  private lines: string[] = [];
  private rest = "";
  private isDue = false;
  private told = -REST_MS;
  private readonly listeners = new Set<() => void>();
  private seen: Snapshot = EMPTY;
  private dropped = 0;

  append(chunk: string): void {
    const parts = (this.rest + chunk).split("\n");
    this.rest = parts.pop() ?? "";
    for (const part of parts) this.lines.push(part.endsWith("\r") ? part.slice(0, -1) : part);
    const surplus = this.lines.length - LIMIT;
    if (surplus > 0) {
      this.lines.splice(0, surplus);
      this.dropped += surplus;
    }
    this.announce();
  }

  /** The last line has no newline when a stream ends in the middle of one. */
  end(): void {
    if (this.rest) this.append("\n");
  }

  /** For `useSyncExternalStore`: the same object until something was announced. */
  readonly snapshot = (): Snapshot => this.seen;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  private announce(): void {
    if (this.isDue) return;
    this.isDue = true;
    const rest = this.told + REST_MS - performance.now();
    if (rest > 0) setTimeout(this.tell, rest);
    else requestAnimationFrame(this.tell);
  }

  private readonly tell = (): void => {
    this.isDue = false;
    this.told = performance.now();
    this.seen = { lines: this.lines.slice(), dropped: this.dropped };
    for (const listener of this.listeners) listener();
  };
}

/** What there was at one moment. `dropped` lines came before the first, and were too many. */
export interface Snapshot {
  readonly lines: readonly string[];
  readonly dropped: number;
}

const EMPTY: Snapshot = { lines: [], dropped: 0 };
