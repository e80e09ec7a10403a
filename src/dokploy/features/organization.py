"""The organizations that the caller belongs to."""

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from dokploy.context import Context
from dokploy.core.errors import NotFound
from dokploy.core.permissions import USER
from dokploy.models import Member, Organization
from dokploy.wire.procedure import Procedures
from dokploy.wire.shapes import Many, Maybe, Wire, row

organization = Procedures("organization")


class OrganizationId(Wire):
    organization_id: str


@organization.query("all", USER, gives=Many(row(Organization, members=Many(row(Member)))))
async def all_(ctx: Context) -> list[Organization]:
    """Every organization of the caller, each with the caller's own membership."""
    own = Organization.members.and_(Member.user_id == ctx.actor.user_id)
    query = (
        select(Organization)
        .where(Organization.id.in_(select(Member.organization_id).where(Member.user_id == ctx.actor.user_id)))
        .options(selectinload(own))
        .order_by(Organization.created_at, Organization.id)
    )
    return list((await ctx.db.scalars(query)).all())


@organization.query("one", USER, gives=row(Organization))
async def one(body: OrganizationId, ctx: Context) -> Organization:
    """An organization of the caller; another's is not found."""
    found = await own_organization(ctx, body.organization_id)
    if found is None:
        raise NotFound("Organization not found")
    return found


@organization.query("active", USER, gives=Maybe(row(Organization)))
async def active(ctx: Context) -> Organization | None:
    """The organization that the caller acts in; null without a membership."""
    return await own_organization(ctx, ctx.actor.organization_id)


async def own_organization(ctx: Context, organization_id: str) -> Organization | None:
    query = (
        select(Organization)
        .join(Member, Member.organization_id == Organization.id)
        .where(Organization.id == organization_id, Member.user_id == ctx.actor.user_id)
        .limit(1)
    )
    return (await ctx.db.scalars(query)).first()
