import { Eye, EyeOff } from "lucide-react";
import { type ReactNode, useState } from "react";
import { api } from "@/api/client";
import { usePermissions } from "@/api/permissions";
import { Button, IconButton } from "@/ui/Button";
import { Confirm } from "@/ui/Confirm";
import { Note } from "@/ui/Note";
import { Section } from "@/ui/Section";
import { Copy } from "@/ui/Small";
import { toast } from "@/ui/Toasts";
import type { Application } from "./settings";

/** The address that deploys: whoever knows it may, so it is hidden until asked for. */
export function Webhook({ application, children }: { application: Application; children?: ReactNode }) {
  const { applicationId, refreshToken, autoDeploy } = application;
  const mayWrite = usePermissions()("service:create");
  const [isShown, setShown] = useState(false);
  const [isAsked, setAsked] = useState(false);
  const refresh = api.useMutation("post", "/application.refreshToken");
  const before = `${location.origin}/api/deploy/`;
  const Icon = isShown ? EyeOff : Eye;
  return (
    <Section
      id="webhook"
      title="Deploy webhook"
      text="A POST to this address deploys, as a push hook of a git host does. Whoever knows it can."
      actions={
        <Button size="small" disabled={!mayWrite} onClick={() => setAsked(true)}>
          {refreshToken ? "New address" : "Make an address"}
        </Button>
      }
    >
      <div className="grid gap-3">
        {refreshToken ? (
          <div className="flex items-center gap-1 rounded-md border bg-sunken py-1 pr-1 pl-3">
            <code className="min-w-0 flex-1 break-all font-mono text-sm">
              {before}
              {isShown ? refreshToken : "••••••••••••"}
            </code>
            <IconButton
              label={isShown ? "Hide the token" : "Show the token"}
              aria-pressed={isShown}
              onClick={() => setShown(!isShown)}
            >
              <Icon className="size-3.5" />
            </IconButton>
            <Copy text={before + refreshToken} label="Copy the address" />
          </div>
        ) : (
          <p className="text-muted text-sm">There is no address: nobody can deploy this way.</p>
        )}
        {refreshToken && !autoDeploy && (
          <Note>Automatic deployments are switched off in Source & build: calls are refused.</Note>
        )}
        {refreshToken && children}
      </div>
      <Confirm
        open={isAsked}
        onClose={() => setAsked(false)}
        title={refreshToken ? "Replace the address?" : "Make an address?"}
        text={
          refreshToken
            ? "The old one stops working at once. Every git host that calls it needs the new one."
            : "Whoever knows it can deploy this application."
        }
        action={refreshToken ? "Replace" : "Make"}
        onConfirm={async () => {
          await refresh.mutateAsync({ body: { applicationId } });
          toast("There is a new address");
        }}
      />
    </Section>
  );
}
