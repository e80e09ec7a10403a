import { registryOf } from "@/features/project/draft";
import { useSignsIn } from "@/features/registries/useRegistries";
import { type Form, problem } from "@/lib/form";
import { TextField } from "@/ui/Field";
import { Switch } from "@/ui/Switch";
import { Fields } from "../advanced/SettingsSection";
import type { SourceFields } from "./fields";

export function ImageFields({ form, hasPassword }: { form: Form<SourceFields>; hasPassword: boolean }) {
  const image = form.watch("dockerImage").trim();
  const hasLogin = form.watch("hasLogin");
  const signsIn = useSignsIn(image);
  return (
    <>
      <TextField
        label="Image"
        mono
        placeholder="nginx:1.27-alpine"
        hint={image && !hasLogin ? signsIn : undefined}
        error={problem(form, "dockerImage")}
        {...form.register("dockerImage", { required: true })}
      />
      <Switch
        label="Sign in with a login of its own"
        hint="For a private image of a registry that is not kept under Registries."
        checked={hasLogin}
        onChange={(is) => form.setValue("hasLogin", is, { shouldDirty: true })}
      />
      {hasLogin && (
        <>
          <Fields>
            <TextField
              label="User name"
              error={problem(form, "username")}
              {...form.register("username", { required: true })}
            />
            <TextField
              label="Password or token"
              type="password"
              autoComplete="new-password"
              placeholder={hasPassword ? "Saved; type to replace it" : ""}
              error={problem(form, "password")}
              {...form.register("password", { required: !hasPassword })}
            />
          </Fields>
          <TextField
            label="Registry"
            mono
            className="sm:w-1/2 sm:pr-2"
            placeholder={registryOf(image)}
            hint="Where the login belongs, if not to the image's own registry"
            error={problem(form, "registryUrl")}
            {...form.register("registryUrl")}
          />
        </>
      )}
    </>
  );
}
