import { useRouteContext } from "@tanstack/react-router";
import { useState } from "react";
import { api } from "@/api/client";
import { Badge } from "@/ui/Badge";
import { Button } from "@/ui/Button";
import { Confirm } from "@/ui/Confirm";
import { ErrorNote } from "@/ui/Note";
import { Section } from "@/ui/Section";
import { Ago } from "@/ui/Small";
import { Loaded, Skeleton } from "@/ui/States";
import { device } from "./agent";

/** Where one is signed in; an owner also sees where members are. */
export function SessionsTab() {
  const { user } = useRouteContext({ from: "/shell" });
  const query = api.useQuery("get", "/user.listSessions");
  const revoke = api.useMutation("post", "/user.revokeSession");
  const [ending, setEnding] = useState(false);
  const mine = query.data?.filter((one) => one.userId === user.id && !one.isCurrent) ?? [];
  return (
    <Section
      title="Sessions"
      text="Where you are signed in; owners also see their members."
      flush
      actions={
        mine.length > 1 && (
          <Button size="small" kind="danger" onClick={() => setEnding(true)}>
            End my other sessions
          </Button>
        )
      }
    >
      {revoke.error && (
        <div className="p-4">
          <ErrorNote error={revoke.error} />
        </div>
      )}
      <Loaded query={query} loading={<Skeleton className="m-4 h-10" count={3} />}>
        {(all) => (
          <ul className="divide-y">
            {all.map((one) => (
              <li key={one.id} className="flex flex-wrap items-center gap-x-4 gap-y-1 px-4 py-2.5">
                <div className="min-w-0 flex-1 basis-48">
                  <p className="flex items-center gap-2 font-medium" title={one.userAgent ?? undefined}>
                    {device(one.userAgent)}
                    {one.isCurrent && <Badge tone="ok">This one</Badge>}
                  </p>
                  <p className="truncate text-muted text-sm">
                    {one.userId === user.id ? "" : `${one.email} · `}
                    {one.ipAddress ?? "unknown address"} · signed in <Ago at={one.createdAt} /> · ends{" "}
                    <Ago at={one.expiresAt} />
                  </p>
                </div>
                {!one.isCurrent && (
                  <Button
                    size="small"
                    kind="quiet"
                    aria-label={`End the session in ${device(one.userAgent)} of ${one.email}`}
                    onClick={() => revoke.mutate({ body: { sessionId: one.id } })}
                  >
                    End
                  </Button>
                )}
              </li>
            ))}
          </ul>
        )}
      </Loaded>
      <Confirm
        open={ending}
        onClose={() => setEnding(false)}
        title="End your other sessions?"
        text={`You stay signed in here; ${mine.length} other sessions end at once. API keys go on working.`}
        action="End them"
        onConfirm={async () => {
          for (const one of mine) await revoke.mutateAsync({ body: { sessionId: one.id } });
        }}
      />
    </Section>
  );
}
