import { Link } from "@tanstack/react-router";

const PARTS = [
  ["name", "Name"],
  ["resources", "Resources"],
  ["health", "Health check"],
  ["command", "Start and stop"],
  ["restart", "Restart policy"],
  ["update", "Update policy"],
  ["placement", "Placement"],
  ["mounts", "Mounts"],
  ["ports", "Published ports"],
  ["redirects", "Redirects"],
  ["basic-auth", "Basic auth"],
  ["traefik", "Traefik"],
  ["rollback", "Rollback"],
  ["webhook", "Deploy webhook"],
  ["danger", "Danger zone"],
] as const;

/** The sections of the page as links; beside it where there is room. */
export function Contents() {
  return (
    <nav aria-label="Sections" className="max-xl:hidden">
      <ul className="sticky top-6 grid gap-0.5 border-l">
        {PARTS.map(([hash, label]) => (
          <li key={hash}>
            <Link
              to="."
              hash={hash}
              activeOptions={{ includeHash: true }}
              className="-ml-px block border-transparent border-l py-1 pl-3 text-muted text-sm transition-colors hover:text-text aria-[current=page]:border-text aria-[current=page]:text-text"
            >
              {label}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
