import { Box, Database, Layers, type LucideIcon } from "lucide-react";
import type { Kind } from "./services";

const MARKS: Partial<Record<Kind, LucideIcon>> = { applications: Box, compose: Layers };

/** What a service is, as a picture; databases share one and are told apart by their label. */
export function KindMark({ kind }: { kind: Kind }) {
  const Mark = MARKS[kind] ?? Database;
  return <Mark className="size-4 text-muted" aria-hidden />;
}
