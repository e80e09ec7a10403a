import type { ComponentProps } from "react";
import { TextField } from "@/ui/Field";

const SHORTEST = 0.001;

/** For `form.register`: Docker knows no time below a millisecond, except none at all. */
export const SECONDS = {
  validate: (typed: unknown): string | true => {
    const seconds = Number(typed);
    return seconds === 0 || seconds >= SHORTEST || "0, or 0.001 and more";
  },
};

type TimeFieldProps = Omit<ComponentProps<typeof TextField>, "type" | "step" | "min" | "label"> & {
  label: string;
};

/** A number of seconds, as `{...form.register(name, SECONDS)}`. */
export const TimeField = ({ label, ...props }: TimeFieldProps) => (
  <TextField
    label={
      <>
        {label} <span className="font-normal text-muted">seconds</span>
      </>
    }
    type="number"
    step="any"
    min={0}
    {...props}
  />
);
