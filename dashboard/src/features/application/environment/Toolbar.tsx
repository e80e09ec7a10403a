import { Eye, EyeOff } from "lucide-react";
import type { Known } from "@/lib/env/problems";
import { Button } from "@/ui/Button";
import { Segmented } from "@/ui/Segmented";
import { References } from "./References";

type View = "text" | "table";

interface ToolbarProps {
  view: View;
  onView: (view: View) => void;
  isMasked: boolean;
  onMask: (isMasked: boolean) => void;
  known: Known;
}

export function Toolbar({ view, onView, isMasked, onMask, known }: ToolbarProps) {
  const Icon = isMasked ? Eye : EyeOff;
  return (
    <div className="flex flex-wrap items-center gap-2">
      <Segmented
        label="View"
        value={view}
        onChange={onView}
        options={[
          { value: "text", label: "Text" },
          { value: "table", label: "Table" },
        ]}
      />
      <Button
        kind="quiet"
        icon={<Icon className="size-3.5" />}
        aria-pressed={!isMasked}
        onClick={() => onMask(!isMasked)}
      >
        {isMasked ? "Show values" : "Hide values"}
      </Button>
      <References known={known} />
    </div>
  );
}
