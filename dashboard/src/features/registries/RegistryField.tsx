import { Link } from "@tanstack/react-router";
import type { ComponentProps } from "react";
import { SelectField } from "@/ui/Field";
import { ErrorNote } from "@/ui/Note";
import { useRegistries } from "./useRegistries";

interface RegistryFieldProps extends Omit<ComponentProps<typeof SelectField>, "label" | "hint" | "children"> {
  /** The one that is chosen at the moment: shown also to who may not read the others. */
  current: { registryId: string; registryName: string } | null | undefined;
  /** What choosing none means. */
  none: string;
}

/** One of the organization's registries. */
export function RegistryField({ current, none, ...select }: RegistryFieldProps) {
  const { hidden, list, error } = useRegistries();
  const listed = list ?? (current ? [current] : []);
  return (
    <>
      {error && <ErrorNote error={error} />}
      <SelectField
        label="Registry"
        className="sm:w-1/2 sm:pr-2"
        hint={
          hidden ? (
            "Your role does not see the other registries of the organization."
          ) : list?.length === 0 ? (
            <>
              There is none yet.{" "}
              <Link to="/registries" className="font-medium text-text underline underline-offset-4">
                Add a registry
              </Link>
            </>
          ) : undefined
        }
        {...select}
      >
        <option value="">{none}</option>
        {listed.map((registry) => (
          <option key={registry.registryId} value={registry.registryId}>
            {registry.registryName}
          </option>
        ))}
      </SelectField>
    </>
  );
}
