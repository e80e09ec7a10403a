import { Package, Plus } from "lucide-react";
import { useState } from "react";
import { api } from "@/api/client";
import { usePermissions } from "@/api/permissions";
import { Button } from "@/ui/Button";
import { Hint } from "@/ui/Hint";
import { PageHead, Section } from "@/ui/Section";
import { Empty, Loaded, Skeleton } from "@/ui/States";
import { RegistryDialog } from "./RegistryDialog";
import { RegistryRow } from "./RegistryRow";
import type { Registry } from "./registry";

/** Where images are pushed and pulled. */
export function RegistriesPage() {
  const query = api.useQuery("get", "/registry.all");
  const may = usePermissions();
  const [shown, setShown] = useState<"new" | Registry>();
  const mayCreate = may("registry:create");
  const button = (
    <Button
      kind="solid"
      icon={<Plus className="size-4" />}
      disabled={!mayCreate}
      onClick={() => setShown("new")}
    >
      Add registry
    </Button>
  );
  const add = mayCreate ? button : <Hint text="You may not add registries">{button}</Hint>;
  const isEmpty = query.data?.length === 0;
  return (
    <>
      <PageHead
        title="Registries"
        text="Where built images are kept, and whose private images may be pulled."
        actions={!isEmpty && !query.error && add}
      />
      <Loaded query={query} loading={<Skeleton className="mb-2 h-16" count={2} />}>
        {(all) =>
          all.length === 0 ? (
            <Empty icon={<Package />} title="No registries yet" action={add}>
              One machine needs none: images stay where they are built. Add one to pull private images, to
              deploy on several nodes, or to keep releases elsewhere.
            </Empty>
          ) : (
            <Section flush>
              <ul className="divide-y" aria-label="Registries">
                {all.map((registry) => (
                  <li key={registry.registryId}>
                    <RegistryRow
                      registry={registry}
                      mayEdit={mayCreate}
                      mayDelete={may("registry:delete")}
                      onEdit={() => setShown(registry)}
                    />
                  </li>
                ))}
              </ul>
            </Section>
          )
        }
      </Loaded>
      <RegistryDialog
        open={shown !== undefined}
        registry={shown === "new" ? undefined : shown}
        onClose={() => setShown(undefined)}
      />
    </>
  );
}
