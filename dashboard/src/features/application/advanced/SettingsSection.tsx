import type { ReactNode } from "react";
import type { FieldValues } from "react-hook-form";
import { usePermissions } from "@/api/permissions";
import type { Form } from "@/lib/form";
import { Button } from "@/ui/Button";
import { Note } from "@/ui/Note";
import { Section } from "@/ui/Section";

interface SettingsSectionProps<T extends FieldValues> {
  /** The part of the address that leads here. */
  id: string;
  title: string;
  text: ReactNode;
  form: Form<T>;
  /** Below the fields. */
  note?: ReactNode;
  children: ReactNode;
}

/** Some settings that are saved on their own; the button comes with the first change. */
export function SettingsSection<T extends FieldValues>({
  id,
  title,
  text,
  form,
  note,
  children,
}: SettingsSectionProps<T>) {
  const mayWrite = usePermissions()("service:create");
  const { isDirty } = form.formState;
  return (
    <Section id={id} title={title} text={text} flush>
      <form onSubmit={form.submit} noValidate aria-label={title}>
        <fieldset disabled={!mayWrite} className="grid min-w-0 gap-4 p-4">
          {form.failure && <Note tone="bad">{form.failure}</Note>}
          {children}
          {note && <p className="text-muted text-sm">{note}</p>}
        </fieldset>
        {isDirty && (
          <footer className="flex animate-appear items-center justify-end gap-2 rounded-b-lg border-t bg-sunken px-4 py-2">
            <Button kind="quiet" size="small" onClick={() => form.reset()}>
              Discard
            </Button>
            <Button type="submit" size="small" busy={form.busy}>
              Save
            </Button>
          </footer>
        )}
      </form>
    </Section>
  );
}

/** Fields beside each other where there is room. */
export const Fields = ({ children }: { children: ReactNode }) => (
  <div className="grid items-start gap-4 sm:grid-cols-2">{children}</div>
);
