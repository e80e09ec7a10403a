import { useState } from "react";
import { SelectField } from "@/ui/Field";
import type { Application } from "../advanced/settings";
import { HOSTS, type Host, hostOf } from "./git";

/** Where a git host or registry takes the address, in one line each. */
export function HookHelp({ application }: { application: Application }) {
  const isImage = application.sourceType === "docker";
  const [host, setHost] = useState(() => hostOf(application.customGitUrl ?? "", isImage));
  return (
    <SelectField
      label="How to set it up at"
      className="sm:[&>select]:w-1/2"
      hint={HOSTS[host].text}
      value={host}
      onChange={(event) => setHost(event.target.value as Host)}
    >
      {Object.entries(HOSTS).map(([value, { name }]) => (
        <option key={value} value={value}>
          {name}
        </option>
      ))}
    </SelectField>
  );
}
