import { api } from "@/api/client";
import { problem, useServerForm } from "@/lib/form";
import { CodeEditor } from "@/ui/CodeEditor";
import { TextField } from "@/ui/Field";
import { Segmented } from "@/ui/Segmented";
import { DialogForm } from "./DialogForm";
import type { Mount } from "./settings";

interface MountFormProps {
  applicationId: string;
  mount: Mount | null;
  onDone: () => void;
}

export function MountForm({ applicationId, mount, onDone }: MountFormProps) {
  const create = api.useMutation("post", "/mounts.create");
  const update = api.useMutation("post", "/mounts.update");
  const form = useServerForm(
    {
      type: mount?.type ?? ("volume" as Mount["type"]),
      volumeName: mount?.volumeName ?? "",
      hostPath: mount?.hostPath ?? "",
      filePath: mount?.filePath ?? "",
      content: mount?.content ?? "",
      mountPath: mount?.mountPath ?? "",
    },
    async (fields) => {
      const { type, mountPath } = fields;
      const own = {
        volume: { volumeName: fields.volumeName },
        bind: { hostPath: fields.hostPath },
        file: { filePath: fields.filePath, content: fields.content },
      }[type];
      const body = { type, mountPath, ...own };
      if (mount) await update.mutateAsync({ body: { ...body, mountId: mount.mountId } });
      else await create.mutateAsync({ body: { ...body, serviceId: applicationId } });
      onDone();
    },
  );
  const [type, filePath, content] = form.watch(["type", "filePath", "content"]);
  return (
    <DialogForm form={form} action={mount ? "Save" : "Add mount"} onCancel={onDone}>
      <div>
        <Segmented
          label="Kind"
          value={type}
          onChange={(kind) => form.setValue("type", kind, { shouldDirty: true })}
          options={[
            { value: "volume", label: "Volume" },
            { value: "bind", label: "Folder" },
            { value: "file", label: "File" },
          ]}
        />
        <p className="mt-1.5 text-muted text-sm">{EXPLAINED[type]}</p>
      </div>
      {type === "volume" && (
        <TextField
          label="Name of the volume"
          mono
          placeholder="shop-data"
          error={problem(form, "volumeName")}
          {...form.register("volumeName", { required: true })}
        />
      )}
      {type === "bind" && (
        <TextField
          label="Folder on the machine"
          mono
          placeholder="/srv/shop"
          error={problem(form, "hostPath")}
          {...form.register("hostPath", { required: true })}
        />
      )}
      {type === "file" && (
        <TextField
          label="Name of the file"
          mono
          placeholder="config/app.yaml"
          hint="Among the files of this application"
          error={problem(form, "filePath")}
          {...form.register("filePath", { required: true })}
        />
      )}
      <TextField
        label="Path in the container"
        mono
        placeholder={type === "file" ? "/app/config/app.yaml" : "/data"}
        error={problem(form, "mountPath")}
        {...form.register("mountPath", { required: true })}
      />
      {type === "file" && (
        <div className="grid gap-1.5">
          <p className="font-medium text-sm">Content</p>
          <CodeEditor
            label="Content of the file"
            language={/\.ya?ml$/.test(filePath) ? "yaml" : "text"}
            value={content}
            onChange={(text) => form.setValue("content", text, { shouldDirty: true })}
            lines={[8, 18]}
          />
          <p className="text-muted text-sm">Escape, then Tab, leaves the editor.</p>
          {problem(form, "content") && <p className="text-bad text-sm">{problem(form, "content")}</p>}
        </div>
      )}
    </DialogForm>
  );
}

const EXPLAINED = {
  volume: "Kept by Docker; made when it does not exist yet, and kept when this mount is deleted.",
  bind: "A folder of the machine, as it is.",
  file: "A file that is kept here, the same for every release until it is changed.",
} as const;
