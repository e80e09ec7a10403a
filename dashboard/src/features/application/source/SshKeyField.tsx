import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { api } from "@/api/client";
import { usePermissions } from "@/api/permissions";
import { KeySelect } from "@/features/sshKeys/KeySelect";
import { type Form, problem } from "@/lib/form";
import { Button } from "@/ui/Button";
import { ErrorNote } from "@/ui/Note";
import { Copy } from "@/ui/Small";
import { Skeleton } from "@/ui/States";
import type { SourceFields } from "./fields";
import { sshServer } from "./git";

/** The key with which the repository is fetched, what the git host must know of it, and which server is believed. */
export function SshKeyField({ form, url }: { form: Form<SourceFields>; url: string }) {
  const chosen = form.watch("customGitSSHKeyId");
  return (
    <div className="grid grid-cols-1 gap-3">
      <KeySelect
        onChoose={(id) => form.setValue("customGitSSHKeyId", id, { shouldDirty: true, shouldValidate: true })}
        error={problem(form, "customGitSSHKeyId")}
        {...form.register("customGitSSHKeyId", { validate: (id) => Boolean(id) || "Choose a key" })}
      />
      {chosen && <PublicKey key={chosen} sshKeyId={chosen} />}
      <PinnedHost url={url} />
    </div>
  );
}

function PublicKey({ sshKeyId }: { sshKeyId: string }) {
  const mayRead = usePermissions()("sshKeys:read");
  const [isShown, setShown] = useState(false);
  // The answer holds the private half as well, so it is asked for only when somebody wants to see the public one.
  const key = api.useQuery(
    "get",
    "/sshKey.one",
    { params: { query: { sshKeyId } } },
    { enabled: isShown && mayRead, gcTime: 0 },
  );
  if (!mayRead) return null;
  if (!isShown) {
    return (
      <Button size="small" className="justify-self-start" onClick={() => setShown(true)}>
        Show the public key
      </Button>
    );
  }
  if (key.error) return <ErrorNote error={key.error} />;
  if (!key.data) return <Skeleton className="h-10" />;
  return (
    <div className="flex items-center gap-1 rounded-md border bg-sunken py-1 pr-1 pl-3">
      <code className="min-w-0 flex-1 break-all font-mono text-xs">{key.data.publicKey.trim()}</code>
      <Copy text={key.data.publicKey.trim()} label="Copy the public key" />
    </div>
  );
}

function PinnedHost({ url }: { url: string }) {
  const mayRead = usePermissions()("sshKeys:read");
  const hosts = api.useQuery("get", "/sshKey.hosts", {}, { enabled: mayRead });
  const server = sshServer(url);
  if (!server || !hosts.data) return null;
  const name = server.port === 22 ? server.host : `${server.host}:${server.port}`;
  const pinned = hosts.data.find(({ host, port }) => host === server.host && port === server.port);
  if (!pinned) {
    return (
      <p className="text-muted text-sm">
        {name} was not met yet. The host key that it shows at the first deployment is the one that it must
        show from then on.
      </p>
    );
  }
  return (
    <p className="text-muted text-sm">
      {name} must show the host key <code className="break-all font-mono text-xs">{pinned.fingerprint}</code>.
      If it has a new one, say so under{" "}
      <Link to="/ssh-keys" className="font-medium text-text underline underline-offset-4">
        SSH keys
      </Link>
      .
    </p>
  );
}
