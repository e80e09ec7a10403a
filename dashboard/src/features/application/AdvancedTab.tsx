import { useParams } from "@tanstack/react-router";
import { useEffect, useState } from "react";
import { usePermissions } from "@/api/permissions";
import { LeaveGuard } from "@/ui/LeaveGuard";
import { Note } from "@/ui/Note";
import { Loaded, Skeleton } from "@/ui/States";
import { useApplication } from "./ApplicationPage";
import { BasicAuth } from "./advanced/BasicAuth";
import { CommandForm } from "./advanced/CommandForm";
import { Contents } from "./advanced/Contents";
import { DangerZone } from "./advanced/DangerZone";
import { HealthForm } from "./advanced/HealthForm";
import { Mounts } from "./advanced/Mounts";
import { NameForm } from "./advanced/NameForm";
import { PlacementForm } from "./advanced/PlacementForm";
import { Ports } from "./advanced/Ports";
import { Redirects } from "./advanced/Redirects";
import { ResourcesForm } from "./advanced/ResourcesForm";
import { RestartForm } from "./advanced/RestartForm";
import { RollbackForm } from "./advanced/RollbackForm";
import { type Application, Unsaved, useUnsavedForms } from "./advanced/settings";
import { TraefikFile } from "./advanced/TraefikFile";
import { UpdateForm } from "./advanced/UpdateForm";
import { Webhook } from "./advanced/Webhook";
import { DeployNote } from "./DeployNote";

/** Everything that is set rarely. Each section is a form of its own and saved on its own. */
export function AdvancedTab() {
  const { applicationId } = useParams({ from: "/shell/applications/$applicationId" });
  const query = useApplication(applicationId);
  return (
    <Loaded query={query} loading={<Skeleton className="mb-4 h-56" count={4} />}>
      {(application) => <Sections key={applicationId} application={application} />}
    </Loaded>
  );
}

function Sections({ application }: { application: Application }) {
  const { applicationId } = application;
  const mayWrite = usePermissions()("service:create");
  const { unsaved, tell } = useUnsavedForms();
  const [isDeleted, setDeleted] = useState(false);
  // The router looked for the section of the address before it was there.
  useEffect(() => {
    document.getElementById(location.hash.slice(1))?.scrollIntoView();
  }, []);
  return (
    <Unsaved value={tell}>
      <div className="gap-8 xl:grid xl:grid-cols-[1fr_10rem]">
        <div className="grid min-w-0 gap-6">
          {application.differsFromRelease && (
            <DeployNote applicationId={applicationId}>
              What is saved differs from what runs. The next deployment uses it.
            </DeployNote>
          )}
          {!mayWrite && <Note>Your role looks at these settings, and does not change them.</Note>}
          <NameForm application={application} />
          <ResourcesForm application={application} />
          <HealthForm application={application} />
          <CommandForm application={application} />
          <RestartForm application={application} />
          <UpdateForm application={application} />
          <PlacementForm application={application} />
          <Mounts application={application} />
          <Ports application={application} />
          <Redirects application={application} />
          <BasicAuth application={application} />
          <TraefikFile applicationId={applicationId} />
          <RollbackForm application={application} />
          <Webhook application={application} />
          <DangerZone application={application} onDelete={setDeleted} />
        </div>
        <Contents />
      </div>
      <LeaveGuard when={unsaved.size > 0 && !isDeleted} what="the settings" />
    </Unsaved>
  );
}
