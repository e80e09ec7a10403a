import { useIsPrivileged } from "@/api/permissions";
import { Status } from "@/ui/Status";
import { type Report, SHAPES, useReport } from "./report";

/** Something that has failed may be well again by itself. */
const againMs = (status: Report["status"]) => status === "failed" && 60_000;

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
