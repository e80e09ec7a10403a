import { useState } from "react";
import { useSignsIn } from "@/features/registries/useRegistries";
import { type Form, problem } from "@/lib/form";
import { TextField } from "@/ui/Field";
import { Switch } from "@/ui/Switch";
import type { Draft } from "./draft";

export function ImageFields({ form, onSource }: { form: Form<Draft>; onSource: () => void }) {
  const [hasLogin, setLogin] = useState(Boolean(form.getValues("username")));
  const image = form.watch("dockerImage").trim();
  const signsIn = useSignsIn(image);
  return (
    <>
      <TextField
        label="Image"
        mono
        autoFocus
        placeholder="nginx:1.27-alpine"
        hint={image && !hasLogin ? signsIn : undefined}
        error={problem(form, "dockerImage")}
        {...form.register("dockerImage", { required: true, onChange: onSource })}
      />
      <Switch
        label="Sign in with a login of its own"
        hint="For a private image of a registry that is not kept under Registries."
        checked={hasLogin}
        onChange={(next) => {
          setLogin(next);
          if (next) return;
          form.setValue("username", "");
          form.setValue("password", "");
        }}
      />
      {hasLogin && (
        <div className="grid items-start gap-4 sm:grid-cols-2">
          <TextField
            label="User name"
            error={problem(form, "username")}
            {...form.register("username", { required: true })}
          />
          <TextField
            label="Password or token"
            type="password"
            autoComplete="new-password"
            error={problem(form, "password")}
            {...form.register("password", { required: true })}
          />
        </div>
      )}
    </>
  );
}
