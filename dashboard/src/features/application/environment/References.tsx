import { Braces } from "lucide-react";
import { Popover } from "radix-ui";
import type { Known } from "@/lib/env/problems";
import { Button } from "@/ui/Button";
import { Copy } from "@/ui/Small";

/** What `${{…}}` can lead to here, to be copied. */
export function References({ known }: { known: Known }) {
  return (
    <Popover.Root>
      <Popover.Trigger asChild>
        <Button kind="quiet" icon={<Braces className="size-3.5" />}>
          References
        </Button>
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Content
          align="start"
          sideOffset={4}
          collisionPadding={12}
          className="z-40 grid max-h-96 w-80 max-w-[calc(100vw-1.5rem)] animate-appear gap-3 overflow-y-auto rounded-lg border bg-raised p-3 shadow-floating"
        >
          <p className="text-muted text-sm">
            A value may take over another one. It is looked up when a deployment begins.
          </p>
          <Names scope="project" {...known.project} kind="Project" />
          <Names scope="environment" {...known.environment} kind="Environment" />
          <div className="grid gap-0.5">
            <h3 className="font-medium text-sm">The same text</h3>
            <code className="font-mono text-sm">{`\${{NAME}}`}</code>
          </div>
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}

interface NamesProps {
  scope: "project" | "environment";
  kind: string;
  label: string;
  names: ReadonlySet<string>;
}

function Names({ scope, kind, label, names }: NamesProps) {
  return (
    <div className="grid gap-0.5">
      <h3 className="font-medium text-sm">
        {kind} {label}
      </h3>
      {names.size === 0 && <p className="text-muted text-sm">No variables</p>}
      {[...names].map((name) => {
        const written = `\${{${scope}.${name}}}`;
        return (
          <p key={name} className="flex items-center gap-1">
            <code className="min-w-0 flex-1 break-all font-mono text-sm">{written}</code>
            <Copy text={written} label={`Copy ${written}`} />
          </p>
        );
      })}
    </div>
  );
}
