import { EllipsisVertical, Pencil, Trash2 } from "lucide-react";
import { useState } from "react";
import { api } from "@/api/client";
import { DeleteUnused } from "@/features/usage/DeleteUnused";
import { IconButton } from "@/ui/Button";
import { Menu } from "@/ui/Menu";
import { Ago, Copy } from "@/ui/Small";
import { RenameKey } from "./RenameKey";

interface KeyRowProps {
  sshKey: {
    sshKeyId: string;
    name: string;
    description: string | null;
    publicKey: string;
    fingerprint: string | null;
    createdAt: string;
    lastUsedAt: string | null;
  };
  mayEdit: boolean;
  mayDelete: boolean;
}

export function KeyRow({ sshKey, mayEdit, mayDelete }: KeyRowProps) {
  const { sshKeyId, name, publicKey } = sshKey;
  const [shown, setShown] = useState<"rename" | "delete">();
  const close = () => setShown(undefined);
  const remove = api.useMutation("post", "/sshKey.remove");
  const users = api.useQuery(
    "get",
    "/sshKey.usedBy",
    { params: { query: { sshKeyId } } },
    { enabled: shown === "delete", staleTime: 0 },
  );
  return (
    <div className="grid grid-cols-[minmax(0,1fr)_auto] items-start gap-x-4 gap-y-2 px-4 py-3">
      <div className="min-w-0">
        <p className="truncate font-medium">{name}</p>
        {sshKey.description && <p className="text-muted text-sm">{sshKey.description}</p>}
        <p className="flex flex-wrap gap-x-2 text-muted text-sm">
          <code className="break-all font-mono text-xs leading-5">{sshKey.fingerprint}</code>
          <span>
            {sshKey.lastUsedAt ? (
              <>
                used <Ago at={sshKey.lastUsedAt} />
              </>
            ) : (
              <>
                added <Ago at={sshKey.createdAt} />
              </>
            )}
          </span>
        </p>
      </div>
      <Menu
        trigger={
          <IconButton label={`More about ${name}`}>
            <EllipsisVertical className="size-4" />
          </IconButton>
        }
        items={[
          {
            label: "Edit name and description",
            icon: <Pencil />,
            reason: !mayEdit && "You may not change SSH keys",
            onSelect: () => setShown("rename"),
          },
          {
            label: "Delete",
            icon: <Trash2 />,
            danger: true,
            reason: !mayDelete && "You may not delete SSH keys",
            onSelect: () => setShown("delete"),
          },
        ]}
      />
      <div className="col-span-full">
        <PublicKey text={publicKey} name={name} />
      </div>
      <RenameKey open={shown === "rename"} onClose={close} sshKey={sshKey} />
      <DeleteUnused
        open={shown === "delete"}
        onClose={close}
        what={`the SSH key ${name}`}
        text="Repositories that know its public half do not open for Dokploy any more. This cannot be undone."
        users={users}
        onDelete={() => remove.mutateAsync({ body: { sshKeyId } })}
      />
    </div>
  );
}

/** The half that is no secret, to be copied to the git host. */
export function PublicKey({ text, name }: { text: string; name: string }) {
  return (
    <div className="flex items-center gap-2 rounded-md bg-sunken py-1 pr-1 pl-2.5">
      <code className="min-w-0 flex-1 truncate font-mono text-muted text-xs" title={text}>
        {text}
      </code>
      <Copy text={text} label={`Copy the public key of ${name}`} />
    </div>
  );
}
