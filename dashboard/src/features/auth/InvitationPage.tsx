import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { auth } from "@/api/auth";
import { ApiError } from "@/api/errors";
import { buttonClass } from "@/ui/Button";
import { Note } from "@/ui/Note";
import { Loaded, Skeleton } from "@/ui/States";
import { AccountForm } from "./AccountForm";
import { Entrance } from "./Entrance";

/** Where an invitation's link leads. */
export function InvitationPage() {
  const { token = "" } = useSearch({ from: "/invitation" });
  const navigate = useNavigate();
  const query = useQuery({
    queryKey: ["invitation", token],
    queryFn: () => auth.invitation(token),
    retry: false,
  });
  if (query.error && ApiError.of(query.error).isMissing) {
    return (
      <Entrance title="No such invitation" text="It may have been withdrawn. Ask for a new one.">
        <Link to="/login" search={{}} className={buttonClass()}>
          Sign in
        </Link>
      </Entrance>
    );
  }
  return (
    <Entrance title="You are invited">
      <Loaded query={query} loading={<Skeleton className="h-64" />}>
        {(invitation) => {
          if (invitation.isExpired) {
            return <Note tone="warn">This invitation is no longer valid. Ask for a new one.</Note>;
          }
          if (invitation.userAlreadyExists) {
            return (
              <Note
                action={
                  <Link to="/login" className={buttonClass("plain", "small")}>
                    Sign in
                  </Link>
                }
              >
                {invitation.email} has an account already.
              </Note>
            );
          }
          return (
            <AccountForm
              token={token}
              email={invitation.email}
              action="Join"
              onDone={() => navigate({ to: "/" })}
            />
          );
        }}
      </Loaded>
    </Entrance>
  );
}
