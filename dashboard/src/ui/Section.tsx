import type { ReactNode } from "react";
import { cn } from "@/lib/cn";

interface SectionProps {
  /** For addresses that lead to this section. */
  id?: string;
  title?: ReactNode;
  text?: ReactNode;
  actions?: ReactNode;
  /** Without the inner padding: for tables and logs that fill it. */
  flush?: boolean;
  className?: string;
  children: ReactNode;
}

/** A panel with a heading of its own: the unit of which pages are made. */
export function Section({ id, title, text, actions, flush, className, children }: SectionProps) {
  return (
    <section id={id} className={cn("scroll-mt-16 rounded-lg border bg-surface", className)}>
      {(title || actions) && (
        <header className="flex flex-wrap items-center gap-x-4 gap-y-2 border-b px-4 py-3">
          <div className="min-w-0 flex-1">
            {title && <h2 className="font-semibold">{title}</h2>}
            {text && <p className="text-muted text-sm">{text}</p>}
          </div>
          {actions && <div className="flex items-center gap-2">{actions}</div>}
        </header>
      )}
      <div className={flush ? undefined : "p-4"}>{children}</div>
    </section>
  );
}

/** A page's head: where one is, what it is called, what can be done. */
export function PageHead({
  title,
  text,
  actions,
}: {
  title: ReactNode;
  text?: ReactNode;
  actions?: ReactNode;
}) {
  return (
    <header className="flex flex-wrap items-center gap-x-4 gap-y-1 pb-5">
      <h1 className="min-w-0 flex-1 truncate font-semibold text-xl tracking-tight">{title}</h1>
      {actions && <div className="flex flex-wrap items-center gap-2">{actions}</div>}
      {text && <div className="basis-full text-muted">{text}</div>}
    </header>
  );
}

/** Names and values side by side; on a phone below each other. */
export function Facts({ children }: { children: ReactNode }) {
  return <dl className="grid gap-x-6 gap-y-2 text-sm sm:grid-cols-[minmax(7rem,auto)_1fr]">{children}</dl>;
}

export function Fact({ name, children }: { name: ReactNode; children: ReactNode }) {
  return (
    <>
      <dt className="text-muted max-sm:mt-1">{name}</dt>
      <dd className="min-w-0 break-words max-sm:-mt-1.5">{children}</dd>
    </>
  );
}
