const STEPS = ["B", "kB", "MB", "GB", "TB"];

/** Bytes in decimal units, as disks and networks count them: `812 kB`, `1.4 GB`. */
export function bytes(count: number): string {
  let value = count;
  let step = 0;
  while (value >= 1000 && step < STEPS.length - 1) {
    value /= 1000;
    step += 1;
  }
  return `${value < 10 && step > 0 ? value.toFixed(1) : Math.round(value)} ${STEPS[step]}`;
}
