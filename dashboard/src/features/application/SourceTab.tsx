import { useParams } from "@tanstack/react-router";
import { api } from "@/api/client";
import { usePermissions } from "@/api/permissions";
import { LeaveGuard } from "@/ui/LeaveGuard";
import { Note } from "@/ui/Note";
import { Loaded, Skeleton } from "@/ui/States";
import { useApplication } from "./ApplicationPage";
import { type Application, Unsaved, useUnsavedForms } from "./advanced/settings";
import { Webhook } from "./advanced/Webhook";
import { DeployNote } from "./DeployNote";
import { BuildForm } from "./source/BuildForm";
import { HookHelp } from "./source/HookHelp";
import { PushForm } from "./source/PushForm";
import { SourceForm } from "./source/SourceForm";
import { TriggerForm } from "./source/TriggerForm";

/** Where the source comes from, how it becomes an image, and what deploys it. Each section is saved on its own. */
export function SourceTab() {
  const { applicationId } = useParams({ from: "/shell/applications/$applicationId" });
  const query = useApplication(applicationId);
  return (
    <Loaded query={query} loading={<Skeleton className="mb-6 h-56" count={3} />}>
      {(application) => <Sections key={applicationId} application={application} />}
    </Loaded>
  );
}

function Sections({ application }: { application: Application }) {
  const mayWrite = usePermissions()("service:create");
  const { unsaved, tell } = useUnsavedForms();
  const isBuilt = application.sourceType !== "docker";
  return (
    <Unsaved value={tell}>
      <div className="grid grid-cols-1 gap-6">
        <Waiting application={application} />
        {!mayWrite && <Note>Your role looks at these settings, and does not change them.</Note>}
        <SourceForm application={application} />
        {isBuilt && <BuildForm application={application} />}
        <TriggerForm application={application} />
        <Webhook application={application}>
          <HookHelp application={application} />
        </Webhook>
        {isBuilt && <PushForm application={application} />}
      </div>
      <LeaveGuard when={unsaved.size > 0} what="source and build" />
    </Unsaved>
  );
}

const AREAS: Record<string, string> = { source: "the source", builder: "the build" };

/** What was saved and has not been deployed yet. */
function Waiting({ application: { applicationId, liveRollbackId } }: { application: Application }) {
  const changes = api.useQuery("get", "/application.changes", { params: { query: { applicationId } } });
  if (!liveRollbackId) return null;
  const waiting = changes.data?.changes.filter((one) => one.needsDeployment && one.area in AREAS) ?? [];
  const areas = [...new Set(waiting.map((one) => AREAS[one.area]))];
  if (areas.length === 0) return null;
  return (
    // Stays in sight: what was saved may stand far below it.
    <div className="sticky top-2 z-10 rounded-md shadow-floating max-lg:top-14">
      <DeployNote applicationId={applicationId}>
        What is saved of {areas.join(" and ")} differs from what runs. The next deployment uses it.
      </DeployNote>
    </div>
  );
}
