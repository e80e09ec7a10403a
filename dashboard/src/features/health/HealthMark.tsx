import { useIsPrivileged } from "@/api/permissions";
import { Status } from "@/ui/Status";
import { type Report, SHAPES, useReport } from "./report";

/** What was not well may be by now; a warning more often stands until somebody does something. */
const AGAIN_MS = { failed: 60_000, warning: 300_000, ok: false } as const;
const againMs = (status: Report["status"]) => AGAIN_MS[status];

/** A shape beside the way to the health page, while the last examination found something. */
export function HealthMark() {
  const { data: report } = useReport({ enabled: useIsPrivileged() === true, againMs });
  if (!report || report.status === "ok") return null;
  const [shape] = SHAPES[report.status];
  const word = report.status === "failed" ? "Something does not work" : "There are warnings";
  return (
    <span className="ml-auto">
      <Status is={shape} label={word} bare />
    </span>
  );
}
