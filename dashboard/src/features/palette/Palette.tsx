import { useNavigate } from "@tanstack/react-router";
import { Command } from "cmdk";
import { Dialog } from "radix-ui";
import { useEffect, useState } from "react";
import { api } from "@/api/client";
import { actionEntries, type Entry, pageEntries, projectEntries } from "./entries";
import { OPEN_PALETTE } from "./open";

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

function Entries({ onDone }: { onDone: () => void }) {
  const navigate = useNavigate();
  const projects = api.useQuery("get", "/project.all");
  const groups: [string, Entry[]][] = [
    ["Pages", pageEntries(navigate)],
    ["Projects and services", projectEntries(projects.data ?? [], navigate)],
    ["Actions", actionEntries(projects.data ?? [], navigate)],
  ];
  return (
    <Command label="Search or run" loop>
      <Command.Input
        placeholder="Go to a project or service, or run something…"
        className="h-12 w-full border-b bg-transparent px-4 outline-none"
      />
      <Command.List className="max-h-[50vh] overflow-y-auto p-1.5">
        <Command.Empty className="px-3 py-8 text-center text-muted text-sm">
          Nothing is called that.
        </Command.Empty>
        {groups.map(([heading, entries]) => (
          <Command.Group
            key={heading}
            heading={heading}
            className="[&_[cmdk-group-heading]]:px-2.5 [&_[cmdk-group-heading]]:py-1.5 [&_[cmdk-group-heading]]:text-muted [&_[cmdk-group-heading]]:text-xs"
          >
            {entries.map((entry) => (
              <Command.Item
                key={entry.id}
                value={entry.id}
                keywords={[entry.label, entry.place ?? ""]}
                onSelect={() => {
                  onDone();
                  entry.run();
                }}
                className="flex h-9 cursor-default items-center gap-2.5 rounded-md px-2.5 text-sm aria-selected:bg-hover [&_svg]:size-4 [&_svg]:text-muted"
              >
                {entry.icon}
                <span className="truncate">{entry.label}</span>
                {entry.place && (
                  <span className="ml-auto truncate pl-4 text-muted text-xs">{entry.place}</span>
                )}
              </Command.Item>
            ))}
          </Command.Group>
        ))}
      </Command.List>
    </Command>
  );
}
