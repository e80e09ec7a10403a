import { type ComponentProps, type ReactNode, useId } from "react";
import { cn } from "@/lib/cn";

export const inputClass =
  "w-full min-w-0 rounded-md border border-line-strong bg-surface px-2.5 text-sm text-text shadow-raised " +
  "transition-colors hover:border-faint focus-visible:outline-offset-0 " +
  "aria-invalid:border-bad disabled:opacity-60 disabled:bg-sunken [&[readonly]]:bg-sunken [&[readonly]]:shadow-none";

interface FieldProps {
  label: ReactNode;
  /** What it is for, in a few words; always visible. */
  hint?: ReactNode;
  error?: string | undefined;
  className?: string;
  /** The control; it gets the ids that tie it to its label, hint and error. */
  children: (ids: { id: string; "aria-describedby"?: string; "aria-invalid"?: true }) => ReactNode;
}

/** Label, control, hint and error, tied together for screen readers. */
function Field({ label, hint, error, className, children }: FieldProps) {
  const id = useId();
  const described = [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(" ");
  return (
    <div className={cn("grid gap-1.5", className)}>
      <label htmlFor={id} className="font-medium text-sm">
        {label}
      </label>
      {children({
        id,
        ...(described ? { "aria-describedby": described } : {}),
        ...(error ? { "aria-invalid": true as const } : {}),
      })}
      {error && (
        <p id={`${id}-error`} role="alert" className="text-bad text-sm">
          {error}
        </p>
      )}
      {hint && (
        <p id={`${id}-hint`} className="text-muted text-sm">
          {hint}
        </p>
      )}
    </div>
  );
}

type Own<T extends "input" | "textarea" | "select"> = Omit<ComponentProps<T>, "id" | "className"> &
  Omit<FieldProps, "children">;

/** A labelled line of text. `mono` is for names, paths and commands. */
export function TextField({
  label,
  hint,
  error,
  className,
  mono,
  ...input
}: Own<"input"> & { mono?: boolean }) {
  return (
    <Field label={label} hint={hint} error={error} {...(className ? { className } : {})}>
      {(ids) => (
        <input
          className={cn(inputClass, "h-8", mono && "font-mono")}
          autoComplete="off"
          {...ids}
          {...input}
        />
      )}
    </Field>
  );
}

export function TextArea({
  label,
  hint,
  error,
  className,
  mono,
  ...input
}: Own<"textarea"> & { mono?: boolean }) {
  return (
    <Field label={label} hint={hint} error={error} {...(className ? { className } : {})}>
      {(ids) => (
        <textarea
          rows={4}
          className={cn(inputClass, "resize-y py-1.5", mono && "font-mono")}
          spellCheck={!mono}
          {...ids}
          {...input}
        />
      )}
    </Field>
  );
}

export function SelectField({ label, hint, error, className, children, ...input }: Own<"select">) {
  return (
    <Field label={label} hint={hint} error={error} {...(className ? { className } : {})}>
      {(ids) => (
        <select className={cn(inputClass, "h-8 pr-8")} {...ids} {...input}>
          {children}
        </select>
      )}
    </Field>
  );
}
