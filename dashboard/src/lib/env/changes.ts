import { parse } from "./envtext";

export interface Change {
  name: string;
  kind: "added" | "removed" | "changed";
  before: string | null;
  after: string | null;
}

/** How the variables of two texts differ, in the order of the new text, removed ones last. */
export function changesOf(saved: string, wanted: string): Change[] {
  const [before, after] = [parse(saved), parse(wanted)];
  const found: Change[] = [];
  for (const [name, value] of after) {
    const old = before.get(name);
    if (old === undefined) found.push({ name, kind: "added", before: null, after: value });
    else if (old !== value) found.push({ name, kind: "changed", before: old, after: value });
  }
  for (const [name, value] of before)
    if (!after.has(name)) found.push({ name, kind: "removed", before: value, after: null });
  return found;
}

/** "2 added, 1 changed"; for texts that differ in nothing that is read, that. */
export function summary(changes: readonly Change[]): string {
  const parts = (["added", "changed", "removed"] as const).map((kind) => {
    const count = changes.filter((change) => change.kind === kind).length;
    return count ? `${count} ${kind}` : "";
  });
  return parts.filter(Boolean).join(", ") || "Comments or order changed";
}
