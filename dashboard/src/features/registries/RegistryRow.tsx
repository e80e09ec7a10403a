import { EllipsisVertical, Pencil, Trash2 } from "lucide-react";
import { useState } from "react";
import { api } from "@/api/client";
import { DeleteUnused } from "@/features/usage/DeleteUnused";
import { Button, IconButton } from "@/ui/Button";
import { Menu } from "@/ui/Menu";
import { ErrorNote } from "@/ui/Note";
import { Status } from "@/ui/Status";
import { type Registry, target, valuesOf } from "./registry";

interface RegistryRowProps {
  registry: Registry;
  mayEdit: boolean;
  mayDelete: boolean;
  onEdit: () => void;
}

export function RegistryRow({ registry, mayEdit, mayDelete, onEdit }: RegistryRowProps) {
  const { registryId, registryName } = registry;
  const [deleting, setDeleting] = useState(false);
  const test = api.useMutation("post", "/registry.testRegistryById");
  const remove = api.useMutation("post", "/registry.remove");
  const users = api.useQuery(
    "get",
    "/registry.usedBy",
    { params: { query: { registryId } } },
    { enabled: deleting, staleTime: 0 },
  );
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-2 px-4 py-3">
      <div className="min-w-0 flex-1 basis-56">
        <p className="truncate font-medium">{registryName}</p>
        <p className="truncate text-muted text-sm">
          <code className="font-mono text-xs">{target(valuesOf(registry))}</code> · signed in as{" "}
          {registry.username}
        </p>
      </div>
      <div className="flex items-center gap-2">
        <span role="status">{test.isSuccess && <Status is="done" label="The login works" />}</span>
        <Button size="small" busy={test.isPending} onClick={() => test.mutate({ body: { registryId } })}>
          Test login
        </Button>
        <Menu
          trigger={
            <IconButton label={`More about ${registryName}`}>
              <EllipsisVertical className="size-4" />
            </IconButton>
          }
          items={[
            {
              label: "Edit",
              icon: <Pencil />,
              reason: !mayEdit && "You may not change registries",
              onSelect: onEdit,
            },
            {
              label: "Delete",
              icon: <Trash2 />,
              danger: true,
              reason: !mayDelete && "You may not delete registries",
              onSelect: () => setDeleting(true),
            },
          ]}
        />
      </div>
      {test.error && (
        <div className="basis-full">
          <ErrorNote error={test.error} />
        </div>
      )}
      <DeleteUnused
        open={deleting}
        onClose={() => setDeleting(false)}
        what={`the registry ${registryName}`}
        text="Dokploy forgets its login. The images in it stay."
        users={users}
        onDelete={() => remove.mutateAsync({ body: { registryId } })}
      />
    </div>
  );
}
