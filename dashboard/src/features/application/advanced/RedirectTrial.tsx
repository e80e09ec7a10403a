import { useState } from "react";
import { TextField } from "@/ui/Field";
import { tried } from "./redirects";

/** Tries a redirect on an address before it is saved. */
export function RedirectTrial({
  regex,
  replacement,
  host,
}: {
  regex: string;
  replacement: string;
  host: string;
}) {
  const [address, setAddress] = useState(`https://www.${host.replace(/^www\./, "")}/page`);
  const result = regex ? tried(regex, replacement, address) : null;
  return (
    <div className="grid gap-1.5 rounded-md bg-sunken p-3">
      <TextField
        label="Try it with"
        mono
        value={address}
        onChange={(event) => setAddress(event.target.value)}
      />
      <output className="min-w-0 text-muted text-sm">
        {result === undefined &&
          "This expression cannot be tried here; the server checks it when it is saved."}
        {result === null && "Not redirected."}
        {typeof result === "string" && (
          <>
            Goes to <code className="break-all font-mono text-text">{result}</code>
          </>
        )}
      </output>
    </div>
  );
}
