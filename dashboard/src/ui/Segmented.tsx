import { cn } from "@/lib/cn";

/** One of a few, all visible: a radio group in the shape of buttons. */
export function Segmented<T extends string>({
  label,
  value,
  options,
  onChange,
}: {
  label: string;
  value: T;
  options: { value: T; label: string; disabled?: boolean }[];
  onChange: (value: T) => void;
}) {
  return (
    <fieldset className="inline-flex h-8 w-fit rounded-md border bg-sunken p-0.5">
      <legend className="sr-only">{label}</legend>
      {options.map((option) => (
        <label
          key={option.value}
          className={cn(
            "flex cursor-pointer items-center whitespace-nowrap rounded-sm px-2.5 text-sm transition-colors has-focus-visible:outline-2 has-focus-visible:outline-accent",
            option.value === value ? "bg-surface font-medium shadow-raised" : "text-muted hover:text-text",
            option.disabled && "cursor-not-allowed opacity-50",
          )}
        >
          <input
            type="radio"
            name={label}
            className="sr-only"
            checked={option.value === value}
            disabled={option.disabled}
            onChange={() => onChange(option.value)}
          />
          {option.label}
        </label>
      ))}
    </fieldset>
  );
}
