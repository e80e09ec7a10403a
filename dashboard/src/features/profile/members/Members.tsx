import { useRouteContext } from "@tanstack/react-router";
import { EllipsisVertical, ShieldCheck, UserMinus } from "lucide-react";
import { useState } from "react";
import { api } from "@/api/client";
import { usePermissions } from "@/api/permissions";
import { IconButton } from "@/ui/Button";
import { Confirm } from "@/ui/Confirm";
import { Menu } from "@/ui/Menu";
import { ErrorNote } from "@/ui/Note";
import { Section } from "@/ui/Section";
import { Ago } from "@/ui/Small";
import { Loaded, Skeleton } from "@/ui/States";
import { type Member, Permissions } from "./Permissions";
import { Role } from "./Role";

/** Who is in the organization, with which role. */
export function Members() {
  const query = api.useQuery("get", "/user.all");
  return (
    <Section
      title="Members"
      text="An admin may do everything but delete the organization; a member what is given."
      flush
    >
      <Loaded query={query} loading={<Skeleton className="m-4 h-12" count={2} />}>
        {(all) => (
          <ul className="divide-y" aria-label="Members">
            {all.map((member) => (
              <li key={member.id}>
                <MemberRow member={member} />
              </li>
            ))}
          </ul>
        )}
      </Loaded>
    </Section>
  );
}

const nameOf = ({ user }: Member): string => `${user.firstName} ${user.lastName}`.trim() || user.email;

function MemberRow({ member }: { member: Member & { createdAt: string } }) {
  const { user: me } = useRouteContext({ from: "/shell" });
  const may = usePermissions();
  const [shown, setShown] = useState<"permissions" | "remove">();
  const close = () => setShown(undefined);
  const setRole = api.useMutation("post", "/organization.updateMemberRole");
  const remove = api.useMutation("post", "/user.remove");
  const name = nameOf(member);
  const locked =
    (member.role === "owner" && "The owner can be neither changed nor removed") ||
    (member.userId === me.id && "You cannot do this to yourself") ||
    (!may("member:update") && "You may not change members");
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-2 px-4 py-2.5">
      <div className="min-w-0 flex-1 basis-48">
        <p className="truncate font-medium">
          {name}
          {member.userId === me.id && <span className="font-normal text-muted"> (you)</span>}
        </p>
        <p className="truncate text-muted text-sm">
          {member.user.email} · joined <Ago at={member.createdAt} />
        </p>
      </div>
      <Role
        of={name}
        value={member.role}
        locked={locked}
        onChange={(role) => setRole.mutate({ body: { memberId: member.id, role } })}
      />
      <Menu
        trigger={
          <IconButton label={`More about ${name}`}>
            <EllipsisVertical className="size-4" />
          </IconButton>
        }
        items={[
          {
            label: "Permissions",
            icon: <ShieldCheck />,
            reason: locked || (member.role === "admin" && "An admin may do all of this already"),
            onSelect: () => setShown("permissions"),
          },
          {
            label: "Remove from the organization",
            icon: <UserMinus />,
            danger: true,
            reason: locked || (!may("member:delete") && "You may not remove members"),
            onSelect: () => setShown("remove"),
          },
        ]}
      />
      {setRole.error && (
        <div className="basis-full">
          <ErrorNote error={setRole.error} />
        </div>
      )}
      <Permissions open={shown === "permissions"} onClose={close} member={member} name={name} />
      <Confirm
        open={shown === "remove"}
        onClose={close}
        title={`Remove ${name}?`}
        text="Their sessions and API keys in this organization end. Services belong to the organization and go on running."
        action="Remove"
        onConfirm={() => remove.mutateAsync({ body: { userId: member.userId } })}
      />
    </div>
  );
}
