"""`mounts.*`: what clients call; the rules are in `actions`."""

from typing import Any, Final

from dokploy.context import Context, Units
from dokploy.core.permissions import may
from dokploy.features.listing import STRING, Plain, a_list, an_object, or_null
from dokploy.features.mount import actions
from dokploy.features.mount.actions import SERVICES, Owned
from dokploy.features.mount.schemas import (
    ByApplication,
    ByService,
    MountCreate,
    MountId,
    MountRemove,
    MountUpdate,
)
from dokploy.models import Mount
from dokploy.wire.procedure import Procedures
from dokploy.wire.shapes import Many, Schema, row

mounts = Procedures("mounts")
MOUNT: Final = row(Mount)


class WithService:
    """The row and its service; the other kinds are null. The caller's organization is the service's."""

    def dump(self, value: tuple[Owned, str]) -> dict[str, Any]:
        found, organization_id = value
        service = {
            "appName": found.service.app_name,
            "serverId": found.service.server_id,
            "environment": {"project": {"organizationId": organization_id}},
        }
        return MOUNT.dump(found.mount) | {kind: service if kind == found.kind else None for kind in SERVICES}

    def schema(self) -> Schema:
        project = an_object(project=an_object(organizationId=STRING))
        service = or_null(an_object(appName=STRING, serverId=or_null(STRING), environment=project))
        return an_object(**MOUNT.schema()["properties"], **dict.fromkeys(SERVICES, service))


WITH_SERVICE: Final = WithService()
VOLUMES: Final = Plain(or_null(a_list({"type": "object", "additionalProperties": True})))


@mounts.mutation("create", may("volume:create"), gives=MOUNT, units=True)
async def create(body: MountCreate, units: Units) -> Mount:
    """Give a service a folder of the machine, a volume or a file; it is mounted by the next deployment."""
    return await actions.create(units, body)


@mounts.query("one", may("volume:read"), gives=WITH_SERVICE)
async def one(body: MountId, ctx: Context) -> tuple[Owned, str]:
    """A mount with its service."""
    return await actions.find(ctx, body.mount_id), ctx.actor.organization_id


@mounts.mutation("update", may("volume:create"), gives=WITH_SERVICE, units=True)
async def update(body: MountUpdate, units: Units) -> tuple[Owned, str]:
    """Change what was sent; the next deployment mounts it so."""
    return await actions.update(units, body), units.actor.organization_id


@mounts.mutation("remove", may("volume:delete"), gives=MOUNT, units=True)
async def remove(body: MountRemove, units: Units) -> Mount:
    """Take a mount away, with its file; a volume and its data stay."""
    return await actions.remove(units, body.mount_id)


@mounts.query("listByServiceId", may("service:read"), gives=Many(MOUNT))
async def list_by_service(body: ByService, ctx: Context) -> list[Mount]:
    """The mounts of any service."""
    return await actions.listed(ctx, body.service_type, body.service_id)


@mounts.query("allNamedByApplicationId", may("volume:read"), gives=VOLUMES, units=True)
async def all_named_by_application(body: ByApplication, units: Units) -> list[dict[str, Any]] | None:
    """The volumes of an application's running container, as the engine shows them; null when none runs."""
    return await actions.named_volumes(units, body.application_id)
