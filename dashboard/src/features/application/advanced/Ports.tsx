import { api } from "@/api/client";
import { usePermissions } from "@/api/permissions";
import { problem, useServerForm } from "@/lib/form";
import { SelectField, TextField } from "@/ui/Field";
import { DialogForm } from "./DialogForm";
import { ListSection } from "./ListSection";
import { Fields } from "./SettingsSection";
import type { Application } from "./settings";

type Port = Application["ports"][number];

export function Ports({ application }: { application: Application }) {
  const may = usePermissions();
  const remove = api.useMutation("post", "/port.delete");
  return (
    <ListSection<Port>
      id="ports"
      title="Published ports"
      text="Reach the containers past the router, for what is no HTTP. They take effect with the next deployment."
      items={application.ports}
      keyOf={(port) => port.portId}
      nameOf={(port) => `port ${port.publishedPort}`}
      noun="port"
      empty="None. Domains need no published port."
      columns={[
        { name: "On the machine", cell: (port) => <code className="font-mono">{port.publishedPort}</code> },
        { name: "In the container", cell: (port) => <code className="font-mono">{port.targetPort}</code> },
        { name: "Protocol", cell: (port) => port.protocol.toUpperCase() },
        {
          name: "Published by",
          cell: (port) => (port.publishMode === "ingress" ? "Every machine" : "The machine it runs on"),
        },
      ]}
      form={(port, onDone) => (
        <PortForm applicationId={application.applicationId} port={port} onDone={onDone} />
      )}
      mayWrite={may("service:create")}
      mayDelete={may("service:delete")}
      removal="The next deployment no longer publishes it."
      onDelete={({ portId }) => remove.mutateAsync({ body: { portId } })}
    />
  );
}

interface PortFormProps {
  applicationId: string;
  port: Port | null;
  onDone: () => void;
}

function PortForm({ applicationId, port, onDone }: PortFormProps) {
  const create = api.useMutation("post", "/port.create");
  const update = api.useMutation("post", "/port.update");
  const form = useServerForm(
    {
      publishedPort: String(port?.publishedPort ?? ""),
      targetPort: String(port?.targetPort ?? ""),
      protocol: port?.protocol ?? "tcp",
      publishMode: port?.publishMode ?? "ingress",
    },
    async (fields) => {
      const body = {
        ...fields,
        publishedPort: Number(fields.publishedPort),
        targetPort: Number(fields.targetPort),
      };
      if (port) await update.mutateAsync({ body: { ...body, portId: port.portId } });
      else await create.mutateAsync({ body: { ...body, applicationId } });
      onDone();
    },
  );
  return (
    <DialogForm form={form} action={port ? "Save" : "Add port"} onCancel={onDone}>
      <Fields>
        <TextField
          label="Port on the machine"
          type="number"
          min={1}
          max={65535}
          autoFocus
          error={problem(form, "publishedPort")}
          {...form.register("publishedPort", { required: true })}
        />
        <TextField
          label="Port in the container"
          type="number"
          min={1}
          max={65535}
          error={problem(form, "targetPort")}
          {...form.register("targetPort", { required: true })}
        />
        <SelectField label="Protocol" error={problem(form, "protocol")} {...form.register("protocol")}>
          <option value="tcp">TCP</option>
          <option value="udp">UDP</option>
        </SelectField>
        <SelectField
          label="Published by"
          hint="The machine alone also tells the client's own address"
          error={problem(form, "publishMode")}
          {...form.register("publishMode")}
        >
          <option value="ingress">Every machine of the swarm</option>
          <option value="host">The machine it runs on</option>
        </SelectField>
      </Fields>
    </DialogForm>
  );
}
