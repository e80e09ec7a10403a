import { useBlocker } from "@tanstack/react-router";
import { Button } from "./Button";
import { Actions, Dialog } from "./Dialog";

/** What an address says about the view of a page. */
export type ViewSearch = {
  tab?: string | undefined;
  environment?: string | undefined;
  edit?: string | undefined;
};

interface LeaveGuardProps {
  /** Something typed is not saved yet. */
  when: boolean;
  /** What would be lost, as "the variables of Shop". */
  what: string;
  /** Whether another view of the same page would lose it too, by the search in its address. */
  isLostIn?: ((search: ViewSearch) => boolean) | undefined;
}

/** Asks before a page with unsaved changes is left, also when the browser's tab is closed. */
export function LeaveGuard({ when, what, isLostIn }: LeaveGuardProps) {
  const blocker = useBlocker({
    // Another filter or view of the same page loses nothing, unless said otherwise.
    shouldBlockFn: ({ current, next }) =>
      when && (current.pathname !== next.pathname || (isLostIn?.(next.search as ViewSearch) ?? false)),
    enableBeforeUnload: when,
    withResolver: true,
  });
  const isAsked = blocker.status === "blocked";
  return (
    <Dialog
      open={isAsked}
      onClose={() => blocker.reset?.()}
      title="Leave without saving?"
      text={`What you changed in ${what} is not saved.`}
    >
      <Actions className="pt-0">
        <Button kind="danger" onClick={() => blocker.proceed?.()}>
          Discard changes
        </Button>
        <Button autoFocus onClick={() => blocker.reset?.()}>
          Stay here
        </Button>
      </Actions>
    </Dialog>
  );
}
