import { Link } from "@tanstack/react-router";
import { DatabaseZap, type LucideIcon, Unplug, WifiOff } from "lucide-react";
import type { ReactNode } from "react";
import { useIsPrivileged } from "@/api/permissions";
import type { Away } from "@/streams/events";
import type { ConnectionState } from "@/streams/socket";

interface Props {
  state: ConnectionState;
  /** What the server said of itself, when it could. */
  reason: string;
  away: Away;
}

/** Says so while the server, its database or its engine is away; what is on screen may be old then. */
export function Connection({ state, reason, away }: Props) {
  const isPrivileged = useIsPrivileged();
  return (
    <div role="status" aria-label="Connection" className="sticky top-12 z-20 lg:top-0">
      {state === "lost" ? (
        <Bar icon={WifiOff}>
          {reason || "The server does not answer."} Trying again; this page comes back by itself.
        </Bar>
      ) : away.database ? (
        <Bar icon={DatabaseZap}>
          {away.database} What is deployed goes on serving. It comes back by itself.
        </Bar>
      ) : (
        away.engine && (
          <Bar icon={Unplug}>
            Docker does not answer: nothing can be deployed, and what is shown is as last seen. It comes back
            by itself.{" "}
            {isPrivileged && (
              <Link to="/health" className="font-medium underline underline-offset-2">
                What is wrong
              </Link>
            )}
          </Bar>
        )
      )}
    </div>
  );
}

function Bar({ icon: Icon, children }: { icon: LucideIcon; children: ReactNode }) {
  return (
    <div className="flex items-baseline justify-center gap-2 border-b bg-warn-soft px-4 py-1.5 text-sm">
      <Icon className="size-3.5 shrink-0 translate-y-0.5 text-warn" aria-hidden />
      <p>{children}</p>
    </div>
  );
}
