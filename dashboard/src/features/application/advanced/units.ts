/** Memory, CPU and time: as people write them and as the API keeps them (src/dokploy/core/units.py reads the same). */

const MEMORY = /^(\d+(?:\.\d+)?)\s*([kmgt]?)i?b?$/i;
const POWERS = ["", "k", "m", "g", "t"];
const NAMES = ["B", "KiB", "MiB", "GiB", "TiB"];
const NANO = 1_000_000_000;
/** A bare number up to this is a number of CPUs; above it, nano-CPUs. */
const CPU_PLAIN_MAXIMUM = 1024;

/** `512m`, `1.5 GiB`, `536870912` in bytes, as powers of 1024; null for what the server would refuse. */
function memoryBytes(text: string): number | null {
  const [, amount, unit = ""] = MEMORY.exec(text.trim()) ?? [];
  return amount === undefined
    ? null
    : Math.trunc(Number(amount) * 1024 ** POWERS.indexOf(unit.toLowerCase()));
}

/** Bytes in the largest unit that says them exactly with two decimals: `512 MiB`, `1.5 GiB`. */
export function memoryText(kept: string | null): string {
  const count = kept ? memoryBytes(kept) : null;
  if (count === null) return kept ?? "";
  for (let power = NAMES.length - 1; power > 0; power -= 1) {
    const amount = count / 1024 ** power;
    if (amount >= 1 && Number.isInteger(amount * 100)) return `${amount} ${NAMES[power]}`;
  }
  return `${count} B`;
}

/** What is sent for what was typed: a number of bytes as text, null for nothing, else as typed for the server to refuse. */
export const memorySent = (typed: string): string | null =>
  typed.trim() ? String(memoryBytes(typed) ?? typed) : null;

/** Nano-CPUs as a number of CPUs: `0.5`. */
export function cpuText(kept: string | null): string {
  const amount = Number(kept);
  if (!kept || Number.isNaN(amount)) return kept ?? "";
  return String(amount > CPU_PLAIN_MAXIMUM ? amount / NANO : amount);
}

export function cpuSent(typed: string): string | null {
  const text = typed.trim();
  if (!text) return null;
  if (!/^\d+(\.\d+)?$/.test(text) || Number(text) > CPU_PLAIN_MAXIMUM) return text;
  return String(Math.round(Number(text) * NANO));
}

/** Docker's nanoseconds as seconds; empty for what is not set. */
export const secondsText = (nanoseconds: number | null | undefined): string =>
  nanoseconds === null || nanoseconds === undefined ? "" : String(nanoseconds / NANO);

/** Seconds as Docker's nanoseconds; undefined for an empty field. */
export const nanoseconds = (typed: string): number | undefined =>
  typed.trim() ? Math.round(Number(typed) * NANO) : undefined;

/** A whole or decimal number; undefined for an empty field. */
export const numberOf = (typed: string): number | undefined => (typed.trim() ? Number(typed) : undefined);

export const textOf = (number: number | null | undefined): string => String(number ?? "");

/** The lines of a text, without blank ones. */
export const linesOf = (text: string): string[] =>
  text
    .split("\n")
    .map((line) => line.trim())
    .filter(Boolean);
