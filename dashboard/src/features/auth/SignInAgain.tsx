import { useRouteContext } from "@tanstack/react-router";
import { queries } from "@/api/client";
import { session, useIsSessionOver } from "@/api/session";
import { Dialog } from "@/ui/Dialog";
import { SignInForm } from "./SignInForm";

/** Stands on top of the page when its session has ended: what was typed below it is still there afterwards. */
export function SignInAgain() {
  const { user } = useRouteContext({ from: "/shell" });
  const isOver = useIsSessionOver();
  return (
    <Dialog
      open={isOver}
      onClose={() => undefined}
      firm
      title="Your session has ended"
      text="Sign in again to go on where you were. Nothing on this page is lost."
    >
      <SignInForm
        email={user.email}
        onDone={async () => {
          session.renewed();
          await queries.invalidateQueries();
        }}
      />
    </Dialog>
  );
}
