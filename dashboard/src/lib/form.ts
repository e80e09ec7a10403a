import { useState } from "react";
import {
  type DefaultValues,
  type FieldValues,
  type Path,
  type UseFormReturn,
  useForm,
} from "react-hook-form";
import { ApiError } from "@/api/errors";

export interface Form<T extends FieldValues> extends UseFormReturn<T> {
  /** For `<form onSubmit>`. What the server refuses lands on its field; the rest in `failure`. What was typed stays. */
  submit: (event?: React.BaseSyntheticEvent) => void;
  /** The server's message that belongs to no field. */
  failure: string | undefined;
  busy: boolean;
}

/** A form that ends in one call to the server. `save` rejects with the server's error. */
export function useServerForm<T extends FieldValues>(
  defaultValues: DefaultValues<T>,
  save: (values: T) => Promise<unknown>,
): Form<T> {
  const form = useForm<T>({ defaultValues });
  const [failure, setFailure] = useState<string>();
  const submit = form.handleSubmit(async (values) => {
    setFailure(undefined);
    try {
      await save(values);
    } catch (caught) {
      const error = ApiError.of(caught);
      const fields = new Set(Object.keys(values));
      for (const issue of error.issues) {
        const name = String(issue.path?.[0]);
        if (fields.has(name))
          form.setError(name as Path<T>, { message: issue.message }, { shouldFocus: true });
      }
      setFailure(error.beside(fields));
    }
  });
  return {
    ...form,
    submit: (event) => {
      event?.stopPropagation(); // of a form in a dialog that another form has opened: that one is not meant
      void submit(event);
    },
    failure,
    busy: form.formState.isSubmitting,
  };
}

/** The message of a field, for `<TextField error>`. */
export function problem<T extends FieldValues>(form: Form<T>, name: Path<T>): string | undefined {
  const found = form.getFieldState(name, form.formState).error;
  if (!found) return undefined;
  return found.message || (found.type === "required" ? "This is needed" : "This is not valid");
}
