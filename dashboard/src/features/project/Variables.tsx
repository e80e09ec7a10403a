import { useEffect } from "react";
import { Controller } from "react-hook-form";
import { api } from "@/api/client";
import { usePermissions } from "@/api/permissions";
import { useServerForm } from "@/lib/form";
import { Button } from "@/ui/Button";
import { CodeEditor } from "@/ui/CodeEditor";
import { LeaveGuard, type ViewSearch } from "@/ui/LeaveGuard";
import { Note } from "@/ui/Note";
import { Section } from "@/ui/Section";
import { toast } from "@/ui/Toasts";
import type { Environment, Project } from "./project";
import { useView } from "./useView";

/** The variables that services of a project may refer to: those of the project, and those of one environment. */
export function Variables({ project, environment }: { project: Project; environment: Environment }) {
  const [view] = useView();
  const may = usePermissions();
  const saveProject = api.useMutation("post", "/project.update");
  const saveEnvironment = api.useMutation("post", "/environment.update");
  const { projectId } = project;
  const { environmentId } = environment;
  return (
    <div className="grid items-start gap-4 lg:grid-cols-2">
      <VariablesForm
        title="Project variables"
        text={`For every environment of ${project.name}`}
        example="${{project.NAME}}"
        env={project.env ?? ""}
        isLostIn={(search) => search.tab !== "variables"}
        mayRead={may("projectEnvVars:read")}
        mayWrite={may("projectEnvVars:write")}
        onSave={(env) => saveProject.mutateAsync({ body: { projectId, env } })}
      />
      <VariablesForm
        key={environmentId}
        title={`Variables of ${environment.name}`}
        text="For the services of this environment"
        example="${{environment.NAME}}"
        env={environment.env ?? ""}
        isLostIn={(search) => search.tab !== "variables" || search.environment !== view.environment}
        mayRead={may("environmentEnvVars:read")}
        mayWrite={may("environmentEnvVars:write")}
        onSave={(env) => saveEnvironment.mutateAsync({ body: { environmentId, env } })}
      />
    </div>
  );
}

interface VariablesFormProps {
  title: string;
  text: string;
  /** How a service refers to one of them. */
  example: string;
  env: string;
  /** Whether a view of this page has no place for what is typed here. */
  isLostIn: (search: ViewSearch) => boolean;
  mayRead: boolean;
  mayWrite: boolean;
  onSave: (env: string) => Promise<unknown>;
}

function VariablesForm({
  title,
  text,
  example,
  env,
  isLostIn,
  mayRead,
  mayWrite,
  onSave,
}: VariablesFormProps) {
  const form = useServerForm({ env }, async (values) => {
    await onSave(values.env);
    form.reset(values);
    toast(`${title} saved`);
  });
  const { isDirty } = form.formState;
  const { reset } = form;
  // News from elsewhere is taken over only while nothing typed would be lost by it.
  useEffect(() => {
    if (!isDirty) reset({ env });
  }, [env, isDirty, reset]);
  const isStale = isDirty && form.formState.defaultValues?.env !== env;

  return (
    <Section title={title} text={text}>
      {mayRead ? (
        <form onSubmit={form.submit} className="grid gap-3" noValidate>
          {form.failure && <Note tone="bad">{form.failure}</Note>}
          {isStale && !form.busy && (
            <Note tone="warn">Somebody else changed these meanwhile. Saving replaces what they wrote.</Note>
          )}
          <Controller
            name="env"
            control={form.control}
            render={({ field }) => (
              <CodeEditor
                label={title}
                language="env"
                value={field.value}
                onChange={mayWrite ? field.onChange : undefined}
                onSave={() => form.submit()}
                placeholder={"NAME=value\n# one on each line"}
                lines={[10, 24]}
              />
            )}
          />
          <p className="text-muted text-sm">
            A service uses one as <code className="font-mono text-xs">{example}</code> in its own variables. A
            change takes effect with the service’s next deployment.
          </p>
          <div className="flex items-center justify-end gap-2">
            {!mayWrite && <p className="mr-auto text-muted text-sm">You may read these, not change them.</p>}
            {isDirty && (
              <Button kind="quiet" onClick={() => reset({ env })}>
                Discard
              </Button>
            )}
            <Button type="submit" disabled={!isDirty || !mayWrite} busy={form.busy}>
              Save
            </Button>
          </div>
          <LeaveGuard when={isDirty && !form.busy} what={title} isLostIn={isLostIn} />
        </form>
      ) : (
        <p className="text-muted text-sm">
          You may not see these variables. Ask an owner or admin for access.
        </p>
      )}
    </Section>
  );
}
