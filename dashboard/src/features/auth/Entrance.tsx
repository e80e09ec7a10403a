import type { ReactNode } from "react";
import { Logo } from "@/features/shell/Logo";

/** The calm page before anybody is known. */
export function Entrance({
  title,
  text,
  children,
}: {
  title: string;
  text?: ReactNode;
  children: ReactNode;
}) {
  return (
    <main className="grid min-h-dvh place-items-center px-4 py-10">
      <div className="w-full max-w-sm">
        <Logo className="mb-6 size-9" />
        <h1 className="font-semibold text-xl tracking-tight">{title}</h1>
        {text && <p className="mt-1 text-muted">{text}</p>}
        <div className="mt-6">{children}</div>
      </div>
    </main>
  );
}
