import { Plus, Trash2 } from "lucide-react";
import { useState } from "react";
import { api } from "@/api/client";
import { Button, IconButton } from "@/ui/Button";
import { Confirm } from "@/ui/Confirm";
import { Section } from "@/ui/Section";
import { Ago, Copy } from "@/ui/Small";
import { Loaded, Skeleton } from "@/ui/States";
import { Cell, Table } from "@/ui/Table";
import { TrustHost } from "./TrustHost";

interface Host {
  sshHostKeyId: string;
  host: string;
  port: number;
}

const addressOf = ({ host, port }: Host): string => (port === 22 ? host : `${host}:${port}`);

/** The servers that were met over SSH: each must show the key that it showed first. */
export function Hosts({ mayTrust, mayForget }: { mayTrust: boolean; mayForget: boolean }) {
  const query = api.useQuery("get", "/sshKey.hosts");
  const forget = api.useMutation("post", "/sshKey.forgetHost");
  const [forgetting, setForgetting] = useState<Host>();
  const [trusting, setTrusting] = useState<{ host: string; port: number }>();
  return (
    <Section
      title="Known servers"
      text="A git server's own key is remembered when it is first met; a run ends if it shows another one."
      flush
      actions={
        mayTrust && (
          <Button
            size="small"
            icon={<Plus className="size-3.5" />}
            onClick={() => setTrusting({ host: "", port: 22 })}
          >
            Accept a key
          </Button>
        )
      }
    >
      <Loaded query={query} loading={<Skeleton className="m-4 h-10" />}>
        {(all) =>
          all.length === 0 ? (
            <p className="p-4 text-muted text-sm">
              None yet. The first fetch over SSH adds its server here; compare its fingerprint with what the
              git host publishes.
            </p>
          ) : (
            <Table
              label="Known servers"
              head={[
                "Server",
                "Fingerprint",
                "Since",
                <span key="do" className="sr-only">
                  Actions
                </span>,
              ]}
            >
              {all.map((one) => (
                <tr key={one.sshHostKeyId}>
                  <Cell className="whitespace-nowrap font-medium">{addressOf(one)}</Cell>
                  <Cell>
                    <span className="flex items-center gap-1">
                      <code className="font-mono text-xs">{one.fingerprint}</code>
                      <Copy text={one.fingerprint} label={`Copy the fingerprint of ${one.host}`} />
                    </span>
                  </Cell>
                  <Cell className="text-muted">
                    <Ago at={one.createdAt} />
                  </Cell>
                  <Cell>
                    <span className="flex justify-end gap-1">
                      {mayTrust && (
                        <Button size="small" kind="quiet" onClick={() => setTrusting(one)}>
                          Accept another
                        </Button>
                      )}
                      {mayForget && (
                        <IconButton label={`Forget ${addressOf(one)}`} onClick={() => setForgetting(one)}>
                          <Trash2 className="size-4" />
                        </IconButton>
                      )}
                    </span>
                  </Cell>
                </tr>
              ))}
            </Table>
          )
        }
      </Loaded>
      <Confirm
        open={forgetting !== undefined}
        onClose={() => setForgetting(undefined)}
        title={`Forget ${forgetting ? addressOf(forgetting) : ""}?`}
        text="Whatever key it shows at the next fetch is believed and remembered. Forget it only when you know that its key has changed."
        action="Forget"
        onConfirm={async () => {
          if (forgetting) await forget.mutateAsync({ body: { sshHostKeyId: forgetting.sshHostKeyId } });
        }}
      />
      <TrustHost given={trusting} onClose={() => setTrusting(undefined)} />
    </Section>
  );
}
