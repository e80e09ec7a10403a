import type { ReactNode } from "react";
import type { FieldValues } from "react-hook-form";
import type { Form } from "@/lib/form";
import { Button } from "@/ui/Button";
import { Actions } from "@/ui/Dialog";
import { LeaveGuard, type ViewSearch } from "@/ui/LeaveGuard";
import { Note } from "@/ui/Note";

interface DialogFormProps<T extends FieldValues> {
  form: Form<T>;
  action: string;
  onCancel: () => void;
  /** For a dialog that is open by the search in the address: whether another one closes it. */
  isLostIn?: (search: ViewSearch) => boolean;
  children: ReactNode;
}

/** The body of a dialog that saves one thing. */
export function DialogForm<T extends FieldValues>({
  form,
  action,
  onCancel,
  isLostIn,
  children,
}: DialogFormProps<T>) {
  return (
    <form onSubmit={form.submit} className="grid gap-4" noValidate>
      {form.failure && <Note tone="bad">{form.failure}</Note>}
      {children}
      <Actions>
        <Button onClick={onCancel}>Cancel</Button>
        <Button type="submit" kind="solid" busy={form.busy}>
          {action}
        </Button>
      </Actions>
      <LeaveGuard
        when={form.formState.isDirty && !form.formState.isSubmitSuccessful}
        what="this form"
        isLostIn={isLostIn}
      />
    </form>
  );
}
