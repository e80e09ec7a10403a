import { useQuery } from "@tanstack/react-query";
import { EllipsisVertical, ExternalLink, Lock, LockOpen, Pencil, Radar, Trash2 } from "lucide-react";
import { api } from "@/api/client";
import { usePermissions } from "@/api/permissions";
import { cn } from "@/lib/cn";
import { Button, IconButton } from "@/ui/Button";
import { Menu } from "@/ui/Menu";
import { ErrorNote, Note } from "@/ui/Note";
import { Switch } from "@/ui/Switch";
import { address, traffic } from "../addresses";
import { DnsCheck } from "./DnsCheck";
import { certificateOf, type DomainRow } from "./fields";
import { portProblem } from "./ports";

interface DomainItemProps {
  domain: DomainRow;
  exposed: readonly number[];
  onEdit: () => void;
  onDelete: () => void;
}

export function DomainItem({ domain, exposed, onEdit, onDelete }: DomainItemProps) {
  const { domainId, host, https, port } = domain;
  const may = usePermissions();
  const ports = useQuery(traffic);
  const settings = api.useQuery("get", "/settings.getIp");
  const toggle = api.useMutation("post", "/domain.toggleEnable");
  const update = api.useMutation("post", "/domain.update");
  const check = api.useMutation("post", "/domain.validateDomain");
  // Until the answer is there, what was asked for counts.
  const isOn = toggle.isPending ? !domain.enabled : domain.enabled;
  const url = address(domain, ports.data);
  const wrongPort = isOn ? portProblem(port, exposed) : undefined;
  const expected = settings.data ?? "";
  const failed = toggle.error ?? update.error ?? check.error;
  const mayChange = may("domain:create");

  return (
    <article aria-label={host} className="grid grid-cols-1 gap-3 px-4 py-3">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2 text-sm">
        <div className="flex min-w-0 basis-72 items-center gap-2.5 max-sm:basis-full sm:flex-1">
          {https ? (
            <Lock className="size-3.5 shrink-0 text-ok" aria-label="With TLS" />
          ) : (
            <LockOpen className="size-3.5 shrink-0 text-faint" aria-label="Without TLS" />
          )}
          <div className="min-w-0">
            <a
              href={url}
              target="_blank"
              rel="noreferrer"
              className={cn(
                "flex min-w-0 items-center gap-1.5 font-medium hover:underline hover:underline-offset-4",
                !isOn && "text-muted line-through",
              )}
            >
              <span className="truncate">{url.replace(/^https?:\/\//, "").replace(/\/$/, "")}</span>
              <ExternalLink className="size-3.5 shrink-0 text-faint" aria-hidden />
            </a>
            <p className="text-muted">{inWords(domain)}</p>
          </div>
        </div>
        <div className="ml-auto flex items-center gap-2">
          <Switch
            label={isOn ? "On" : "Off"}
            checked={isOn}
            disabled={!mayChange || toggle.isPending}
            onChange={() => toggle.mutate({ body: { domainId } })}
          />
          <Button
            kind="quiet"
            size="small"
            icon={<Radar className="size-3.5" />}
            busy={check.isPending}
            onClick={() =>
              check.mutate({ body: { domain: host, ...(expected ? { serverIp: expected } : {}) } })
            }
          >
            Check DNS
          </Button>
          <Menu
            trigger={
              <IconButton label={`More for ${host}`}>
                <EllipsisVertical className="size-4" />
              </IconButton>
            }
            items={[
              {
                label: "Edit",
                icon: <Pencil />,
                onSelect: onEdit,
                reason: !mayChange && "Your role does not change domains.",
              },
              {
                label: "Delete",
                icon: <Trash2 />,
                danger: true,
                apart: true,
                onSelect: onDelete,
                reason: !may("domain:delete") && "Your role does not delete domains.",
              },
            ]}
          />
        </div>
      </div>
      {wrongPort && (
        <Note
          tone="warn"
          action={
            mayChange && (
              <Button
                size="small"
                busy={update.isPending}
                onClick={() => update.mutate({ body: { domainId, port: exposed[0] ?? null } })}
              >
                Use {exposed[0]}
              </Button>
            )
          }
        >
          {wrongPort}
        </Note>
      )}
      {check.data && <DnsCheck answer={check.data} host={host} expected={expected} />}
      {failed && <ErrorNote error={failed} />}
    </article>
  );
}

function inWords(domain: DomainRow): string {
  const parts = [`Port ${domain.port ?? 80}`, certificateOf(domain)];
  if (domain.stripPath && domain.path !== "/") parts.push(`without ${domain.path}`);
  if (domain.internalPath && domain.internalPath !== "/") parts.push(`to ${domain.internalPath}`);
  if (domain.middlewares?.length) parts.push(domain.middlewares.join(", "));
  if (domain.customEntrypoint) parts.push(`entry point ${domain.customEntrypoint}`);
  return parts.join(" · ");
}
