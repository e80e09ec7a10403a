import { KeyRound, Plus, Trash2 } from "lucide-react";
import { useState } from "react";
import { api } from "@/api/client";
import { Badge } from "@/ui/Badge";
import { Button, IconButton } from "@/ui/Button";
import { Confirm } from "@/ui/Confirm";
import { Section } from "@/ui/Section";
import { Ago } from "@/ui/Small";
import { Empty, Loaded, Skeleton } from "@/ui/States";
import { CreateKey } from "./CreateKey";

/** Keys with which programs call the API as oneself. */
export function KeysTab() {
  const query = api.useQuery("get", "/user.get");
  const remove = api.useMutation("post", "/user.deleteApiKey");
  const [creating, setCreating] = useState(false);
  const [deleting, setDeleting] = useState<{ id: string; name: string }>();
  const create = (
    <Button kind="solid" icon={<Plus className="size-4" />} onClick={() => setCreating(true)}>
      New API key
    </Button>
  );
  return (
    <Loaded query={query} loading={<Skeleton className="h-40" />}>
      {({ user }) => (
        <>
          {user.apiKeys.length === 0 ? (
            <Empty icon={<KeyRound />} title="No API keys yet" action={create}>
              A program or the command line calls the API with a key, and may then do what you may.
            </Empty>
          ) : (
            <Section title="API keys" text="Whoever has one may do what you may." flush actions={create}>
              <ul className="divide-y" aria-label="API keys">
                {user.apiKeys.map((key) => (
                  <li key={key.id} className="flex items-center gap-4 px-4 py-2.5">
                    <div className="min-w-0 flex-1">
                      <p className="flex items-center gap-2">
                        <span className="truncate font-medium">{key.name ?? "Without a name"}</span>
                        {key.prefix && <code className="font-mono text-muted text-xs">{key.prefix}…</code>}
                        {isOver(key.expiresAt) && <Badge tone="warn">Expired</Badge>}
                        {key.enabled === false && <Badge>Off</Badge>}
                      </p>
                      <p className="text-muted text-sm">
                        Created <Ago at={key.createdAt} />
                        {key.expiresAt ? (
                          <>
                            {isOver(key.expiresAt) ? ", expired " : ", expires "}
                            <Ago at={key.expiresAt} />
                          </>
                        ) : (
                          ", does not expire"
                        )}
                      </p>
                    </div>
                    <IconButton
                      label={`Delete ${key.name ?? "the key"}`}
                      onClick={() => setDeleting({ id: key.id, name: key.name ?? "this key" })}
                    >
                      <Trash2 className="size-4" />
                    </IconButton>
                  </li>
                ))}
              </ul>
            </Section>
          )}
          <CreateKey open={creating} onClose={() => setCreating(false)} />
          <Confirm
            open={deleting !== undefined}
            onClose={() => setDeleting(undefined)}
            title={`Delete ${deleting?.name ?? ""}?`}
            text="Programs that use it are refused from now on. This cannot be undone."
            action="Delete key"
            onConfirm={async () => {
              if (deleting) await remove.mutateAsync({ body: { apiKeyId: deleting.id } });
            }}
          />
        </>
      )}
    </Loaded>
  );
}

const isOver = (expiresAt: string | null): boolean =>
  expiresAt !== null && Date.parse(expiresAt) < Date.now();
