import { useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { Globe, Plus } from "lucide-react";
import { useState } from "react";
import { api } from "@/api/client";
import { usePermissions } from "@/api/permissions";
import { Button } from "@/ui/Button";
import { Confirm } from "@/ui/Confirm";
import { Note } from "@/ui/Note";
import { Section } from "@/ui/Section";
import { Empty, Loaded, Skeleton } from "@/ui/States";
import { useApplication } from "./ApplicationPage";
import type { Application } from "./advanced/settings";
import { DomainDialog } from "./domains/DomainDialog";
import { DomainItem } from "./domains/DomainItem";
import type { DomainRow } from "./domains/fields";
import { exposedPorts } from "./domains/ports";
import { RouterFile } from "./domains/RouterFile";

/** Where the application answers, and the routes that are made of it. */
export function DomainsTab() {
  const { applicationId } = useParams({ from: "/shell/applications/$applicationId" });
  const query = useApplication(applicationId);
  return (
    <Loaded query={query} loading={<Skeleton className="mb-6 h-48" count={2} />}>
      {(application) => <Domains application={application} />}
    </Loaded>
  );
}

function Domains({ application }: { application: Application }) {
  const { applicationId, appName, domains } = application;
  const may = usePermissions();
  const search = useSearch({ from: "/shell/applications/$applicationId/domains" });
  const navigate = useNavigate({ from: "/applications/$applicationId/domains" });
  const [leaving, setLeaving] = useState<DomainRow>();
  const remove = api.useMutation("post", "/domain.delete");
  const container = api.useQuery(
    "get",
    "/docker.getConfig",
    { params: { query: { containerId: appName } } },
    { enabled: may("docker:read") && application.liveRollbackId !== null, retry: false },
  );
  const exposed = exposedPorts(container.data);
  const edited = domains.find((one) => one.domainId === search.edit);
  const edit = (id: string | undefined) => void navigate({ search: { ...search, edit: id } });
  const reason = may("domain:create") ? undefined : "Your role does not change domains.";

  return (
    <div className="grid grid-cols-1 gap-6">
      <Section
        title="Domains"
        text="Each is a route of its own. A change is in effect at once, without a deployment."
        flush
        actions={
          <Button
            icon={<Plus className="size-4" />}
            disabled={reason !== undefined}
            title={reason}
            onClick={() => edit("new")}
          >
            Add domain
          </Button>
        }
      >
        {domains.length === 0 ? (
          <Empty icon={<Globe />} title="No domain yet" className="m-4">
            The application runs, but nothing leads to it from outside. Add a domain of yours, or a generated
            one that needs no DNS set-up.
          </Empty>
        ) : (
          <ul className="divide-y">
            {domains.map((domain) => (
              <li key={domain.domainId}>
                <DomainItem
                  domain={domain}
                  exposed={exposed}
                  onEdit={() => edit(domain.domainId)}
                  onDelete={() => setLeaving(domain)}
                />
              </li>
            ))}
          </ul>
        )}
      </Section>
      {domains.length > 0 && application.liveRollbackId === null && (
        <Note>
          Nothing is deployed yet, so nobody answers there. The routes begin with the first release.
        </Note>
      )}
      <RouterFile
        applicationId={applicationId}
        isOpen={search.router === true}
        onOpen={(router) =>
          void navigate({ search: { ...search, router: router || undefined }, replace: true })
        }
      />
      <DomainDialog
        key={search.edit}
        open={search.edit === "new" || edited !== undefined}
        domain={edited ?? null}
        application={application}
        exposed={exposed}
        onClose={() => edit(undefined)}
        onSaved={() => void navigate({ search: { ...search, edit: undefined }, ignoreBlocker: true })}
      />
      <Confirm
        open={leaving !== undefined}
        onClose={() => setLeaving(undefined)}
        title={`Delete ${leaving?.host ?? ""}?`}
        text="Nobody reaches the application under this address from now on. The application itself goes on running."
        action="Delete"
        onConfirm={async () => {
          if (leaving) await remove.mutateAsync({ body: { domainId: leaving.domainId } });
        }}
      />
    </div>
  );
}
