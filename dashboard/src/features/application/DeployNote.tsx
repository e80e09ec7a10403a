import { useNavigate } from "@tanstack/react-router";
import { Rocket } from "lucide-react";
import type { ReactNode } from "react";
import { api } from "@/api/client";
import { usePermissions } from "@/api/permissions";
import { Button } from "@/ui/Button";
import { ErrorNote, Note } from "@/ui/Note";

interface DeployNoteProps {
  applicationId: string;
  children: ReactNode;
}

/** Says that what is saved waits for the next deployment, and starts it. */
export function DeployNote({ applicationId, children }: DeployNoteProps) {
  const navigate = useNavigate();
  const may = usePermissions();
  const deploy = api.useMutation("post", "/application.deploy");
  const start = () =>
    deploy.mutate(
      { body: { applicationId } },
      {
        onSuccess: ({ deploymentId }) =>
          void navigate({
            to: "/applications/$applicationId/deployments/$deploymentId",
            params: { applicationId, deploymentId },
          }),
      },
    );
  return (
    <div className="grid gap-2">
      <Note
        action={
          may("deployment:create") && (
            <Button
              size="small"
              busy={deploy.isPending}
              icon={<Rocket className="size-3.5" />}
              onClick={start}
            >
              Deploy
            </Button>
          )
        }
      >
        {children}
      </Note>
      {deploy.error && <ErrorNote error={deploy.error} />}
    </div>
  );
}
