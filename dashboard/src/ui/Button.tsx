import { LoaderCircle } from "lucide-react";
import type { ComponentProps, ReactNode } from "react";
import { cn } from "@/lib/cn";
import { Hint } from "./Hint";

const KINDS = {
  solid: "bg-solid text-on-solid hover:opacity-90 shadow-raised",
  plain: "bg-surface text-text border border-line-strong hover:bg-hover shadow-raised",
  quiet: "text-muted hover:text-text hover:bg-hover",
  danger: "bg-surface text-bad border border-line-strong hover:bg-bad-soft hover:border-bad",
} as const;

const control =
  "inline-flex items-center justify-center gap-1.5 rounded-md font-medium whitespace-nowrap select-none " +
  "transition-colors disabled:opacity-50 disabled:cursor-not-allowed";

export interface ButtonProps extends ComponentProps<"button"> {
  kind?: keyof typeof KINDS;
  size?: "small" | "normal";
  /** Shows that the work goes on and keeps a second click out. */
  busy?: boolean;
  icon?: ReactNode;
}

export function buttonClass(kind: keyof typeof KINDS = "plain", size: "small" | "normal" = "normal"): string {
  return cn(control, KINDS[kind], size === "small" ? "h-7 px-2.5 text-sm" : "h-8 px-3 text-sm");
}

export function Button({ kind, size, busy, icon, children, className, disabled, ...rest }: ButtonProps) {
  return (
    <button
      type="button"
      className={cn(buttonClass(kind, size), className)}
      disabled={disabled || busy}
      aria-busy={busy || undefined}
      {...rest}
    >
      {busy ? <LoaderCircle className="size-3.5 animate-spin" aria-hidden /> : icon}
      {children}
    </button>
  );
}

/** A button that is only a picture: its label is what screen readers say and what the hint shows. */
export function IconButton({
  label,
  children,
  className,
  ...rest
}: Omit<ButtonProps, "icon" | "size" | "kind"> & { label: string }) {
  return (
    <Hint text={label}>
      <button
        type="button"
        aria-label={label}
        className={cn(control, "size-7 text-muted hover:bg-hover hover:text-text", className)}
        {...rest}
      >
        {children}
      </button>
    </Hint>
  );
}
