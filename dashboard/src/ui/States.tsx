import { Lock, SearchX, ServerCrash } from "lucide-react";
import type { ReactNode } from "react";
import { ApiError } from "@/api/errors";
import { cn } from "@/lib/cn";
import { Button } from "./Button";

interface EmptyProps {
  icon?: ReactNode;
  title: ReactNode;
  children?: ReactNode;
  action?: ReactNode;
  className?: string;
}

/** Nothing here yet: says what will be, and how to begin. */
export function Empty({ icon, title, children, action, className }: EmptyProps) {
  return (
    <div
      className={cn(
        "grid place-items-center gap-2 rounded-lg border border-dashed px-6 py-12 text-center",
        className,
      )}
    >
      {icon && <div className="text-faint [&_svg]:size-6">{icon}</div>}
      <p className="font-medium">{title}</p>
      {children && <div className="max-w-md text-muted text-sm">{children}</div>}
      {action && <div className="mt-2">{action}</div>}
    </div>
  );
}

/** What stands in place of something that could not be loaded: no right, not there, or a failure that can be tried again. */
export function Failure({ error, retry }: { error: unknown; retry?: () => void }) {
  const known = ApiError.of(error);
  if (known.isForbidden) {
    return (
      <Empty icon={<Lock />} title="You may not see this">
        {known.message}. Ask an owner or admin of your organization for access.
      </Empty>
    );
  }
  if (known.isMissing) {
    return (
      <Empty icon={<SearchX />} title="Not found">
        {known.message}. It may have been removed, or belongs to another organization.
      </Empty>
    );
  }
  return (
    <Empty
      icon={<ServerCrash />}
      title="This could not be loaded"
      action={retry && <Button onClick={retry}>Try again</Button>}
    >
      {known.message}
    </Empty>
  );
}

/** Grey shapes in the size of what comes; shown to screen readers as "Loading". */
export function Skeleton({ className, count = 1 }: { className?: string; count?: number }) {
  return (
    <div role="status" aria-label="Loading" className="contents">
      {Array.from({ length: count }, (_, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the shapes have no identity
        <div key={index} className={cn("animate-pulse rounded-md bg-sunken", className)} />
      ))}
    </div>
  );
}

interface Query<T> {
  data: T | undefined;
  error: unknown;
  isPending: boolean;
  refetch: () => unknown;
}

/** One query's three states: loading, failed, there. Data that is there stays on screen while it is asked for again. */
export function Loaded<T>({
  query,
  loading,
  children,
}: {
  query: Query<T>;
  loading: ReactNode;
  children: (data: T) => ReactNode;
}) {
  if (query.data !== undefined) return children(query.data);
  if (query.error) return <Failure error={query.error} retry={() => void query.refetch()} />;
  return loading;
}
