import { bytes } from "@/lib/bytes";
import type { UploadProgress } from "./create";

const WORDS = { pack: "Packing", send: "Uploading", start: "Unpacking on the server" } as const;

/** How far an upload is, as a bar and in bytes. */
export function Progress({ step, done, total }: UploadProgress) {
  const percent = total === 0 ? 0 : Math.round((done / total) * 100);
  return (
    <div className="grid gap-1.5">
      <p className="flex justify-between text-sm">
        <span>{WORDS[step]}</span>
        <span className="text-muted tabular-nums">
          {bytes(done)} of {bytes(total)}
        </span>
      </p>
      <div
        role="progressbar"
        aria-label={WORDS[step]}
        aria-valuenow={percent}
        aria-valuemin={0}
        aria-valuemax={100}
        className="h-1.5 overflow-hidden rounded-full bg-sunken"
      >
        <div
          className="h-full rounded-full bg-accent transition-[width] duration-200"
          style={{ width: `${percent}%` }}
        />
      </div>
    </div>
  );
}
