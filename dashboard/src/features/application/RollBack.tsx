import { useNavigate } from "@tanstack/react-router";
import { api } from "@/api/client";
import { Confirm } from "@/ui/Confirm";
import { toast } from "@/ui/Toasts";

interface RollBackProps {
  open: boolean;
  onClose: () => void;
  release: { rollbackId: string; version: number; title: string };
  applicationId: string;
}

/** Brings a kept release back: its image and the configuration it ran with. */
export function RollBack({ open, onClose, release, applicationId }: RollBackProps) {
  const navigate = useNavigate();
  const rollback = api.useMutation("post", "/rollback.rollback");
  return (
    <Confirm
      open={open}
      onClose={onClose}
      title={`Roll back to release ${release.version}?`}
      text={
        <>
          <p>
            Runs the image and configuration of “{release.title}” again, through the same checks as any
            deployment. The release that serves now goes on until the old one answers.
          </p>
          <p className="mt-2">What is saved here stays as it is; the next deployment uses it.</p>
        </>
      }
      action="Roll back"
      onConfirm={async () => {
        await rollback.mutateAsync({ body: { rollbackId: release.rollbackId } });
        toast(`Rolling back to release ${release.version}`);
        await navigate({ to: "/applications/$applicationId/deployments", params: { applicationId } });
      }}
    />
  );
}
