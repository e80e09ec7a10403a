import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Lock } from "lucide-react";
import { useId, useRef } from "react";
import { api } from "@/api/client";
import { ApiError } from "@/api/errors";
import { usePermissions } from "@/api/permissions";
import { useDraft } from "@/lib/draft";
import { Button } from "@/ui/Button";
import { CodeEditor } from "@/ui/CodeEditor";
import type { EditorHandle } from "@/ui/code/props";
import { Note } from "@/ui/Note";
import { Section } from "@/ui/Section";
import { Empty, Loaded, Skeleton } from "@/ui/States";
import { toast } from "@/ui/Toasts";
import { useUnsaved } from "./settings";
import { placeOf, traefikFile } from "./traefik";

/** The router's file, to be edited by hand; the server checks it before it takes effect. */
export function TraefikFile({ applicationId }: { applicationId: string }) {
  const may = usePermissions();
  const query = useQuery({ ...traefikFile(applicationId), enabled: may("traefikFiles:read") });
  return (
    <Section
      id="traefik"
      title="Traefik configuration"
      text="Made from domains, redirects and basic auth. What you change here is kept apart and survives deployments."
    >
      {may("traefikFiles:read") ? (
        <Loaded query={query} loading={<Skeleton className="h-48" />}>
          {(text) =>
            text === null ? (
              <p className="text-muted text-sm">
                There is none while the application has no domain.{" "}
                <Link
                  to="/applications/$applicationId/domains"
                  params={{ applicationId }}
                  className="font-medium text-text underline underline-offset-4"
                >
                  Add a domain
                </Link>
              </p>
            ) : (
              <TraefikEditor key={applicationId} applicationId={applicationId} saved={text} />
            )
          }
        </Loaded>
      ) : (
        <Empty icon={<Lock />} title="You may not see this" className="py-6">
          Your role does not read Traefik's files. Ask an owner or admin of your organization for access.
        </Empty>
      )}
    </Section>
  );
}

function TraefikEditor({ applicationId, saved }: { applicationId: string; saved: string }) {
  const mayWrite = usePermissions()("traefikFiles:write");
  const id = useId();
  const editor = useRef<EditorHandle>(null);
  const update = api.useMutation("post", "/application.updateTraefikConfig");
  const draft = useDraft({ text: saved });
  const { text } = draft.values;
  const isDirty = draft.changed.length > 0;
  useUnsaved(isDirty);

  const error = update.error ? ApiError.of(update.error) : undefined;
  const refusal = error?.message;
  const line = error?.issues[0]?.line;
  const place = line ? placeOf(line, update.variables?.body.traefikConfig ?? "") : null;
  const save = () => {
    if (!isDirty || update.isPending) return;
    update.mutate(
      { body: { applicationId, traefikConfig: text } },
      {
        onSuccess: () => {
          draft.reset();
          toast("Saved, and in effect");
        },
      },
    );
  };

  return (
    <div className="grid gap-3">
      {draft.overtaken.length > 0 && (
        <Note tone="warn">
          The file has changed since you began, by a domain, a deployment or somebody else. Saving would undo
          that as well; discard to see what there is now.
        </Note>
      )}
      <CodeEditor
        handle={editor}
        label="Traefik configuration"
        language="yaml"
        value={text}
        onChange={mayWrite ? (next) => draft.set("text", next) : undefined}
        onSave={save}
        marks={place && refusal ? [{ ...place, tone: "bad", message: refusal }] : []}
        isInvalid={refusal !== undefined}
        describedBy={id}
        lines={[8, 28]}
      />
      {refusal && (
        <Note
          tone="bad"
          title="Not saved: the server refuses it"
          action={
            place && (
              <Button size="small" onClick={() => editor.current?.goTo(place.from)}>
                Show the place
              </Button>
            )
          }
        >
          {refusal}
        </Note>
      )}
      <div className="flex flex-wrap items-center justify-end gap-2">
        <p id={id} className="min-w-40 flex-1 text-muted text-sm">
          {mayWrite ? "Escape, then Tab, leaves the editor." : "Your role does not change this."}
        </p>
        {isDirty && (
          <Button
            kind="quiet"
            size="small"
            onClick={() => {
              draft.reset();
              update.reset();
            }}
          >
            Discard
          </Button>
        )}
        {mayWrite && (
          <Button size="small" busy={update.isPending} disabled={!isDirty} onClick={save}>
            Save
          </Button>
        )}
      </div>
    </div>
  );
}
