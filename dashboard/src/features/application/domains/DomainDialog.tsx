import { Dialog } from "@/ui/Dialog";
import type { Application } from "../advanced/settings";
import { DomainForm } from "./DomainForm";
import type { DomainRow } from "./fields";

interface DomainDialogProps {
  open: boolean;
  /** The one to change; null for a new one. */
  domain: DomainRow | null;
  application: Application;
  exposed: readonly number[];
  /** Closed by hand: asks first when something was typed. */
  onClose: () => void;
  onSaved: () => void;
}

export function DomainDialog({ open, domain, onClose, ...rest }: DomainDialogProps) {
  return (
    <Dialog
      open={open}
      onClose={onClose}
      title={domain ? `Change ${domain.host}` : "Add domain"}
      text="In effect as soon as it is saved."
    >
      <DomainForm domain={domain} onClose={onClose} {...rest} />
    </Dialog>
  );
}
