import { Link, type LinkProps } from "@tanstack/react-router";
import { Activity, Boxes, KeyRound, ListOrdered, type LucideIcon, Package, Search } from "lucide-react";
import { useOffered } from "@/api/permissions";
import { HealthMark } from "@/features/health/HealthMark";
import { openPalette } from "@/features/palette/open";
import { Kbd } from "@/ui/Small";
import { Account } from "./Account";
import { Logo } from "./Logo";

interface Place {
  to: NonNullable<LinkProps["to"]>;
  label: string;
  icon: LucideIcon;
}

const PLACES: Place[] = [
  { to: "/", label: "Projects", icon: Boxes },
  { to: "/deployments", label: "Deployments", icon: ListOrdered },
  { to: "/registries", label: "Registries", icon: Package },
  { to: "/ssh-keys", label: "SSH keys", icon: KeyRound },
  { to: "/health", label: "Health", icon: Activity },
];

const isApple = /mac|iphone|ipad/i.test(navigator.platform);

export function Sidebar({ onNavigate }: { onNavigate?: () => void }) {
  const isOffered = useOffered();
  return (
    <div className="flex h-full flex-col gap-4 p-3">
      <Link
        to="/"
        onClick={onNavigate}
        className="flex items-center gap-2 rounded-md px-2 py-1.5 font-semibold"
      >
        <Logo className="size-5" />
        Dokploy
      </Link>
      <button
        type="button"
        onClick={() => {
          onNavigate?.();
          openPalette();
        }}
        className="flex h-8 items-center gap-2 rounded-md border bg-surface px-2 text-muted text-sm transition-colors hover:border-line-strong hover:text-text"
      >
        <Search className="size-3.5" aria-hidden />
        <span className="flex-1 text-left">Search or run…</span>
        <Kbd>{isApple ? "⌘" : "Ctrl"} K</Kbd>
      </button>
      <nav aria-label="Main">
        <ul className="grid gap-0.5">
          {PLACES.filter(({ to }) => isOffered(to)).map(({ to, label, icon: Icon }) => (
            <li key={to}>
              <Link
                to={to}
                onClick={onNavigate}
                activeOptions={{ exact: to === "/", includeSearch: false }}
                className="flex h-8 items-center gap-2.5 rounded-md px-2 text-muted text-sm transition-colors hover:bg-hover hover:text-text aria-[current=page]:bg-hover aria-[current=page]:font-medium aria-[current=page]:text-text"
              >
                <Icon className="size-4" aria-hidden />
                {label}
                {to === "/health" && <HealthMark />}
              </Link>
            </li>
          ))}
        </ul>
      </nav>
      <div className="mt-auto">
        <Account {...(onNavigate ? { onNavigate } : {})} />
      </div>
    </div>
  );
}
