import { KeySelect } from "@/features/sshKeys/KeySelect";
import { type Form, problem } from "@/lib/form";
import { TextField } from "@/ui/Field";
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
      {isSsh(url) && (
        <KeySelect
          hint="Its public half must be known to the repository."
          onChoose={(id) => form.setValue("customGitSSHKeyId", id, { shouldValidate: true })}
          error={problem(form, "customGitSSHKeyId")}
          {...form.register("customGitSSHKeyId", { required: true })}
        />
      )}
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
