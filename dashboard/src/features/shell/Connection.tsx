import { WifiOff } from "lucide-react";
import type { ConnectionState } from "@/streams/socket";

/** Says so while the server is away; what is on screen may be old then. */
export function Connection({ state }: { state: ConnectionState }) {
  if (state !== "lost") return null;
  return (
    <p
      role="status"
      className="flex items-center justify-center gap-2 border-b bg-warn-soft px-4 py-1.5 text-sm"
    >
      <WifiOff className="size-3.5 text-warn" aria-hidden />
      The server does not answer. Trying again; this page comes back by itself.
    </p>
  );
}
