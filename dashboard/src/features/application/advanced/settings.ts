import { createContext, useCallback, useContext, useEffect, useEffectEvent, useId, useState } from "react";
import type { DefaultValues, FieldValues } from "react-hook-form";
import { api } from "@/api/client";
import { ApiError } from "@/api/errors";
import type { paths } from "@/api/schema";
import { type Form, useServerForm } from "@/lib/form";
import { toast } from "@/ui/Toasts";

export type Application = paths["/application.one"]["get"]["responses"]["200"]["content"]["application/json"];
export type Mount = Application["mounts"][number];
export type Changes = Omit<
  paths["/application.update"]["post"]["requestBody"]["content"]["application/json"],
  "applicationId"
>;

/** Told by each form of the page whether it holds something that is not saved. */
export const Unsaved = createContext<(form: string, isDirty: boolean) => void>(() => undefined);

/** The forms of a page that hold something unsaved, and what the page gives to `Unsaved`. */
export function useUnsavedForms() {
  const [unsaved, setUnsaved] = useState<ReadonlySet<string>>(new Set());
  const tell = useCallback((form: string, isDirty: boolean) => {
    setUnsaved((before) => {
      if (before.has(form) === isDirty) return before;
      const after = new Set(before);
      if (isDirty) after.add(form);
      else after.delete(form);
      return after;
    });
  }, []);
  return { unsaved, tell };
}

/**
 * A form of some of an application's settings. While nothing is typed it follows what is saved; what is typed stays
 * until it is saved or discarded.
 */
export function useSettings<T extends FieldValues>(
  applicationId: string,
  saved: T,
  changes: (fields: T) => Changes,
): Form<T> {
  const update = api.useMutation("post", "/application.update");
  const form = useServerForm<T>(saved as DefaultValues<T>, async (fields) => {
    try {
      await update.mutateAsync({ body: { applicationId, ...changes(fields) } });
    } catch (error) {
      throw withinFields(error, new Set(Object.keys(fields)));
    }
    form.reset(fields);
    toast("Saved");
  });
  const { isDirty } = form.formState;
  useUnsaved(isDirty);

  const key = JSON.stringify(saved);
  const follow = useEffectEvent(() => form.reset(saved));
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key stands for what is saved
  useEffect(() => {
    if (!isDirty) follow();
  }, [key, isDirty]);
  return form;
}

/** Tells the page that this part of it is not saved. */
export function useUnsaved(isDirty: boolean): void {
  const id = useId();
  const tell = useContext(Unsaved);
  useEffect(() => {
    tell(id, isDirty);
    return () => tell(id, false);
  }, [id, isDirty, tell]);
}

/** The server names Docker's keys within their column (`healthCheckSwarm.Interval`); the forms name them alone. */
function withinFields(caught: unknown, fields: ReadonlySet<string>): ApiError {
  const error = ApiError.of(caught);
  const issues = error.issues.map((issue) => {
    const [, inner] = issue.path ?? [];
    return fields.has(String(inner)) ? { ...issue, path: [String(inner)] } : issue;
  });
  return new ApiError(error.status, { message: error.message, code: error.code, issues });
}
