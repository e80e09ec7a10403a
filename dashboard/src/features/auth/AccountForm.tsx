import { auth } from "@/api/auth";
import { problem, useServerForm } from "@/lib/form";
import { Button } from "@/ui/Button";
import { TextField } from "@/ui/Field";
import { Note } from "@/ui/Note";

const SHORTEST_PASSWORD = 8;

interface AccountFormProps {
  /** The set-up token or invitation; asked for when it is not known. */
  token?: string;
  email?: string;
  action: string;
  onDone: () => Promise<unknown> | undefined;
}

/** Makes an account: the first administrator's, or that of somebody who was invited. */
export function AccountForm({ token, email = "", action, onDone }: AccountFormProps) {
  const form = useServerForm({ token: token ?? "", name: "", email, password: "" }, async (values) => {
    const { token: given, ...account } = values;
    await auth.signUp(account, given.trim());
    await onDone();
  });
  return (
    <form onSubmit={form.submit} className="grid gap-4" noValidate>
      {form.failure && <Note tone="bad">{form.failure}</Note>}
      {token === undefined && (
        <TextField
          label="Set-up token"
          hint="The terminal in which Dokploy was started printed it."
          mono
          autoFocus
          error={problem(form, "token")}
          {...form.register("token", { required: true })}
        />
      )}
      <TextField
        label="Name"
        autoComplete="name"
        error={problem(form, "name")}
        {...form.register("name", { required: true })}
      />
      <TextField
        label="E-mail"
        type="email"
        autoComplete="username"
        readOnly={Boolean(email)}
        error={problem(form, "email")}
        {...form.register("email", { required: true })}
      />
      <TextField
        label="Password"
        type="password"
        autoComplete="new-password"
        hint={`At least ${SHORTEST_PASSWORD} characters`}
        error={problem(form, "password")}
        {...form.register("password", {
          required: true,
          minLength: {
            value: SHORTEST_PASSWORD,
            message: `At least ${SHORTEST_PASSWORD} characters are needed`,
          },
        })}
      />
      <Button type="submit" kind="solid" busy={form.busy}>
        {action}
      </Button>
    </form>
  );
}
