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
  /** Beside the button, in small print. */
  note?: ReactNode;
  children: ReactNode;
}

/** Some settings with their own button: each section is saved on its own. */
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
        </fieldset>
        <footer className="flex flex-wrap items-center justify-end gap-2 rounded-b-lg border-t bg-sunken px-4 py-2">
          <p className="min-w-32 flex-1 text-muted text-sm">
            {mayWrite ? note : "Your role does not change this."}
          </p>
          {isDirty && (
            <Button kind="quiet" size="small" onClick={() => form.reset()}>
              Discard
            </Button>
          )}
          <Button type="submit" size="small" busy={form.busy} disabled={!isDirty || !mayWrite}>
            Save
          </Button>
        </footer>
      </form>
    </Section>
  );
}

/** Fields beside each other where there is room. */
export const Fields = ({ children }: { children: ReactNode }) => (
  <div className="grid items-start gap-4 sm:grid-cols-2">{children}</div>
);
