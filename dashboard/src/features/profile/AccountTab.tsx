import { api } from "@/api/client";
import { problem, useServerForm } from "@/lib/form";
import { chooseTheme, type Theme, useTheme } from "@/lib/theme";
import { Button } from "@/ui/Button";
import { TextField } from "@/ui/Field";
import { LeaveGuard } from "@/ui/LeaveGuard";
import { Note } from "@/ui/Note";
import { Section } from "@/ui/Section";
import { Segmented } from "@/ui/Segmented";
import { Loaded, Skeleton } from "@/ui/States";
import { toast } from "@/ui/Toasts";

const THEMES: { value: Theme; label: string }[] = [
  { value: "light", label: "Light" },
  { value: "dark", label: "Dark" },
  { value: "system", label: "As the system" },
];

export function AccountTab() {
  const query = api.useQuery("get", "/user.get");
  const theme = useTheme();
  return (
    <div className="grid max-w-2xl grid-cols-1 gap-6">
      <Loaded query={query} loading={<Skeleton className="h-64" />}>
        {({ user }) => (
          <Section title="Name and e-mail" text="The e-mail address is also the name you sign in with.">
            <IdentityForm key={user.id} {...user} />
          </Section>
        )}
      </Loaded>
      <Section title="Password" text="A new one signs you out everywhere else.">
        <PasswordForm />
      </Section>
      <Section title="Theme" text="For this browser.">
        <Segmented label="Theme" value={theme} options={THEMES} onChange={chooseTheme} />
      </Section>
    </div>
  );
}

function IdentityForm({
  firstName,
  lastName,
  email,
}: {
  firstName: string;
  lastName: string;
  email: string;
}) {
  const update = api.useMutation("post", "/user.update");
  const form = useServerForm({ firstName, lastName, email }, async (values) => {
    await update.mutateAsync({ body: values });
    form.reset(values);
    toast("Your account is saved");
  });
  const { isDirty } = form.formState;
  return (
    <form onSubmit={form.submit} className="grid gap-4" noValidate>
      <LeaveGuard when={isDirty} what="your name and e-mail" />
      {form.failure && <Note tone="bad">{form.failure}</Note>}
      <div className="grid gap-4 sm:grid-cols-2">
        <TextField
          label="Name"
          autoComplete="given-name"
          error={problem(form, "firstName")}
          {...form.register("firstName")}
        />
        <TextField
          label="Last name"
          autoComplete="family-name"
          error={problem(form, "lastName")}
          {...form.register("lastName")}
        />
      </div>
      <TextField
        label="E-mail"
        type="email"
        autoComplete="email"
        error={problem(form, "email")}
        {...form.register("email", { required: true })}
      />
      <div>
        <Button type="submit" kind="solid" busy={form.busy} disabled={!isDirty}>
          Save
        </Button>
      </div>
    </form>
  );
}

const EMPTY = { currentPassword: "", password: "" };

function PasswordForm() {
  const update = api.useMutation("post", "/user.update");
  const form = useServerForm(EMPTY, async (values) => {
    await update.mutateAsync({ body: values });
    form.reset(EMPTY);
    toast("The password is changed, other sessions have ended");
  });
  return (
    <form onSubmit={form.submit} className="grid gap-4" noValidate>
      {form.failure && <Note tone="bad">{form.failure}</Note>}
      <div className="grid items-start gap-4 sm:grid-cols-2">
        <TextField
          label="Current password"
          type="password"
          autoComplete="current-password"
          error={problem(form, "currentPassword")}
          {...form.register("currentPassword", { required: true })}
        />
        <TextField
          label="New password"
          type="password"
          autoComplete="new-password"
          hint="At least 8 characters"
          error={problem(form, "password")}
          {...form.register("password", {
            required: true,
            minLength: { value: 8, message: "At least 8 characters are needed" },
          })}
        />
      </div>
      <div>
        <Button type="submit" busy={form.busy}>
          Change password
        </Button>
      </div>
    </form>
  );
}
