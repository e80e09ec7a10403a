import { bytes } from "@/lib/bytes";

const BINARY = ["B", "KiB", "MiB", "GiB", "TiB"];

/** Bytes of memory in powers of 1024, as limits are set in them: `45.1 MiB`. */
export function memory(count: number): string {
  let value = count;
  let step = 0;
  while (value >= 1024 && step < BINARY.length - 1) {
    value /= 1024;
    step += 1;
  }
  return `${value < 100 && step > 0 ? value.toFixed(1) : Math.round(value)} ${BINARY[step]}`;
}

/** Per cent of one processor: `0.42 %`, `12 %`, `180 %`. */
export const percent = (value: number): string =>
  `${value === 0 ? 0 : value < 1 ? value.toFixed(2) : value < 10 ? value.toFixed(1) : Math.round(value)} %`;

/** Bytes per second, decimal: `1.2 kB/s`. */
export const perSecond = (value: number): string => `${bytes(value)}/s`;

/** Round steps of a vertical axis, from fine to coarse. */
export const DECIMAL: readonly number[] = Array.from({ length: 14 }, (_, power) => 10 ** (power - 1)).flatMap(
  (one) => [one, 2 * one, 5 * one],
);
export const POWERS_OF_TWO: readonly number[] = Array.from({ length: 45 }, (_, power) => 2 ** power);
