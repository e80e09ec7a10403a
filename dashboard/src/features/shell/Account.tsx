import { useNavigate, useRouteContext } from "@tanstack/react-router";
import { ChevronsUpDown, LogOut, Monitor, Moon, Sun, UserRound } from "lucide-react";
import { auth } from "@/api/auth";
import { api, queries } from "@/api/client";
import { chooseTheme, type Theme, useTheme } from "@/lib/theme";
import { Menu } from "@/ui/Menu";

const THEMES: { theme: Theme; label: string; icon: typeof Sun }[] = [
  { theme: "light", label: "Light", icon: Sun },
  { theme: "dark", label: "Dark", icon: Moon },
  { theme: "system", label: "As the system", icon: Monitor },
];

/** Who is signed in, for which organization; the theme; the way out. */
export function Account({ onNavigate }: { onNavigate?: () => void }) {
  const { user } = useRouteContext({ from: "/shell" });
  const organization = api.useQuery("get", "/organization.active");
  const theme = useTheme();
  const navigate = useNavigate();

  const signOut = async () => {
    await auth.signOut();
    queries.clear();
    await navigate({ to: "/login", search: {} });
  };

  return (
    <Menu
      trigger={
        <button
          type="button"
          className="flex w-full items-center gap-2.5 rounded-md px-2 py-1.5 text-left transition-colors hover:bg-hover"
        >
          <span
            aria-hidden
            className="grid size-7 shrink-0 place-items-center rounded-full bg-accent-soft font-medium text-accent text-xs uppercase"
          >
            {user.email.slice(0, 2)}
          </span>
          <span className="min-w-0 flex-1 leading-tight">
            <span className="block truncate font-medium text-sm">{user.email}</span>
            <span className="block truncate text-muted text-xs">{organization.data?.name ?? " "}</span>
          </span>
          <ChevronsUpDown className="size-3.5 text-faint" aria-hidden />
        </button>
      }
      items={[
        {
          label: "Profile and API keys",
          icon: <UserRound />,
          onSelect: () => {
            onNavigate?.();
            void navigate({ to: "/profile" });
          },
        },
        ...THEMES.map(({ theme: one, label, icon: Icon }, index) => ({
          label,
          icon: <Icon />,
          checked: theme === one,
          apart: index === 0,
          onSelect: () => chooseTheme(one),
        })),
        { label: "Sign out", icon: <LogOut />, apart: true, onSelect: () => void signOut() },
      ]}
    />
  );
}
