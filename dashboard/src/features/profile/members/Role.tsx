import { cn } from "@/lib/cn";
import { Badge } from "@/ui/Badge";
import { inputClass } from "@/ui/Field";
import { Hint } from "@/ui/Hint";

export const ROLES = ["member", "admin"];

interface RoleProps {
  /** Whose it is. */
  of: string;
  value: string;
  /** Why it cannot be changed. */
  locked: string | false;
  onChange: (role: string) => void;
}

/** A member's role; roles that an organization has made for itself are kept, and named. */
export function Role({ of, value, locked, onChange }: RoleProps) {
  if (locked) {
    return (
      <Hint text={locked}>
        <button type="button" className="cursor-default">
          <Badge>{value}</Badge>
        </button>
      </Hint>
    );
  }
  return (
    <select
      aria-label={`Role of ${of}`}
      value={value}
      onChange={(event) => onChange(event.target.value)}
      className={cn(inputClass, "h-7 w-auto pr-7")}
    >
      {[...new Set([...ROLES, value])].map((role) => (
        <option key={role}>{role}</option>
      ))}
    </select>
  );
}
