"""Organizations: the caller's own, how one is made and changed, and how it goes with all that it has."""

from typing import Annotated, Final

from pydantic import Field
from sqlalchemy import select, update
from sqlalchemy.orm import selectinload

from dokploy.context import Context, Units
from dokploy.core.errors import Forbidden, NotFound
from dokploy.core.names import new_id
from dokploy.core.permissions import ADMIN, ROLES, USER
from dokploy.features import people
from dokploy.features.environment import tear_down
from dokploy.models import Member, Organization, OrganizationRole, User
from dokploy.releases import live
from dokploy.wire.credentials import CHANGED
from dokploy.wire.procedure import Procedures
from dokploy.wire.shapes import FLAG, Fields, Many, Maybe, Wire, row

organization = Procedures("organization")

ORGANIZATION: Final = row(Organization)
Name = Annotated[str, Field(max_length=255)]
Role = Annotated[str, Field(min_length=1)]


class OrganizationId(Wire):
    organization_id: str


class OrganizationCreate(Wire):
    name: Name
    logo: str | None = None


class OrganizationUpdate(Wire):
    organization_id: str
    name: Name | None = None
    logo: str | None = None
    default_role: Role | None = None
    """For those who come by single sign-on; null takes it back."""


# ------------------------------------------------------------------------------------------------ reading


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


@organization.query("one", USER, gives=ORGANIZATION)
async def one(body: OrganizationId, ctx: Context) -> Organization:
    """An organization of the caller; another's is not found."""
    found = await own_organization(ctx, body.organization_id)
    if found is None:
        raise NotFound("Organization not found")
    return found


@organization.query("active", USER, gives=Maybe(ORGANIZATION))
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


# ------------------------------------------------------------------------------------------------ changing


@organization.mutation("create", ADMIN, gives=ORGANIZATION)
async def create(body: OrganizationCreate, ctx: Context) -> Organization:
    """Make another organization, owned by the caller; the session goes on acting where it acts."""
    created = Organization(name=body.name, logo=body.logo, slug=new_id(), owner_id=ctx.actor.user_id)
    ctx.db.add(created)
    await ctx.db.flush()
    ctx.db.add(Member(organization_id=created.id, user_id=ctx.actor.user_id, role=people.OWNER, is_default=False))
    ctx.outbox.event(CHANGED)
    return created


@organization.mutation("update", USER, gives=ORGANIZATION)
async def update_(body: OrganizationUpdate, ctx: Context) -> Organization:
    """Change name, logo and the role that newcomers by single sign-on get; for its owner."""
    found = await _owned_by_caller(ctx, body.organization_id)
    if body.default_role is not None:
        await _check_default_role(ctx, found, body.default_role)
    for name, value in body.changes("organization_id").items():
        if value is not None or name != "name":
            setattr(found, name, value)
    return found


@organization.mutation("setDefault", USER, gives=Fields(success=FLAG))
async def set_default(body: OrganizationId, ctx: Context) -> dict[str, bool]:
    """Where the caller's new sessions begin."""
    if await people.membership(ctx, body.organization_id, ctx.actor.user_id) is None:
        raise NotFound("Organization not found")
    is_chosen = Member.organization_id == body.organization_id
    await ctx.db.execute(update(Member).where(Member.user_id == ctx.actor.user_id).values(is_default=is_chosen))
    ctx.outbox.event(CHANGED)
    return {"success": True}


async def _check_default_role(ctx: Context, found: Organization, role: str) -> None:
    if role == people.OWNER:
        raise Forbidden("The role owner cannot be given to newcomers")
    query = select(OrganizationRole.id).where(OrganizationRole.organization_id == found.id)
    if role not in ROLES and (await ctx.db.scalars(query.where(OrganizationRole.role == role))).first() is None:
        raise NotFound(f"There is no role {role[:100]!r} in this organization")


# ------------------------------------------------------------------------------------------------ deleting


@organization.mutation("delete", USER, units=True)
async def delete(body: OrganizationId, units: Units) -> None:
    """Delete an organization with all it has: services with containers and routes first, then the rows."""
    async with units.read() as ctx:
        await _deletable(ctx, body.organization_id)
    gone = await tear_down(units, "organization", body.organization_id)
    async with units.write() as ctx:
        await ctx.db.execute(select(User.id).where(User.id == ctx.actor.user_id).with_for_update())  # of two, one stays
        found = await _deletable(ctx, body.organization_id)
        await people.drop_keys(ctx, found.id)
        await ctx.db.delete(found)
        ctx.outbox.event(CHANGED)
    await live.forget_routes(units, *gone)


async def _deletable(ctx: Context, organization_id: str) -> Organization:
    """The organization, if its owner asks, and if it is not the last one that this owner has."""
    found = await _owned_by_caller(ctx, organization_id)
    query = select(Organization.id).where(Organization.owner_id == ctx.actor.user_id)
    if set(await ctx.db.scalars(query)) <= {organization_id}:
        raise Forbidden("You must maintain at least one organization where you are the owner")
    return found


async def _owned_by_caller(ctx: Context, organization_id: str) -> Organization:
    """An organization that the caller owns. A key acts in its own one only; another's is not found."""
    found = await own_organization(ctx, organization_id)
    is_bound_elsewhere = ctx.actor.api_key_id is not None and organization_id != ctx.actor.organization_id
    if found is None or is_bound_elsewhere:
        raise NotFound("Organization not found")
    member = await people.membership(ctx, organization_id, ctx.actor.user_id)
    if found.owner_id != ctx.actor.user_id and (member is None or member.role != people.OWNER):
        raise Forbidden("Only the owner of the organization may do this")
    return found
