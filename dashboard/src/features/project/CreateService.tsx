import { useRef, useState } from "react";
import { Dialog } from "@/ui/Dialog";
import { CreateForm } from "./CreateForm";
import { DropTarget } from "./DropTarget";
import { type Draft, EMPTY, kindOf } from "./draft";
import { type Chosen, fromDrop, type Source } from "./files";
import type { Environment } from "./project";
import { useView } from "./useView";

/** The flow that makes a service; also opened by dropping files on the page. Closing it keeps what was typed. */
export function CreateService({ environment }: { environment: Environment }) {
  const [view, setView] = useView();
  const kind = kindOf(view.create);
  const draft = useRef<Draft>(EMPTY);
  const made = useRef<string>(undefined);
  const [chosen, setChosen] = useState<Chosen>();
  const [isBusy, setBusy] = useState(false);

  const read = async (reading: Promise<Source>) => {
    setChosen({});
    setView({ create: "upload" });
    try {
      setChosen({ source: await reading });
    } catch (error) {
      setChosen({ error });
    }
  };
  const close = () => setView({ create: undefined });
  return (
    <>
      {!isBusy && (
        <DropTarget
          text={`Drop to make a service in ${environment.name}`}
          onDrop={(items) => void read(fromDrop(items))}
        />
      )}
      <Dialog
        open={kind !== undefined}
        onClose={close}
        firm={isBusy}
        title="New service"
        text={`In ${environment.name}`}
      >
        {kind && (
          <CreateForm
            kind={kind}
            onKind={(create) => setView({ create })}
            environmentId={environment.environmentId}
            draft={draft}
            made={made}
            chosen={chosen}
            onChosen={(source) => setChosen({ source })}
            onBusy={setBusy}
            onClose={close}
          />
        )}
      </Dialog>
    </>
  );
}
