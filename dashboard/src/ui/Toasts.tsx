import { CircleCheck } from "lucide-react";
import { useSyncExternalStore } from "react";

/** Short confirmations that something was done. Errors never come this way: they stay where the work is. */
interface Toast {
  id: number;
  text: string;
}

let toasts: Toast[] = [];
let next = 0;
const listeners = new Set<() => void>();

function set(value: Toast[]): void {
  toasts = value;
  for (const listener of listeners) listener();
}

export function toast(text: string): void {
  const id = next++;
  set([...toasts.slice(-2), { id, text }]);
  setTimeout(() => set(toasts.filter((one) => one.id !== id)), 4000);
}

const subscribe = (listener: () => void): (() => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

export function Toasts() {
  const shown = useSyncExternalStore(subscribe, () => toasts);
  return (
    <div
      role="status"
      className="pointer-events-none fixed inset-x-0 bottom-4 z-50 grid justify-items-center gap-2"
    >
      {shown.map((one) => (
        <p
          key={one.id}
          className="flex animate-appear items-center gap-2 rounded-md bg-solid px-3 py-2 text-on-solid text-sm shadow-floating"
        >
          <CircleCheck className="size-4" aria-hidden />
          {one.text}
        </p>
      ))}
    </div>
  );
}
