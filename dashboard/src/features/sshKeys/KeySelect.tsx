import { Plus } from "lucide-react";
import { type ComponentProps, lazy, Suspense, useEffect, useEffectEvent, useState } from "react";
import { api } from "@/api/client";
import { usePermissions } from "@/api/permissions";
import { Button } from "@/ui/Button";
import { SelectField } from "@/ui/Field";
import { ErrorNote } from "@/ui/Note";

/** Loaded when it is opened: most services need no new key. */
const AddKey = lazy(async () => ({ default: (await import("./AddKey")).AddKey }));

interface KeySelectProps extends Omit<ComponentProps<typeof SelectField>, "label" | "children"> {
  onChoose: (sshKeyId: string) => void;
}

/** One of the organization's keys, or a new one, made in place: whatever stands in the form around it stays. */
export function KeySelect({ onChoose, ...select }: KeySelectProps) {
  const keys = api.useQuery("get", "/sshKey.allForApps");
  const mayCreate = usePermissions()("sshKeys:create");
  const [adding, setAdding] = useState(false);
  const [known, setKnown] = useState<ReadonlySet<string>>();
  const choose = useEffectEvent(onChoose);
  useEffect(() => {
    const made = known && keys.data?.find((key) => !known.has(key.sshKeyId));
    if (!made) return;
    choose(made.sshKeyId);
    setKnown(undefined);
  }, [known, keys.data]);

  if (keys.error) return <ErrorNote error={keys.error} />;
  return (
    <div className="grid gap-2">
      <SelectField label="SSH key" {...select}>
        <option value="">{keys.data ? "Choose a key" : "Loading…"}</option>
        {keys.data?.map((key) => (
          <option key={key.sshKeyId} value={key.sshKeyId}>
            {key.name}
          </option>
        ))}
      </SelectField>
      {mayCreate && (
        <Button
          size="small"
          className="justify-self-start"
          icon={<Plus className="size-3.5" />}
          onClick={() => {
            setKnown(new Set(keys.data?.map((key) => key.sshKeyId)));
            setAdding(true);
          }}
        >
          New key
        </Button>
      )}
      {adding && (
        <Suspense>
          <AddKey open onClose={() => setAdding(false)} />
        </Suspense>
      )}
    </div>
  );
}
