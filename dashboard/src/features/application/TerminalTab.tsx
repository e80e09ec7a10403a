import { useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { TerminalSquare } from "lucide-react";
import { api } from "@/api/client";
import { Empty, Loaded, Skeleton } from "@/ui/States";
import { useApplication } from "./ApplicationPage";
import { chosen, running, shellOf } from "./terminal/choice";
import { TerminalView } from "./terminal/TerminalView";

/** A shell in one of the application's running containers. */
export function TerminalTab() {
  const { applicationId } = useParams({ from: "/shell/applications/$applicationId" });
  const search = useSearch({ from: "/shell/applications/$applicationId/terminal" });
  const navigate = useNavigate({ from: "/applications/$applicationId/terminal" });
  const { data: application } = useApplication(applicationId);
  const appName = application?.appName ?? "";
  const query = api.useQuery(
    "get",
    "/docker.getContainersByAppNameMatch",
    { params: { query: { appName } } },
    // Containers come and go without news on them: who opens this page gets what runs now.
    { enabled: appName !== "", staleTime: 0 },
  );
  return (
    <Loaded query={query} loading={<Skeleton className="h-96" />}>
      {(all) => {
        const containers = running(all);
        const container = chosen(containers, search.container);
        if (!container) {
          return (
            <Empty icon={<TerminalSquare />} title="No container runs">
              A terminal opens in a running container: deploy or start the application first.
            </Empty>
          );
        }
        return (
          <TerminalView
            applicationId={applicationId}
            containers={containers}
            container={container}
            shell={shellOf(search.shell)}
            onChoose={(choice) =>
              void navigate({ search: (before) => ({ ...before, ...choice }), replace: true })
            }
            onAgain={() => void query.refetch()}
          />
        );
      }}
    </Loaded>
  );
}
