import { KeyRound, Plus } from "lucide-react";
import { useState } from "react";
import { api } from "@/api/client";
import { usePermissions } from "@/api/permissions";
import { Button } from "@/ui/Button";
import { Hint } from "@/ui/Hint";
import { PageHead, Section } from "@/ui/Section";
import { Empty, Loaded, Skeleton } from "@/ui/States";
import { AddKey } from "./AddKey";
import { Hosts } from "./Hosts";
import { KeyRow } from "./KeyRow";

/** Keys that open private repositories, and the servers that are believed. */
export function SshKeysPage() {
  const query = api.useQuery("get", "/sshKey.all");
  const may = usePermissions();
  const [adding, setAdding] = useState(false);
  const mayCreate = may("sshKeys:create");
  const button = (
    <Button
      kind="solid"
      icon={<Plus className="size-4" />}
      disabled={!mayCreate}
      onClick={() => setAdding(true)}
    >
      Add SSH key
    </Button>
  );
  const add = mayCreate ? button : <Hint text="You may not add SSH keys">{button}</Hint>;
  const isEmpty = query.data?.length === 0;
  return (
    <>
      <PageHead
        title="SSH keys"
        text="Keys with which private repositories are fetched."
        actions={!isEmpty && !query.error && add}
      />
      <div className="grid grid-cols-1 gap-6">
        <Loaded query={query} loading={<Skeleton className="h-16" count={2} />}>
          {(all) =>
            all.length === 0 ? (
              <Empty icon={<KeyRound />} title="No SSH keys yet" action={add}>
                Generate one, add its public half to your git host as a deploy key, then choose it as the key
                of an application's git source.
              </Empty>
            ) : (
              <Section flush>
                <ul className="divide-y" aria-label="SSH keys">
                  {all.map((key) => (
                    <li key={key.sshKeyId}>
                      <KeyRow sshKey={key} mayEdit={mayCreate} mayDelete={may("sshKeys:delete")} />
                    </li>
                  ))}
                </ul>
              </Section>
            )
          }
        </Loaded>
        {!query.error && <Hosts mayTrust={mayCreate} mayForget={may("sshKeys:delete")} />}
      </div>
      <AddKey open={adding} onClose={() => setAdding(false)} />
    </>
  );
}
