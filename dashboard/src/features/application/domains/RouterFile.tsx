import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { usePermissions } from "@/api/permissions";
import { Button } from "@/ui/Button";
import { CodeEditor } from "@/ui/CodeEditor";
import { Section } from "@/ui/Section";
import { Loaded, Skeleton } from "@/ui/States";
import { traefikFile } from "../advanced/traefik";

interface RouterFileProps {
  applicationId: string;
  isOpen: boolean;
  onOpen: (isOpen: boolean) => void;
}

/** The Traefik file that is made of the domains, to be read. */
export function RouterFile({ applicationId, isOpen, onOpen }: RouterFileProps) {
  const mayRead = usePermissions()("traefikFiles:read");
  const shown = isOpen && mayRead;
  const query = useQuery({ ...traefikFile(applicationId), enabled: shown });
  return (
    <Section
      title="Traefik router"
      text={mayRead ? "What is made of the domains above" : "Your role does not read Traefik's files."}
      actions={
        mayRead && (
          <Button size="small" aria-expanded={shown} onClick={() => onOpen(!isOpen)}>
            {shown ? "Hide" : "Show"}
          </Button>
        )
      }
      flush={!shown}
      className={shown ? "" : "[&>header]:border-b-0"}
    >
      {shown && (
        <Loaded query={query} loading={<Skeleton className="h-64" />}>
          {(text) =>
            text === null ? (
              <p className="text-muted text-sm">There is none while no domain is on.</p>
            ) : (
              <div className="grid grid-cols-1 gap-2">
                <CodeEditor label="Traefik router" language="yaml" value={text} lines={[8, 32]} />
                <p className="text-muted text-sm">
                  To change it by hand, open it under{" "}
                  <Link
                    to="/applications/$applicationId/advanced"
                    params={{ applicationId }}
                    hash="traefik"
                    className="font-medium text-text underline underline-offset-4"
                  >
                    Advanced
                  </Link>
                  .
                </p>
              </div>
            )
          }
        </Loaded>
      )}
    </Section>
  );
}
