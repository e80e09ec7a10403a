import { useNavigate } from "@tanstack/react-router";
import { EllipsisVertical, Play, RefreshCw, Rocket, RotateCw, Square } from "lucide-react";
import { useState } from "react";
import { api } from "@/api/client";
import { usePermissions } from "@/api/permissions";
import { Button, IconButton } from "@/ui/Button";
import { Confirm } from "@/ui/Confirm";
import { Menu } from "@/ui/Menu";
import { ErrorNote } from "@/ui/Note";
import { toast } from "@/ui/Toasts";

interface Application {
  applicationId: string;
  appName: string;
  name: string;
  applicationStatus: string | null;
}

/** Deploy, and what is done less often. A refusal is shown right here. */
export function ApplicationActions({ application }: { application: Application }) {
  const { applicationId, appName } = application;
  const navigate = useNavigate();
  const [stopping, setStopping] = useState(false);
  const deploy = api.useMutation("post", "/application.deploy");
  const redeploy = api.useMutation("post", "/application.redeploy");
  const reload = api.useMutation("post", "/application.reload");
  const start = api.useMutation("post", "/application.start");
  const stop = api.useMutation("post", "/application.stop");
  const reason = !usePermissions()("deployment:create") && "Your role does not deploy";
  const failed = [deploy, redeploy, reload, start].find((one) => one.error);

  const watch = ({ deploymentId }: { deploymentId: string }) =>
    void navigate({
      to: "/applications/$applicationId/deployments/$deploymentId",
      params: { applicationId, deploymentId },
    });

  return (
    <>
      <Button
        kind="solid"
        icon={<Rocket className="size-4" />}
        busy={deploy.isPending}
        disabled={Boolean(reason)}
        title={reason || undefined}
        onClick={() => deploy.mutate({ body: { applicationId } }, { onSuccess: watch })}
      >
        Deploy
      </Button>
      <Menu
        trigger={
          <IconButton label="More actions" className="border bg-surface">
            <EllipsisVertical className="size-4" />
          </IconButton>
        }
        items={[
          {
            label: "Redeploy the same source",
            icon: <RotateCw />,
            reason,
            onSelect: () => redeploy.mutate({ body: { applicationId } }, { onSuccess: watch }),
          },
          {
            label: "Restart containers",
            icon: <RefreshCw />,
            reason,
            onSelect: () =>
              reload.mutate(
                { body: { applicationId, appName } },
                { onSuccess: () => toast(`${application.name} restarts`) },
              ),
          },
          {
            label: "Start",
            icon: <Play />,
            reason,
            apart: true,
            onSelect: () =>
              start.mutate(
                { body: { applicationId } },
                { onSuccess: () => toast(`${application.name} starts`) },
              ),
          },
          { label: "Stop", icon: <Square />, reason, danger: true, onSelect: () => setStopping(true) },
        ]}
      />
      {failed && (
        <div className="basis-full">
          <ErrorNote error={failed.error} />
        </div>
      )}
      <Confirm
        open={stopping}
        onClose={() => setStopping(false)}
        title={`Stop ${application.name}?`}
        text="Its containers end and its domains answer no more until it is started again. Nothing is deleted."
        action="Stop"
        onConfirm={() => stop.mutateAsync({ body: { applicationId } })}
      />
    </>
  );
}
