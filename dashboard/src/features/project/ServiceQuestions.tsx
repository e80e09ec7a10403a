import { Confirm } from "@/ui/Confirm";
import { called, jobs } from "./actions";
import { MoveDialog } from "./MoveDialog";
import type { useServiceActions } from "./useServiceActions";

const LISTED = 8;

/** What is asked before services are stopped, moved or deleted. */
export function ServiceQuestions({
  actions,
  environmentId,
}: {
  actions: ReturnType<typeof useServiceActions>;
  environmentId: string;
}) {
  const { asked, close, start, move } = actions;
  const services = asked?.services ?? [];
  const name = called(services);
  const isOne = services.length === 1;
  // The dialog closes at once; how it goes is shown beside the list, also while it goes on.
  const confirm = async () => {
    if (asked?.verb === "stop" || asked?.verb === "delete") void start(jobs[asked.verb], services);
  };
  return (
    <>
      <Confirm
        open={asked?.verb === "stop"}
        onClose={close}
        title={`Stop ${name}?`}
        text={`${isOne ? "Its" : "Their"} containers end and ${isOne ? "its" : "their"} domains answer no more until ${isOne ? "it is" : "they are"} started again. Nothing is deleted.`}
        action="Stop"
        onConfirm={confirm}
      />
      <Confirm
        open={asked?.verb === "delete"}
        onClose={close}
        title={`Delete ${name}?`}
        text={
          <>
            <p>
              {isOne ? "Its" : "Their"} containers, domains, releases and logs go for good. Named volumes stay
              on the machine.
            </p>
            {!isOne && (
              <p className="mt-2 font-mono text-xs">
                {services
                  .slice(0, LISTED)
                  .map((one) => one.name)
                  .join(", ")}
                {services.length > LISTED && ` and ${services.length - LISTED} more`}
              </p>
            )}
          </>
        }
        typed={isOne ? name : `delete ${name}`}
        action="Delete"
        onConfirm={confirm}
      />
      <MoveDialog
        services={asked?.verb === "move" ? services : undefined}
        environmentId={environmentId}
        onClose={close}
        onMove={move}
      />
    </>
  );
}
