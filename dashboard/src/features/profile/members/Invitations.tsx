import { UserPlus } from "lucide-react";
import { useState } from "react";
import { api } from "@/api/client";
import { problem, useServerForm } from "@/lib/form";
import { Badge } from "@/ui/Badge";
import { Button } from "@/ui/Button";
import { SelectField, TextField } from "@/ui/Field";
import { ErrorNote, Note } from "@/ui/Note";
import { Section } from "@/ui/Section";
import { Ago, Copy } from "@/ui/Small";
import { Loaded, Skeleton } from "@/ui/States";
import { ROLES } from "./Role";

const linkOf = (invitationId: string): string => `${location.origin}/invitation?token=${invitationId}`;

/** Who is asked to join: the link is given on by hand, for no mail is sent. */
export function Invitations() {
  const query = api.useQuery("get", "/organization.allInvitations");
  const withdraw = api.useMutation("post", "/organization.removeInvitation");
  return (
    <Section
      title="Invitations"
      text="An invitation is a link that you hand on; it lets its address in once, within two days."
      flush
    >
      <div className="border-b p-4">
        <InviteForm />
      </div>
      {withdraw.error && (
        <div className="p-4 pb-0">
          <ErrorNote error={withdraw.error} />
        </div>
      )}
      <Loaded query={query} loading={<Skeleton className="m-4 h-10" />}>
        {(all) => {
          const waiting = all.filter((one) => one.status === "pending");
          if (waiting.length === 0)
            return <p className="p-4 text-muted text-sm">Nobody is invited at the moment.</p>;
          return (
            <ul className="divide-y" aria-label="Invitations">
              {waiting.map((one) => (
                <li key={one.id} className="flex flex-wrap items-center gap-x-4 gap-y-1 px-4 py-2.5">
                  <div className="min-w-0 flex-1 basis-48">
                    <p className="flex items-center gap-2">
                      <span className="truncate font-medium">{one.email}</span>
                      <Badge>{one.role ?? "member"}</Badge>
                    </p>
                    <p className="text-muted text-sm">{until(one.expiresAt)}</p>
                  </div>
                  <span className="flex items-center gap-1">
                    <Copy text={linkOf(one.id)} label={`Copy the link for ${one.email}`} />
                    <Button
                      size="small"
                      kind="quiet"
                      aria-label={`Withdraw the invitation of ${one.email}`}
                      onClick={() => withdraw.mutate({ body: { invitationId: one.id } })}
                    >
                      Withdraw
                    </Button>
                  </span>
                </li>
              ))}
            </ul>
          );
        }}
      </Loaded>
    </Section>
  );
}

const until = (expiresAt: string) =>
  Date.parse(expiresAt) < Date.now() ? (
    <>
      Expired <Ago at={expiresAt} />
    </>
  ) : (
    <>
      Expires <Ago at={expiresAt} />
    </>
  );

function InviteForm() {
  const invite = api.useMutation("post", "/organization.inviteMember");
  const [made, setMade] = useState<{ id: string; email: string }>();
  const form = useServerForm({ email: "", role: "member" }, async (values) => {
    setMade(undefined);
    setMade(await invite.mutateAsync({ body: values }));
    form.reset({ email: "", role: values.role });
  });
  return (
    <form onSubmit={form.submit} className="grid gap-3" noValidate>
      {form.failure && <Note tone="bad">{form.failure}</Note>}
      <div className="flex flex-wrap items-start gap-3">
        <TextField
          label="E-mail"
          type="email"
          className="min-w-0 flex-1 basis-56"
          error={problem(form, "email")}
          {...form.register("email", { required: true })}
        />
        <SelectField label="Role" className="w-32" error={problem(form, "role")} {...form.register("role")}>
          {ROLES.map((role) => (
            <option key={role}>{role}</option>
          ))}
        </SelectField>
        <Button type="submit" className="mt-6.5" icon={<UserPlus className="size-4" />} busy={form.busy}>
          Invite
        </Button>
      </div>
      {made && (
        <div className="grid grid-cols-1 gap-1.5">
          <p className="text-sm">
            Hand this link to <span className="font-medium">{made.email}</span>:
          </p>
          <div className="flex items-center gap-2 rounded-md bg-sunken py-1 pr-1 pl-2.5">
            <code className="min-w-0 flex-1 truncate font-mono text-xs">{linkOf(made.id)}</code>
            <Copy text={linkOf(made.id)} label="Copy the link" />
          </div>
        </div>
      )}
    </form>
  );
}
