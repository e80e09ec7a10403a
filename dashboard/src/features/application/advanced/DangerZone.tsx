import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { api } from "@/api/client";
import { usePermissions } from "@/api/permissions";
import { Button } from "@/ui/Button";
import { Confirm } from "@/ui/Confirm";
import { Hint } from "@/ui/Hint";
import { Section } from "@/ui/Section";
import { toast } from "@/ui/Toasts";
import type { Application } from "./settings";

interface DangerZoneProps {
  application: Application;
  /** Told while it goes: nothing on this page is worth a question any more. */
  onDelete: (isGone: boolean) => void;
}

export function DangerZone({ application, onDelete }: DangerZoneProps) {
  const { applicationId, name, environment, mounts } = application;
  const mayDelete = usePermissions()("service:delete");
  const navigate = useNavigate();
  const [isAsked, setAsked] = useState(false);
  const remove = api.useMutation("post", "/application.delete", {
    onMutate: () => onDelete(true),
    onError: () => onDelete(false),
  });
  const volumes = mounts.filter(({ type }) => type === "volume").length;
  const open = (
    <Button kind="danger" disabled={!mayDelete} onClick={() => setAsked(true)}>
      Delete application
    </Button>
  );
  return (
    <Section id="danger" title="Danger zone" className="border-bad">
      <div className="flex flex-wrap items-center gap-x-6 gap-y-3">
        <div className="min-w-56 flex-1">
          <p className="font-medium">Delete this application</p>
          <p className="text-muted text-sm">
            Its containers, domains, files, releases and logs go with it. This cannot be undone.
          </p>
        </div>
        {mayDelete ? (
          open
        ) : (
          <Hint text="Your role does not delete applications">
            <span>{open}</span>
          </Hint>
        )}
      </div>
      <Confirm
        open={isAsked}
        onClose={() => setAsked(false)}
        title={`Delete ${name}?`}
        text={
          <>
            <p>Its containers end at once, and its domains answer no more. All of its records are deleted.</p>
            {volumes > 0 && (
              <p className="mt-2">
                {volumes === 1
                  ? "Its volume and the data in it stay"
                  : `Its ${volumes} volumes and their data stay`}{" "}
                on the machine.
              </p>
            )}
          </>
        }
        action="Delete application"
        typed={name}
        onConfirm={async () => {
          await remove.mutateAsync({ body: { applicationId } });
          toast(`${name} is deleted`);
          await navigate({
            to: "/projects/$projectId",
            params: { projectId: environment.projectId },
            search: { environment: environment.environmentId },
          });
        }}
      />
    </Section>
  );
}
