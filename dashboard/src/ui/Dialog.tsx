import { X } from "lucide-react";
import { Dialog as Primitive } from "radix-ui";
import type { ReactNode } from "react";
import { cn } from "@/lib/cn";
import { IconButton } from "./Button";

interface DialogProps {
  open: boolean;
  onClose: () => void;
  title: ReactNode;
  /** One sentence below the title. */
  text?: ReactNode;
  wide?: boolean;
  /** Without a way out by Escape or a click beside it: for what must be answered. */
  firm?: boolean;
  children: ReactNode;
}

export function Dialog({ open, onClose, title, text, wide, firm, children }: DialogProps) {
  const stay = (event: Event) => firm && event.preventDefault();
  return (
    <Primitive.Root open={open} onOpenChange={(next) => !next && !firm && onClose()}>
      <Primitive.Portal>
        <Primitive.Overlay className="fixed inset-0 z-40 animate-appear bg-shade" />
        <Primitive.Content
          // In a code editor Escape is the way out of it, not of the dialog.
          onEscapeKeyDown={(event) => (isInEditor(event) ? event.preventDefault() : stay(event))}
          onPointerDownOutside={stay}
          onOpenAutoFocus={focusBody}
          className={cn(
            "fixed inset-x-3 top-[8vh] z-40 mx-auto flex max-h-[84vh] animate-appear flex-col overflow-hidden rounded-lg border bg-raised shadow-floating",
            wide ? "max-w-3xl" : "max-w-lg",
          )}
          {...(text ? {} : { "aria-describedby": undefined })}
        >
          <header className="flex items-start gap-4 border-b px-5 py-4">
            <div className="min-w-0 flex-1">
              <Primitive.Title className="font-semibold text-lg">{title}</Primitive.Title>
              {text && (
                <Primitive.Description className="mt-0.5 text-muted text-sm">{text}</Primitive.Description>
              )}
            </div>
            {!firm && (
              <Primitive.Close asChild>
                <IconButton label="Close">
                  <X className="size-4" />
                </IconButton>
              </Primitive.Close>
            )}
          </header>
          <div data-body className="min-h-0 overflow-y-auto px-5 py-4">
            {children}
          </div>
        </Primitive.Content>
      </Primitive.Portal>
    </Primitive.Root>
  );
}

const FOCUSABLE =
  ":is(input:not([type=radio]:not(:checked)), select, textarea, button, a[href], [tabindex='0']):not(:disabled)";

/** To the first control of the dialog itself, not to the cross above it; for those that name no other. */
function focusBody(event: Event): void {
  const first = (event.currentTarget as Element).querySelector<HTMLElement>(`[data-body] ${FOCUSABLE}`);
  if (!first) return;
  event.preventDefault();
  first.focus();
}

const isInEditor = ({ target }: Event): boolean =>
  target instanceof Element && target.closest(".cm-editor") !== null;

/** The row of buttons that ends a form or dialog; the way on stands last. */
export function Actions({ children, className }: { children: ReactNode; className?: string }) {
  return (
    <div className={cn("flex flex-wrap items-center justify-end gap-2 pt-2", className)}>{children}</div>
  );
}
