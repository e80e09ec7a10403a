/** What an application used at one moment; traffic is counted since its containers began, memory in bytes. */
export interface Sample {
  /** Seconds since 1970. */
  at: number;
  /** Per cent of one processor. */
  cpu: number;
  memory: number;
  /** What it may use: its limit, or what the machine has. */
  memoryTotal: number;
  received: number;
  sent: number;
  read: number;
  written: number;
}

interface Point {
  value: unknown;
  time: string;
}

/** A reading as the socket sends it: the parts that the reference named, each with its time. */
export interface Reading {
  cpu: Point | null;
  memory: Point | null;
  network: Point | null;
  block: Point | null;
}

/** The same as lists, oldest first. */
export type History = Record<keyof Reading, readonly Point[]>;

const POWERS: Record<string, number> = { B: 0, KiB: 1, MiB: 2, GiB: 3, TiB: 4 };
const MEGABYTE = 1_000_000;

/** `45.1MiB` in bytes; 0 for what is no size. */
export function binaryBytes(text: string): number {
  const [, amount = "0", unit = "B"] = /^([\d.e+]+)\s*([KMGT]?i?B)$/.exec(text) ?? [];
  return Number(amount) * 1024 ** (POWERS[unit] ?? 0);
}

export function sampleOf(reading: Reading): Sample | null {
  const { cpu, memory, network, block } = reading;
  if (!cpu) return null;
  const used = (memory?.value ?? {}) as { used?: string; total?: string };
  const traffic = (network?.value ?? {}) as { inputMb?: number; outputMb?: number };
  const disk = (block?.value ?? {}) as { readMb?: number; writeMb?: number };
  return {
    at: Date.parse(cpu.time) / 1000,
    cpu: Number.parseFloat(String(cpu.value)) || 0,
    memory: binaryBytes(used.used ?? ""),
    memoryTotal: binaryBytes(used.total ?? ""),
    received: (traffic.inputMb ?? 0) * MEGABYTE,
    sent: (traffic.outputMb ?? 0) * MEGABYTE,
    read: (disk.readMb ?? 0) * MEGABYTE,
    written: (disk.writeMb ?? 0) * MEGABYTE,
  };
}

/** The samples of a history: its lists tell the same moments. */
export function samplesOf(history: History): Sample[] {
  return history.cpu.flatMap((cpu, index) => {
    const sample = sampleOf({
      cpu,
      memory: history.memory[index] ?? null,
      network: history.network[index] ?? null,
      block: history.block[index] ?? null,
    });
    return sample ? [sample] : [];
  });
}

/** Both in one row by time; at most so many of the newest. */
export function merged(history: readonly Sample[], live: readonly Sample[], most = 5000): Sample[] {
  return [...history, ...live].sort((one, other) => one.at - other.at).slice(-most);
}
