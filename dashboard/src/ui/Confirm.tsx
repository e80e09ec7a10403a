import { type FormEvent, type ReactNode, useState } from "react";
import { Button } from "./Button";
import { Actions, Dialog } from "./Dialog";
import { TextField } from "./Field";
import { ErrorNote } from "./Note";

interface ConfirmProps {
  open: boolean;
  onClose: () => void;
  title: string;
  /** What will be gone, and what stays. */
  text: ReactNode;
  /** The verb on the button. */
  action: string;
  /** Must be typed first: for what cannot be undone. */
  typed?: string;
  /** Rejects with the server's error, which is then shown here. */
  onConfirm: () => Promise<unknown>;
}

export function Confirm({ open, onClose, title, text, action, typed, onConfirm }: ConfirmProps) {
  const [said, setSaid] = useState("");
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>();
  const isReady = !typed || said === typed;

  const close = () => {
    setSaid("");
    setError(undefined);
    onClose();
  };
  const confirm = async (event: FormEvent) => {
    event.preventDefault();
    event.stopPropagation();
    if (!isReady || busy) return;
    setBusy(true);
    setError(undefined);
    try {
      await onConfirm();
      close();
    } catch (failure) {
      setError(failure);
    } finally {
      setBusy(false);
    }
  };

  return (
    <Dialog open={open} onClose={close} title={title}>
      <form onSubmit={confirm} className="grid gap-4">
        <div className="text-muted">{text}</div>
        {typed && (
          <TextField
            label={
              <>
                Type <code className="font-mono">{typed}</code> to confirm
              </>
            }
            value={said}
            onChange={(event) => setSaid(event.target.value)}
            autoFocus
            mono
          />
        )}
        {error !== undefined && <ErrorNote error={error} />}
        <Actions>
          <Button onClick={close}>Cancel</Button>
          <Button type="submit" kind="danger" busy={busy} disabled={!isReady}>
            {action}
          </Button>
        </Actions>
      </form>
    </Dialog>
  );
}
