import { useNavigate, useSearch } from "@tanstack/react-router";
import { useMemo, useState } from "react";
import { api } from "@/api/client";
import { usePermissions } from "@/api/permissions";
import { useDraft } from "@/lib/draft";
import { changesOf, summary } from "@/lib/env/changes";
import { normalized } from "@/lib/env/envtext";
import { type Known, problemsOf } from "@/lib/env/problems";
import { LeaveGuard } from "@/ui/LeaveGuard";
import { Note } from "@/ui/Note";
import { Section } from "@/ui/Section";
import { Switch } from "@/ui/Switch";
import { toast } from "@/ui/Toasts";
import { DeployNote } from "../DeployNote";
import { Review } from "./Review";
import { SaveBar } from "./SaveBar";
import { Toolbar } from "./Toolbar";
import { EXPLAINED, knownOf, TEXTS, type TextName, TITLES } from "./texts";
import { VariablesEditor } from "./VariablesEditor";

interface Application {
  applicationId: string;
  env: string | null;
  buildArgs: string | null;
  buildSecrets: string | null;
  createEnvFile: boolean;
  sourceType: string;
  buildType: string;
  differsFromRelease: boolean;
  environment: Parameters<typeof knownOf>[0];
}

/** Variables, build arguments and build secrets: edited together, looked at as a difference, saved as one. */
export function EnvironmentForm({ application }: { application: Application }) {
  const { applicationId, environment, differsFromRelease } = application;
  const { view = "text" } = useSearch({ from: "/shell/applications/$applicationId/environment" });
  const navigate = useNavigate({ from: "/applications/$applicationId/environment" });
  const canWrite = usePermissions()("envVars:write");
  const saved = {
    env: normalized(application.env),
    buildArgs: normalized(application.buildArgs),
    buildSecrets: normalized(application.buildSecrets),
    createEnvFile: application.createEnvFile,
  };
  const draft = useDraft(saved);
  const [isMasked, setMasked] = useState(true);
  const [editing, setEditing] = useState<Partial<Record<string, boolean>>>({});
  const [isReviewed, setReviewed] = useState(false);
  const [isSaved, setSaved] = useState(false);
  const save = api.useMutation("post", "/application.saveEnvironment");
  const known = useMemo(() => knownOf(environment), [environment]);

  const texts = TEXTS.filter((name) => draft.changed.includes(name)).map((name) => ({
    title: TITLES[name],
    changes: changesOf(saved[name], draft.values[name]),
  }));
  const isEditing = Object.values(editing).some(Boolean);
  const isDirty = draft.changed.length > 0;
  const review = () => {
    if (!isDirty || isEditing) return;
    save.reset();
    setReviewed(true);
  };
  const store = async () => {
    const changes = Object.fromEntries(draft.changed.map((name) => [name, draft.values[name]]));
    await save.mutateAsync({ body: { applicationId, ...changes } });
    draft.reset();
    setReviewed(false);
    setSaved(true);
    toast("Saved");
  };

  return (
    <div className="grid gap-6">
      {(isSaved || differsFromRelease) && !isDirty && (
        <DeployNote applicationId={applicationId}>
          {isSaved ? "Saved. " : "What is saved differs from what runs. "}The next deployment uses it.
        </DeployNote>
      )}
      {!canWrite && <Note>You may read these, but not change them.</Note>}
      {draft.overtaken.length > 0 && (
        <Note tone="warn">
          Somebody else has saved this while you edited. The review compares with what is saved now; saving
          replaces it.
        </Note>
      )}
      <Toolbar
        view={view}
        onView={(next) =>
          void navigate({ search: { view: next === "table" ? next : undefined }, replace: true })
        }
        isMasked={isMasked}
        onMask={setMasked}
        known={known}
      />
      {TEXTS.map((name) => (
        <Section key={name} title={TITLES[name]} text={explained(name, application)}>
          <div className="grid gap-4">
            <VariablesEditor
              label={TITLES[name]}
              text={draft.values[name]}
              onChange={canWrite ? (text) => draft.set(name, text) : undefined}
              onSave={review}
              known={known}
              view={view}
              isMasked={isMasked}
              lines={name === "env" ? [10, 28] : [3, 16]}
              onEditing={(is) => setEditing((before) => ({ ...before, [name]: is }))}
            />
            {name === "env" && (
              <Switch
                label="Also as a file for the build"
                hint="Writes them to .env beside the Dockerfile, for builds that read it."
                checked={draft.values.createEnvFile}
                onChange={(is) => draft.set("createEnvFile", is)}
                disabled={!canWrite}
              />
            )}
          </div>
        </Section>
      ))}
      {(isDirty || isEditing) && (
        <SaveBar
          action="Review and save"
          onAction={review}
          onDiscard={draft.reset}
          reason={isEditing && "Apply or cancel the line that you edit."}
        >
          {texts.map(({ title, changes }) => `${title}: ${summary(changes).toLowerCase()}`).join(" · ") ||
            "The file for the build"}
        </SaveBar>
      )}
      <Review
        open={isReviewed}
        onClose={() => setReviewed(false)}
        texts={texts}
        envFile={draft.changed.includes("createEnvFile") ? draft.values.createEnvFile : undefined}
        broken={isReviewed ? brokenOf(draft.values, known) : 0}
        onSave={() => void store().catch(() => undefined)}
        busy={save.isPending}
        error={save.error}
      />
      <LeaveGuard when={isDirty || isEditing} what="the environment" />
    </div>
  );
}

/** How many references of all texts lead to nothing. */
const brokenOf = (values: Record<TextName, string>, known: Known): number =>
  TEXTS.flatMap((name) => problemsOf(values[name], known)).filter(({ tone }) => tone === "bad").length;

/** What a text is for; and that it is for nothing where nothing is built. */
function explained(name: (typeof TEXTS)[number], { sourceType }: Application): string {
  if (name !== "env" && sourceType === "docker")
    return "Not used: the source is an image, so nothing is built.";
  return EXPLAINED[name];
}
