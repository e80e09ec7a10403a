import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { Button } from "@/ui/Button";
import { Actions, Dialog } from "@/ui/Dialog";
import { ErrorNote } from "@/ui/Note";
import { Loaded, Skeleton } from "@/ui/States";

export interface Users {
  services: readonly {
    kind: "application" | "compose";
    id: string;
    name: string;
    environment: { name: string; project: { name: string } };
  }[];
  /** Those that the caller may not see. */
  others: number;
}

interface DeleteUnusedProps {
  open: boolean;
  onClose: () => void;
  /** What it is and how it is called: `the registry ours`. */
  what: string;
  /** What goes with it, in one sentence. */
  text: string;
  users: { data: Users | undefined; error: unknown; isPending: boolean; refetch: () => unknown };
  onDelete: () => Promise<unknown>;
}

/** Deletes what nothing uses any more; else says what does, with the way there. */
export function DeleteUnused({ open, onClose, what, text, users, onDelete }: DeleteUnusedProps) {
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>();
  const close = () => {
    setError(undefined);
    onClose();
  };
  const remove = async () => {
    setBusy(true);
    setError(undefined);
    try {
      await onDelete();
      close();
    } catch (failure) {
      setError(failure);
    } finally {
      setBusy(false);
    }
  };
  return (
    <Dialog open={open} onClose={close} title={`Delete ${what}?`}>
      <Loaded query={users} loading={<Skeleton className="h-16" />}>
        {(found) => {
          const isUsed = found.services.length + found.others > 0;
          return (
            <div className="grid gap-4">
              {isUsed ? <InUse users={found} /> : <p className="text-muted">{text}</p>}
              {error !== undefined && <ErrorNote error={error} />}
              <Actions>
                <Button onClick={close}>{isUsed ? "Close" : "Cancel"}</Button>
                {!isUsed && (
                  <Button kind="danger" busy={busy} onClick={() => void remove()}>
                    Delete
                  </Button>
                )}
              </Actions>
            </div>
          );
        }}
      </Loaded>
    </Dialog>
  );
}

function InUse({ users }: { users: Users }) {
  return (
    <div className="grid gap-3">
      <p className="text-muted">It is in use. Choose another one, or none, there first:</p>
      <ul className="grid gap-1">
        {users.services.map((service) => (
          <li key={service.id} className="flex min-w-0 items-baseline gap-2">
            {service.kind === "application" ? (
              <Link
                to="/applications/$applicationId/source"
                params={{ applicationId: service.id }}
                className="shrink-0 font-medium underline underline-offset-4"
              >
                {service.name}
              </Link>
            ) : (
              <span className="shrink-0 font-medium">{service.name}</span>
            )}
            <span className="truncate text-muted text-sm">
              {service.environment.project.name} / {service.environment.name}
            </span>
          </li>
        ))}
        {users.others > 0 && (
          <li className="text-muted text-sm">
            {users.services.length > 0 ? "and " : ""}
            {users.others} that you may not see
          </li>
        )}
      </ul>
    </div>
  );
}
