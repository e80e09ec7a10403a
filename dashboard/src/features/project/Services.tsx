import { Boxes, Plus, SearchX } from "lucide-react";
import { useMemo } from "react";
import { Button } from "@/ui/Button";
import { Empty } from "@/ui/States";
import { arranged, found, sortOf } from "./arrange";
import { Outcomes } from "./Outcomes";
import type { Environment } from "./project";
import { SelectionBar } from "./SelectionBar";
import { ServiceCard } from "./ServiceCard";
import { ServiceGrid } from "./ServiceGrid";
import { ServiceQuestions } from "./ServiceQuestions";
import { StatusFilter } from "./StatusFilter";
import { servicesOf } from "./services";
import { useSelection } from "./useSelection";
import { useServiceActions } from "./useServiceActions";
import { useView } from "./useView";

interface ServicesProps {
  environment: Environment;
  mayCreate: boolean;
  onCreate: () => void;
}

/** The services of an environment, found, filtered, sorted, and worked with one by one or together. */
export function Services({ environment, mayCreate, onCreate }: ServicesProps) {
  const [{ q = "", status, sort }, setView] = useView();
  const all = useMemo(() => servicesOf(environment), [environment]);
  const matching = useMemo(() => found(all, q), [all, q]);
  const shown = useMemo(() => arranged(matching, status, sortOf(sort)), [matching, status, sort]);
  const selection = useSelection(shown);
  const actions = useServiceActions(selection.set);
  const { job } = actions;

  if (all.length === 0) {
    return (
      <>
        {job && <Outcomes job={job} onRetry={actions.retry} onDismiss={actions.dismiss} />}
        <Empty
          icon={<Boxes />}
          title={`No services in ${environment.name} yet`}
          className="py-16"
          action={
            <Button icon={<Plus className="size-4" />} disabled={!mayCreate} onClick={onCreate}>
              New service
            </Button>
          }
        >
          Deploy a Git repository, an image, or drop a folder or an archive anywhere on this page.
          {!mayCreate && " You need the permission service:create."}
        </Empty>
      </>
    );
  }
  return (
    <>
      <StatusFilter services={matching} value={status} onChange={(next) => setView({ status: next })} />
      {job && <Outcomes job={job} onRetry={actions.retry} onDismiss={actions.dismiss} />}
      {shown.length === 0 ? (
        <Empty
          icon={<SearchX />}
          title="No service matches"
          action={<Button onClick={() => setView({ q: undefined, status: undefined })}>Show all</Button>}
        >
          {all.length} in {environment.name}, none {q ? `with “${q}”` : "of this status"}.
        </Empty>
      ) : (
        <ServiceGrid services={shown}>
          {(service) => (
            <ServiceCard
              service={service}
              isSelected={selection.ids.has(service.id)}
              refused={actions.refused}
              onSelect={selection.toggle}
              onAct={actions.actOnOne}
            />
          )}
        </ServiceGrid>
      )}
      <SelectionBar
        count={selection.selected.length}
        shown={selection.selectable.length}
        refused={actions.refused}
        busy={job !== undefined && !job.isOver}
        onAct={(verb) => actions.act(verb, selection.selected)}
        onAll={() => selection.set(selection.selectable)}
        onClear={() => selection.set([])}
      />
      <ServiceQuestions actions={actions} environmentId={environment.environmentId} />
    </>
  );
}
