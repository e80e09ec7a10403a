import { useIsPrivileged } from "@/api/permissions";
import { Status } from "@/ui/Status";
import { SHAPES, useReport } from "./report";

/** A shape beside the way to the health page, while the last examination found something. */
export function HealthMark() {
  const { data: report } = useReport(useIsPrivileged() === true);
  if (!report || report.status === "ok") return null;
  const [shape] = SHAPES[report.status];
  const word = report.status === "failed" ? "Something does not work" : "There are warnings";
  return (
    <span className="ml-auto">
      <Status is={shape} label={word} bare />
    </span>
  );
}
