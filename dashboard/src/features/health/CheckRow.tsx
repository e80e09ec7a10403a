import { ChevronRight } from "lucide-react";
import { Fragment } from "react";
import { cn } from "@/lib/cn";
import { duration } from "@/lib/time";
import { Copy } from "@/ui/Small";
import { Status } from "@/ui/Status";
import { type Check, commandsIn, figure, SHAPES, wordsOf } from "./report";

/** One check: what was found, what to do, and the figures behind it for whoever unfolds them. */
export function CheckRow({ check }: { check: Check }) {
  const [shape, word] = SHAPES[check.status];
  const figures = Object.entries(check.details);
  const row = (
    <>
      <Status is={shape} label={word} className="self-start pt-px" />
      <div className="min-w-0">
        <p className="flex items-center gap-1.5 font-medium">
          {check.title}
          {figures.length > 0 && (
            <ChevronRight
              className="size-3.5 text-faint transition-transform group-open:rotate-90"
              aria-hidden
            />
          )}
        </p>
        <p className="break-words text-muted text-sm">{check.cause}</p>
      </div>
      <span className="pt-px text-right text-muted text-sm tabular-nums">
        {check.status === "skipped" ? "" : duration(check.durationMs)}
      </span>
    </>
  );
  const columns =
    "grid grid-cols-[minmax(0,1fr)_auto] gap-x-4 gap-y-1 px-4 py-3 sm:grid-cols-[6rem_minmax(0,1fr)_auto] max-sm:[&>:first-child]:col-span-2";
  return (
    <div>
      {figures.length === 0 ? (
        <div className={columns}>{row}</div>
      ) : (
        <details className="group">
          <summary
            className={cn(
              columns,
              "list-none transition-colors hover:bg-hover [&::-webkit-details-marker]:hidden",
            )}
          >
            {row}
          </summary>
          <dl className="mx-4 mt-1 mb-3 grid gap-x-6 gap-y-1 rounded-md bg-sunken px-3 py-2.5 text-xs sm:ml-32 sm:grid-cols-[minmax(8rem,auto)_minmax(0,1fr)]">
            {figures.map(([name, value]) => (
              <Fragment key={name}>
                <dt className="text-muted">{wordsOf(name)}</dt>
                <dd className="min-w-0 break-words font-mono">{figure(value)}</dd>
              </Fragment>
            ))}
          </dl>
        </details>
      )}
      {check.cure && <Cure text={check.cure} />}
    </div>
  );
}

function Cure({ text }: { text: string }) {
  const commands = commandsIn(text);
  return (
    <div className="grid gap-2 px-4 pb-3 text-sm sm:pl-32">
      <p className="break-words">
        <span className="font-medium">What to do: </span>
        {text}
      </p>
      {commands.map((command) => (
        <div key={command} className="flex items-center gap-2 rounded-md bg-sunken py-1 pr-1 pl-2.5">
          <code className="min-w-0 flex-1 break-words font-mono text-xs">{command}</code>
          <Copy text={command} label="Copy the command" />
        </div>
      ))}
    </div>
  );
}
