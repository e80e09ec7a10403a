import type { ReactNode } from "react";
import { cn } from "@/lib/cn";

/** A plain table that scrolls sideways on a phone instead of squeezing. `label` is what screen readers announce. */
export function Table({ label, head, children }: { label: string; head: ReactNode[]; children: ReactNode }) {
  return (
    // Relative: what is hidden for the eye alone would else widen the page instead of the table.
    <div className="relative overflow-x-auto">
      <table className="w-full text-left text-sm" aria-label={label}>
        <thead>
          <tr className="border-b text-muted">
            {head.map((name, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: the columns of a table do not move
              <th key={index} scope="col" className="whitespace-nowrap px-4 py-2 font-medium text-xs">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody className="divide-y">{children}</tbody>
      </table>
    </div>
  );
}

export function Cell({ children, className }: { children?: ReactNode; className?: string }) {
  return <td className={cn("px-4 py-2.5 align-middle", className)}>{children}</td>;
}
