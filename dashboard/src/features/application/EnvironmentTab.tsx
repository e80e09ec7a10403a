import { useParams } from "@tanstack/react-router";
import { Lock } from "lucide-react";
import { usePermissions } from "@/api/permissions";
import { Empty, Loaded, Skeleton } from "@/ui/States";
import { useApplication } from "./ApplicationPage";
import { EnvironmentForm } from "./environment/EnvironmentForm";

/** What the containers and the build are told: edited as text or table, reviewed, saved. */
export function EnvironmentTab() {
  const { applicationId } = useParams({ from: "/shell/applications/$applicationId" });
  const query = useApplication(applicationId);
  const may = usePermissions();
  if (!may("envVars:read")) {
    return (
      <Empty icon={<Lock />} title="You may not see this">
        Your role does not read variables. Ask an owner or admin of your organization for access.
      </Empty>
    );
  }
  return (
    <Loaded query={query} loading={<Skeleton className="mb-4 h-64" count={2} />}>
      {(application) => <EnvironmentForm key={applicationId} application={application} />}
    </Loaded>
  );
}
