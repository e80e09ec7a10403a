const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?Z(?: |$)/;

/** The time before a line of a container's log, as the engine writes it, and the line itself. */
export function split(line: string): { at: string; text: string } {
  const found = TIME.exec(line);
  if (!found) return { at: "", text: line };
  return { at: found[0].trimEnd(), text: line.slice(found[0].length) };
}

/** The same question, quick enough for every line of a flood. */
export const startsWithTime = (line: string): boolean =>
  line.charCodeAt(4) === HYPHEN && line.charCodeAt(10) === T && line.includes("Z ", SECONDS_END);

const HYPHEN = 45;
const T = 84;
const SECONDS_END = "2026-11-22T06:23:59".length;

const clock = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit", second: "2-digit" });
const day = new Intl.DateTimeFormat("en-GB", { day: "2-digit", month: "short" });

/** `14:05:09.120` in the reader's time zone; of another day `21 Nov 14:05:09.120`. */
export function clockOf(at: string, now = new Date()): string {
  const moment = new Date(at);
  const time = `${clock.format(moment)}.${String(moment.getMilliseconds()).padStart(3, "0")}`;
  return moment.toDateString() === now.toDateString() ? time : `${day.format(moment)} ${time}`;
}
