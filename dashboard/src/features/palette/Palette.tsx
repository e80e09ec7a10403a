import { useNavigate } from "@tanstack/react-router";
import { Command } from "cmdk";
import { Dialog } from "radix-ui";
import { useEffect, useMemo, useState } from "react";
import { api } from "@/api/client";
import { useOffered, usePermissions } from "@/api/permissions";
import { ErrorNote } from "@/ui/Note";
import { actionEntries, type Entry, pageEntries, projectEntries } from "./entries";
import { OPEN_PALETTE } from "./open";
import { best } from "./rank";

/** Ctrl/⌘-K: any project, service, page or action, by typing a part of its name. */
export function Palette() {
  const [open, setOpen] = useState(false);

  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() === "k" && (event.metaKey || event.ctrlKey)) {
        event.preventDefault();
        setOpen((was) => !was);
      }
    };
    const onOpen = () => setOpen(true);
    window.addEventListener("keydown", onKey);
    window.addEventListener(OPEN_PALETTE, onOpen);
    return () => {
      window.removeEventListener("keydown", onKey);
      window.removeEventListener(OPEN_PALETTE, onOpen);
    };
  }, []);

  return (
    <Dialog.Root open={open} onOpenChange={setOpen}>
      <Dialog.Portal>
        <Dialog.Overlay className="fixed inset-0 z-50 animate-appear bg-shade" />
        <Dialog.Content
          aria-describedby={undefined}
          className="fixed inset-x-3 top-[12vh] z-50 mx-auto max-w-xl animate-appear overflow-hidden rounded-lg border bg-raised shadow-floating"
        >
          <Dialog.Title className="sr-only">Search or run</Dialog.Title>
          <Entries onDone={() => setOpen(false)} />
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

/** How many entries of a group are shown while nothing is typed, and of all that fit. */
const AT_REST = { pages: 6, places: 6, actions: 0 };
const TYPED = { pages: 4, places: 12, actions: 8 };

function Entries({ onDone }: { onDone: () => void }) {
  const navigate = useNavigate();
  const [typed, setTyped] = useState("");
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>();
  const projects = api.useQuery("get", "/project.all");
  const isOffered = useOffered();
  const may = usePermissions();
  const all = useMemo(() => {
    const known = projects.data ?? [];
    return {
      pages: pageEntries(navigate, isOffered),
      places: projectEntries(known, navigate),
      actions: actionEntries(known, navigate, may),
    };
  }, [projects.data, navigate, isOffered, may]);
  const most = typed.trim() ? TYPED : AT_REST;
  const groups: [string, Entry[]][] = [
    ["Pages", best(all.pages, typed, most.pages)],
    ["Projects and services", best(all.places, typed, most.places)],
    ["Actions", best(all.actions, typed, most.actions)],
  ];

  const run = async (entry: Entry) => {
    if (busy) return;
    setBusy(true);
    setError(undefined);
    try {
      await entry.run();
      onDone();
    } catch (refusal) {
      setError(refusal);
      setBusy(false);
    }
  };
  return (
    <Command label="Search or run" loop shouldFilter={false}>
      <Command.Input
        value={typed}
        onValueChange={setTyped}
        aria-busy={busy}
        placeholder="Go to a project or service, or run something…"
        className="h-12 w-full border-b bg-transparent px-4 outline-none"
      />
      {error !== undefined && (
        <div className="p-1.5">
          <ErrorNote error={error} />
        </div>
      )}
      <Command.List className="max-h-[50vh] overflow-y-auto p-1.5">
        <Command.Empty className="px-3 py-8 text-center text-muted text-sm">
          {projects.isPending ? "Loading…" : "Nothing is called that."}
        </Command.Empty>
        {groups.map(
          ([heading, entries]) =>
            entries.length > 0 && (
              <Command.Group
                key={heading}
                heading={heading}
                className="[&_[cmdk-group-heading]]:px-2.5 [&_[cmdk-group-heading]]:py-1.5 [&_[cmdk-group-heading]]:text-muted [&_[cmdk-group-heading]]:text-xs"
              >
                {entries.map((entry) => (
                  <Row key={entry.id} entry={entry} onRun={() => void run(entry)} />
                ))}
              </Command.Group>
            ),
        )}
      </Command.List>
    </Command>
  );
}

function Row({ entry, onRun }: { entry: Entry; onRun: () => void }) {
  return (
    <Command.Item
      value={entry.id}
      onSelect={onRun}
      className="flex h-9 cursor-default items-center gap-2.5 rounded-md px-2.5 text-sm aria-selected:bg-hover [&_svg]:size-4 [&_svg]:shrink-0 [&_svg]:text-muted"
    >
      {entry.icon}
      <span className="truncate">{entry.label}</span>
      {entry.place && <span className="ml-auto truncate pl-4 text-muted text-xs">{entry.place}</span>}
    </Command.Item>
  );
}
