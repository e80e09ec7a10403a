import { type Assignment, assignments } from "@/lib/env/envtext";

export interface Row extends Assignment {
  /** Stays the same while other lines come and go. */
  id: string;
  /** Its place among the assignments of the text. */
  index: number;
  /** A later line sets the same name. */
  isOverruled: boolean;
}

export function rowsOf(text: string): Row[] {
  const found = assignments(text);
  const last = new Map(found.map(({ name }, index) => [name, index]));
  const times = new Map<string, number>();
  return found.map((one, index) => {
    const time = (times.get(one.name) ?? 0) + 1;
    times.set(one.name, time);
    return { ...one, id: `${one.name} ${time}`, index, isOverruled: last.get(one.name) !== index };
  });
}
