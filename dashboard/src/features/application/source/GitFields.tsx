import { isSsh } from "@/features/project/draft";
import { type Form, problem } from "@/lib/form";
import { TextArea, TextField } from "@/ui/Field";
import { Switch } from "@/ui/Switch";
import { Fields } from "../advanced/SettingsSection";
import type { SourceFields } from "./fields";
import { SshKeyField } from "./SshKeyField";

export function GitFields({ form }: { form: Form<SourceFields> }) {
  const url = form.watch("customGitUrl").trim();
  return (
    <>
      <TextField
        label="Repository"
        mono
        placeholder="https://git.example.org/team/web.git"
        hint={isSsh(url) ? undefined : "A private one over https takes user:token@ before its host."}
        error={problem(form, "customGitUrl")}
        {...form.register("customGitUrl", { required: true })}
      />
      {isSsh(url) && <SshKeyField form={form} url={url} />}
      <Fields>
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
          hint="Where the application lies in the repository"
          error={problem(form, "customGitBuildPath")}
          {...form.register("customGitBuildPath")}
        />
      </Fields>
      <TextArea
        label="Watched paths"
        mono
        rows={2}
        placeholder={"src/**\npackage.json"}
        hint="One pattern a line. A push deploys only when it changes one of them; none means every push."
        error={problem(form, "watchPaths")}
        {...form.register("watchPaths")}
      />
      <Switch
        label="Fetch submodules"
        checked={form.watch("enableSubmodules")}
        onChange={(is) => form.setValue("enableSubmodules", is, { shouldDirty: true })}
      />
    </>
  );
}
