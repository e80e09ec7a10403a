"""Earlier releases: bring one back, or forget it."""

from typing import Annotated, Final

from pydantic import Field
from sqlalchemy import select
from sqlalchemy.orm import joinedload

from dokploy.access import owned
from dokploy.context import Context, Units
from dokploy.core.errors import Conflict, Invalid, NotFound
from dokploy.core.permissions import may
from dokploy.features.deployment import drop_image, is_live
from dokploy.models import Application, Deployment, Rollback
from dokploy.releases import requests
from dokploy.releases.kinds import KINDS
from dokploy.wire.procedure import Procedures
from dokploy.wire.shapes import Wire, row

rollback = Procedures("rollback")

ROLLBACK: Final = row(Rollback, without=("full_context",), deployment=row(Deployment))


class RollbackId(Wire):
    rollback_id: Annotated[str, Field(min_length=1)]


@rollback.mutation("rollback", may("deployment:create"))
async def restore(body: RollbackId, ctx: Context) -> None:
    """Bring back a release, image and configuration, as a deployment of its own that passes the same health gate."""
    release = await owned(ctx, Rollback, body.rollback_id)
    if not release.full_context_sealed:
        raise Invalid("This release kept no configuration, so it cannot be brought back")
    if release.application_id is None:
        raise NotFound("Rollback not found")
    application = await owned(ctx, Application, release.application_id)
    await requests.request(
        ctx,
        KINDS["application"],
        application,
        action="rollback",
        title=f"Rollback to version {release.version}",
        description=f"Hash: {release.commit_sha}" if release.commit_sha else "",
        trigger="rollback",
        restores_id=release.rollback_id,
    )


@rollback.mutation("delete", may("deployment:create"), gives=ROLLBACK, units=True)
async def delete(body: RollbackId, units: Units) -> Rollback:
    """Forget a release and remove its image from the engine. The one that serves now stays."""
    async with units.write() as ctx:
        await owned(ctx, Rollback, body.rollback_id)
        query = select(Rollback).where(Rollback.rollback_id == body.rollback_id)
        release = (await ctx.db.scalars(query.options(joinedload(Rollback.deployment)))).one()
        if await is_live(ctx, release):
            raise Conflict("This release serves now: deploy another one first")
        await ctx.db.delete(release)
    await drop_image(units, release)
    return release
