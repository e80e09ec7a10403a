import { Upload } from "lucide-react";
import { useEffect, useEffectEvent, useState } from "react";

interface DropTargetProps {
  /** What the files become. */
  text: string;
  onDrop: (items: DataTransferItemList) => void;
}

const hasFiles = (event: DragEvent): boolean => event.dataTransfer?.types.includes("Files") ?? false;

/** Takes files that are dropped anywhere on the page, and says so while they hang over it. */
export function DropTarget({ text, onDrop }: DropTargetProps) {
  const [isOver, setOver] = useState(false);
  const dropped = useEffectEvent(onDrop);
  useEffect(() => {
    // Entering a child comes before leaving its parent: what counts is how many are entered.
    let depth = 0;
    const enter = (event: DragEvent) => {
      if (!hasFiles(event)) return;
      depth += 1;
      setOver(true);
    };
    const leave = (event: DragEvent) => {
      if (!hasFiles(event)) return;
      depth -= 1;
      if (depth <= 0) setOver(false);
    };
    const over = (event: DragEvent) => hasFiles(event) && event.preventDefault();
    const drop = (event: DragEvent) => {
      if (!hasFiles(event)) return;
      event.preventDefault();
      depth = 0;
      setOver(false);
      if (event.dataTransfer) dropped(event.dataTransfer.items);
    };
    const handlers = { dragenter: enter, dragleave: leave, dragover: over, drop } as const;
    for (const [name, handler] of Object.entries(handlers)) {
      window.addEventListener(name, handler as EventListener);
    }
    return () => {
      for (const [name, handler] of Object.entries(handlers)) {
        window.removeEventListener(name, handler as EventListener);
      }
    };
  }, []);
  if (!isOver) return null;
  return (
    <div className="pointer-events-none fixed inset-0 z-50 grid place-items-center bg-shade p-4">
      <p className="flex animate-appear items-center gap-3 rounded-lg border border-accent border-dashed bg-raised px-6 py-4 font-medium shadow-floating">
        <Upload className="size-5 text-accent" aria-hidden />
        {text}
      </p>
    </div>
  );
}
