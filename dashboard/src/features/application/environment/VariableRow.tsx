import { CircleAlert, Eye, EyeOff, Pencil, Trash2 } from "lucide-react";
import { useState } from "react";
import { cn } from "@/lib/cn";
import { Badge } from "@/ui/Badge";
import { IconButton } from "@/ui/Button";
import { Copy } from "@/ui/Small";
import type { Row } from "./rows";

export const DOTS = "••••••••";

interface VariableRowProps {
  row: Row;
  isMasked: boolean;
  /** It refers to nothing. */
  isBroken: boolean;
  onEdit?: (() => void) | undefined;
  onDelete?: (() => void) | undefined;
}

export function VariableRow({ row, isMasked, isBroken, onEdit, onDelete }: VariableRowProps) {
  const [isOpen, setOpen] = useState(false);
  const isShown = isOpen || !isMasked;
  const { name, value, isOverruled } = row;
  return (
    <div className="grid items-center gap-x-4 gap-y-0.5 px-3 py-1.5 transition-colors hover:bg-hover max-sm:grid-cols-[1fr_auto] sm:grid-cols-[minmax(8rem,2fr)_3fr_auto]">
      <p className="flex min-w-0 items-center gap-2">
        <code className={cn("break-all font-mono text-sm", isOverruled && "text-muted line-through")}>
          {name}
        </code>
        {isOverruled && <Badge tone="warn">overruled</Badge>}
        {isBroken && <CircleAlert className="size-4 shrink-0 text-bad" aria-label="Refers to nothing" />}
      </p>
      <code
        className={cn(
          "min-w-0 font-mono text-muted text-sm max-sm:col-start-1 max-sm:row-start-2",
          isOpen ? "whitespace-pre-wrap break-all" : "truncate",
        )}
      >
        {isShown ? value || <span className="font-sans text-faint">empty</span> : DOTS}
      </code>
      <div className="flex max-sm:col-start-2 max-sm:row-span-2 max-sm:row-start-1">
        <IconButton
          label={isShown ? `Hide ${name}` : `Show ${name}`}
          aria-pressed={isShown}
          disabled={!isMasked}
          onClick={() => setOpen(!isOpen)}
        >
          {isShown ? <EyeOff className="size-3.5" /> : <Eye className="size-3.5" />}
        </IconButton>
        <Copy text={value} label={`Copy ${name}`} />
        {onEdit && (
          <IconButton label={`Edit ${name}`} onClick={onEdit}>
            <Pencil className="size-3.5" />
          </IconButton>
        )}
        {onDelete && (
          <IconButton label={`Delete ${name}`} onClick={onDelete}>
            <Trash2 className="size-3.5" />
          </IconButton>
        )}
      </div>
    </div>
  );
}
