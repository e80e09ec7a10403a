import { EllipsisVertical, Pencil, Plus, Trash2 } from "lucide-react";
import { type ReactNode, useState } from "react";
import { Button, IconButton } from "@/ui/Button";
import { Confirm } from "@/ui/Confirm";
import { Dialog } from "@/ui/Dialog";
import { Hint } from "@/ui/Hint";
import { Menu } from "@/ui/Menu";
import { Section } from "@/ui/Section";
import { Cell, Table } from "@/ui/Table";

interface ListSectionProps<T> {
  id: string;
  title: string;
  text: ReactNode;
  items: readonly T[];
  keyOf: (item: T) => string;
  /** How one is called within a sentence: "port 8080". */
  nameOf: (item: T) => string;
  columns: readonly { name: string; cell: (item: T) => ReactNode }[];
  /** What one of them is: "port". */
  noun: string;
  /** Said where there is none. */
  empty: string;
  /** The form in the dialog; null = for a new one. It calls `onDone` when it has saved. */
  form: (item: T | null, onDone: () => void) => ReactNode;
  wide?: boolean;
  mayWrite: boolean;
  mayDelete: boolean;
  /** What will be gone, and what stays. */
  removal: ReactNode;
  onDelete: (item: T) => Promise<unknown>;
  children?: ReactNode;
}

/** A list of what hangs on an application: add and edit in a dialog, delete after a question. */
export function ListSection<T>(props: ListSectionProps<T>) {
  const { items, columns, noun, nameOf, mayWrite, mayDelete } = props;
  const [edited, setEdited] = useState<T | "new" | null>(null);
  const [deleted, setDeleted] = useState<T | null>(null);
  const done = () => setEdited(null);
  const add = (
    <Button
      size="small"
      icon={<Plus className="size-3.5" />}
      disabled={!mayWrite}
      onClick={() => setEdited("new")}
    >
      Add {noun}
    </Button>
  );
  return (
    <Section
      id={props.id}
      title={props.title}
      text={props.text}
      flush
      actions={
        mayWrite ? (
          add
        ) : (
          <Hint text="Your role does not change this">
            <span>{add}</span>
          </Hint>
        )
      }
    >
      {items.length === 0 ? (
        <p className="px-4 py-6 text-center text-muted text-sm">{props.empty}</p>
      ) : (
        <Table label={props.title} head={[...columns.map(({ name }) => name), ACTIONS]}>
          {items.map((item) => (
            <tr key={props.keyOf(item)}>
              {columns.map(({ name, cell }) => (
                <Cell key={name}>{cell(item)}</Cell>
              ))}
              <Cell className="w-px text-right">
                <Menu
                  trigger={
                    <IconButton label={`Actions for ${nameOf(item)}`}>
                      <EllipsisVertical className="size-4" />
                    </IconButton>
                  }
                  items={[
                    {
                      label: "Edit",
                      icon: <Pencil />,
                      onSelect: () => setEdited(item),
                      reason: !mayWrite && "Your role does not change this",
                    },
                    {
                      label: "Delete",
                      icon: <Trash2 />,
                      danger: true,
                      onSelect: () => setDeleted(item),
                      reason: !mayDelete && "Your role does not delete this",
                    },
                  ]}
                />
              </Cell>
            </tr>
          ))}
        </Table>
      )}
      {props.children}
      <Dialog
        open={edited !== null}
        onClose={done}
        title={edited === "new" ? `Add ${noun}` : `Edit ${noun}`}
        wide={props.wide ?? false}
      >
        {edited !== null && props.form(edited === "new" ? null : edited, done)}
      </Dialog>
      <Confirm
        open={deleted !== null}
        onClose={() => setDeleted(null)}
        title={`Delete ${deleted === null ? noun : nameOf(deleted)}?`}
        text={props.removal}
        action="Delete"
        onConfirm={async () => deleted !== null && (await props.onDelete(deleted))}
      />
    </Section>
  );
}

/** What leads where, below each other: both may be long. */
export const FromTo = ({ from, to }: { from: string; to: string }) => (
  <span className="grid gap-0.5 break-all font-mono text-xs">
    <code>{from}</code>
    <code className="text-muted">
      <span aria-hidden>→ </span>
      {to}
    </code>
  </span>
);

const ACTIONS = <span className="sr-only">Actions</span>;
