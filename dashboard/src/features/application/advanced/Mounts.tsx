import { api } from "@/api/client";
import { usePermissions } from "@/api/permissions";
import { Badge } from "@/ui/Badge";
import { FromTo, ListSection } from "./ListSection";
import { MountForm } from "./MountForm";
import type { Application, Mount } from "./settings";

const KINDS = { volume: "Volume", bind: "Folder", file: "File" } as const;

export function Mounts({ application }: { application: Application }) {
  const may = usePermissions();
  const remove = api.useMutation("post", "/mounts.remove");
  return (
    <ListSection<Mount>
      id="mounts"
      title="Mounts"
      text="What containers see of volumes, of folders of the machine, and of files kept here. The next deployment mounts them."
      items={application.mounts}
      keyOf={(mount) => mount.mountId}
      nameOf={(mount) => `the mount at ${mount.mountPath}`}
      noun="mount"
      empty="None. What a container writes elsewhere is gone with it."
      columns={[
        { name: "Kind", cell: (mount) => <Badge>{KINDS[mount.type]}</Badge> },
        {
          name: "From, and path in the container",
          cell: (mount) => <FromTo from={sourceOf(mount)} to={mount.mountPath} />,
        },
      ]}
      form={(mount, onDone) => (
        <MountForm applicationId={application.applicationId} mount={mount} onDone={onDone} />
      )}
      wide
      mayWrite={may("volume:create")}
      mayDelete={may("volume:delete")}
      removal="The next deployment no longer mounts it. A volume and its data stay; a file that is kept here is deleted."
      onDelete={({ mountId }) => remove.mutateAsync({ body: { mountId } })}
    />
  );
}

const sourceOf = (mount: Mount): string =>
  ({ volume: mount.volumeName, bind: mount.hostPath, file: mount.filePath })[mount.type] ?? "";
