import { RotateCw } from "lucide-react";
import { type RefObject, useEffect, useEffectEvent, useRef, useState } from "react";
import { useIsDark } from "@/lib/theme";
import type { ShellState } from "@/streams/terminal";
import { Button } from "@/ui/Button";
import { ErrorNote, Note } from "@/ui/Note";
import { saidOf } from "./choice";
import type { Screen } from "./screen";

interface ShellPanelProps {
  containerId: string;
  applicationId: string;
  shell: string;
  onState: (state: ShellState) => void;
  /** Opens a new shell in place of this one. */
  onAgain: () => void;
  /** Where the focus goes from the terminal. */
  exit: RefObject<HTMLElement | null>;
}

/** One shell from its opening to its end: what is shown is gone with the component, and so is the shell. */
export function ShellPanel({ containerId, applicationId, shell, onState, onAgain, exit }: ShellPanelProps) {
  const place = useRef<HTMLDivElement>(null);
  const screen = useRef<Screen | undefined>(undefined);
  const [state, setState] = useState<ShellState>({ is: "connecting" });
  const [failure, setFailure] = useState<unknown>();
  const isDark = useIsDark();
  const tell = useEffectEvent((next: ShellState) => {
    setState(next);
    onState(next);
  });
  const leave = useEffectEvent(() => exit.current?.focus());

  useEffect(() => {
    let isGone = false;
    let opened: Screen | undefined;
    const open = async () => {
      const [{ openScreen }] = await Promise.all([
        import("./screen"),
        document.fonts.load('13px "JetBrains Mono"'),
      ]);
      if (isGone || !place.current) return;
      opened = openScreen({
        place: place.current,
        containerId,
        serviceId: applicationId,
        shell,
        onState: (next) => tell(next),
        onLeave: () => leave(),
      });
      screen.current = opened;
      opened.focus();
    };
    open().catch((error) => !isGone && setFailure(error));
    return () => {
      isGone = true;
      opened?.dispose();
    };
  }, [containerId, applicationId, shell]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the tokens change with the theme
  useEffect(() => screen.current?.repaint(), [isDark]);

  const over = state.is === "ended" ? saidOf(state, shell) : undefined;
  return (
    <>
      {failure !== undefined && <ErrorNote error={failure} />}
      {over && (
        <Note
          tone={state.is === "ended" && state.cause === "exit" ? "info" : "warn"}
          title={over.title}
          className="rounded-none border-b"
          action={
            <Button size="small" icon={<RotateCw className="size-3.5" />} onClick={onAgain} autoFocus>
              New shell
            </Button>
          }
        >
          {over.text}
        </Note>
      )}
      <div className="min-h-0 flex-1 p-3">
        <div ref={place} className="h-full overflow-hidden" />
      </div>
    </>
  );
}
