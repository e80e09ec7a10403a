import { Link } from "@tanstack/react-router";
import { api } from "@/api/client";
import { type Form, problem } from "@/lib/form";
import { SelectField, TextField } from "@/ui/Field";
import { ErrorNote } from "@/ui/Note";
import { type Draft, isSsh } from "./draft";

export function GitFields({ form, onSource }: { form: Form<Draft>; onSource: () => void }) {
  const url = form.watch("customGitUrl").trim();
  return (
    <>
      <TextField
        label="Repository"
        mono
        autoFocus
        placeholder="https://git.example.org/team/web.git"
        hint={isSsh(url) ? undefined : "A private one over https takes user:token@ before its host."}
        error={problem(form, "customGitUrl")}
        {...form.register("customGitUrl", { required: true, onChange: onSource })}
      />
      {isSsh(url) && <KeyField form={form} />}
      <div className="grid items-start gap-4 sm:grid-cols-2">
        <TextField
          label="Branch"
          mono
          error={problem(form, "customGitBranch")}
          {...form.register("customGitBranch", { required: true })}
        />
        <TextField
          label="Folder to build"
          mono
          placeholder="/"
          error={problem(form, "customGitBuildPath")}
          {...form.register("customGitBuildPath")}
        />
      </div>
    </>
  );
}

/** Only what is fetched over SSH needs one of the organization's keys. */
function KeyField({ form }: { form: Form<Draft> }) {
  const keys = api.useQuery("get", "/sshKey.allForApps");
  if (keys.error) return <ErrorNote error={keys.error} />;
  return (
    <SelectField
      label="SSH key"
      hint={
        keys.data?.length === 0 ? (
          <>
            There is none yet. <LinkToKeys>Make one</LinkToKeys>, and add its public half to the repository.
          </>
        ) : (
          "Its public half must be known to the repository."
        )
      }
      error={problem(form, "customGitSSHKeyId")}
      {...form.register("customGitSSHKeyId", { required: true })}
    >
      <option value="">{keys.data ? "Choose a key" : "Loading…"}</option>
      {keys.data?.map((key) => (
        <option key={key.sshKeyId} value={key.sshKeyId}>
          {key.name}
        </option>
      ))}
    </SelectField>
  );
}

const LinkToKeys = ({ children }: { children: string }) => (
  <Link to="/ssh-keys" className="font-medium text-text underline underline-offset-4">
    {children}
  </Link>
);
