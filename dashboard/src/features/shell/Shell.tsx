import { Outlet } from "@tanstack/react-router";
import { Menu as MenuIcon } from "lucide-react";
import { Dialog } from "radix-ui";
import { useState } from "react";
import { SignInAgain } from "@/features/auth/SignInAgain";
import { Palette } from "@/features/palette/Palette";
import { useEvents } from "@/streams/events";
import { IconButton } from "@/ui/Button";
import { Connection } from "./Connection";
import { Sidebar } from "./Sidebar";

/** What surrounds every page: navigation, the palette, news from the server, and a sign-in when the session ends. */
export function Shell() {
  const [menuOpen, setMenuOpen] = useState(false);
  const { state, reason, away } = useEvents();
  return (
    <div className="flex min-h-dvh">
      <a
        href="#content"
        className="sr-only z-50 rounded-md bg-solid px-3 py-2 text-on-solid focus:not-sr-only focus:fixed focus:top-2 focus:left-2"
      >
        Skip to content
      </a>
      <aside className="sticky top-0 h-dvh w-56 shrink-0 border-r bg-canvas max-lg:hidden">
        <Sidebar />
      </aside>
      <Dialog.Root open={menuOpen} onOpenChange={setMenuOpen}>
        <div className="flex min-w-0 flex-1 flex-col">
          <header className="sticky top-0 z-20 flex h-12 items-center gap-2 border-b bg-canvas px-3 lg:hidden">
            <Dialog.Trigger asChild>
              <IconButton label="Menu">
                <MenuIcon className="size-4" />
              </IconButton>
            </Dialog.Trigger>
            <span className="font-semibold">Dokploy</span>
          </header>
          <Connection state={state} reason={reason} away={away} />
          <main
            id="content"
            tabIndex={-1}
            className="mx-auto w-full max-w-6xl flex-1 px-4 py-6 outline-none sm:px-8"
          >
            <Outlet />
          </main>
        </div>
        <Dialog.Portal>
          <Dialog.Overlay className="fixed inset-0 z-30 bg-shade" />
          <Dialog.Content
            aria-describedby={undefined}
            className="fixed inset-y-0 left-0 z-30 w-64 animate-slide border-r bg-canvas"
          >
            <Dialog.Title className="sr-only">Navigation</Dialog.Title>
            <Sidebar onNavigate={() => setMenuOpen(false)} />
          </Dialog.Content>
        </Dialog.Portal>
      </Dialog.Root>
      <Palette />
      <SignInAgain />
    </div>
  );
}
