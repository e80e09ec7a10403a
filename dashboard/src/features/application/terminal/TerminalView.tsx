import { RotateCw } from "lucide-react";
import { useId, useRef, useState } from "react";
import { cn } from "@/lib/cn";
import type { ShellState } from "@/streams/terminal";
import { IconButton } from "@/ui/Button";
import { inputClass } from "@/ui/Field";
import { Kbd } from "@/ui/Small";
import { Status } from "@/ui/Status";
import { type Container, described, SHELLS, type Shell } from "./choice";
import { ShellPanel } from "./ShellPanel";

interface TerminalViewProps {
  applicationId: string;
  containers: readonly Container[];
  container: Container;
  shell: Shell;
  onChoose: (choice: { container?: string; shell?: Shell }) => void;
  /** The containers are looked up again: the one that ended may have a successor. */
  onAgain: () => void;
}

/** The choice of container and shell, and below it the shell. */
export function TerminalView({
  applicationId,
  containers,
  container,
  shell,
  onChoose,
  onAgain,
}: TerminalViewProps) {
  // The container stays the one that was opened while the list moves on beneath it.
  const [opened, setOpened] = useState({ containerId: container.containerId, number: 0 });
  const [state, setState] = useState<ShellState>({ is: "connecting" });
  const exit = useRef<HTMLSelectElement>(null);
  const known = containers.find((one) => one.containerId === opened.containerId);
  const open = (containerId: string) => setOpened((before) => ({ containerId, number: before.number + 1 }));
  const again = () => {
    onAgain();
    open(known ? opened.containerId : container.containerId);
  };

  return (
    <div className="grid gap-2">
      <section
        aria-label="Terminal"
        className="flex h-[calc(100dvh-17.5rem)] min-h-80 flex-col overflow-hidden rounded-lg border bg-surface"
      >
        <div className="flex flex-wrap items-center gap-2 border-b px-3 py-2">
          <Picker
            label="Container"
            className="min-w-0 max-sm:basis-full sm:max-w-md"
            value={known ? opened.containerId : ""}
            onChange={(containerId) => {
              onChoose({ container: containerId.slice(0, 12) });
              open(containerId);
            }}
          >
            {!known && <option value="">{opened.containerId.slice(0, 12)} · ended</option>}
            {containers.map((one, index) => (
              <option key={one.containerId} value={one.containerId}>
                {described(one, index, containers.length)}
              </option>
            ))}
          </Picker>
          <Picker
            label="Shell"
            picker={exit}
            value={shell}
            onChange={(next) => {
              onChoose({ shell: next as Shell });
              open(opened.containerId);
            }}
          >
            {SHELLS.map((one) => (
              <option key={one}>{one}</option>
            ))}
          </Picker>
          <Connection state={state} />
          {state.is !== "ended" && (
            <IconButton label="New shell" className="ml-auto" onClick={again}>
              <RotateCw className="size-3.5" />
            </IconButton>
          )}
        </div>
        <ShellPanel
          key={`${opened.number} ${shell}`}
          containerId={opened.containerId}
          applicationId={applicationId}
          shell={shell}
          onState={setState}
          onAgain={again}
          exit={exit}
        />
      </section>
      <p className="text-muted text-xs">
        <span className="pointer-coarse:hidden">
          All keys go to the shell; <Kbd>Ctrl</Kbd> <Kbd>Shift</Kbd> <Kbd>Enter</Kbd> leaves it.{" "}
          <Kbd>Ctrl</Kbd> <Kbd>Shift</Kbd> <Kbd>V</Kbd> pastes, <Kbd>Ctrl</Kbd> <Kbd>C</Kbd> copies a
          selection.{" "}
        </span>
        The shell and what runs in it end when this page is left.
      </p>
    </div>
  );
}

const STATES = {
  connecting: <Status is="running" label="Connecting" />,
  open: <Status is="done" label="Connected" />,
  ended: <Status is="stopped" label="Ended" />,
};

const Connection = ({ state }: { state: ShellState }) => (
  <span role="status" className="text-muted">
    {STATES[state.is]}
  </span>
);

interface PickerProps {
  label: string;
  value: string;
  onChange: (value: string) => void;
  picker?: React.Ref<HTMLSelectElement>;
  className?: string;
  children: React.ReactNode;
}

function Picker({ label, value, onChange, picker, className, children }: PickerProps) {
  const id = useId();
  return (
    <div className={cn("flex items-center gap-2", className)}>
      <label htmlFor={id} className="text-muted text-sm">
        {label}
      </label>
      <select
        ref={picker}
        id={id}
        value={value}
        onChange={(event) => onChange(event.target.value)}
        className={cn(inputClass, "h-7 pr-7")}
      >
        {children}
      </select>
    </div>
  );
}
