import { auth } from "@/api/auth";
import { problem, useServerForm } from "@/lib/form";
import { Button } from "@/ui/Button";
import { TextField } from "@/ui/Field";
import { Note } from "@/ui/Note";

/** E-mail and password; `email` is given where only the same person may come back. */
export function SignInForm({
  email = "",
  onDone,
}: {
  email?: string;
  onDone: () => Promise<unknown> | undefined;
}) {
  const form = useServerForm({ email, password: "" }, async (values) => {
    await auth.signIn(values.email, values.password);
    await onDone();
  });
  return (
    <form onSubmit={form.submit} className="grid gap-4" noValidate>
      {form.failure && <Note tone="bad">{form.failure}</Note>}
      <TextField
        label="E-mail"
        type="email"
        autoComplete="username"
        autoFocus={!email}
        error={problem(form, "email")}
        {...form.register("email", { required: true })}
      />
      <TextField
        label="Password"
        type="password"
        autoComplete="current-password"
        autoFocus={Boolean(email)}
        error={problem(form, "password")}
        {...form.register("password", { required: true })}
      />
      <Button type="submit" kind="solid" busy={form.busy}>
        Sign in
      </Button>
    </form>
  );
}
