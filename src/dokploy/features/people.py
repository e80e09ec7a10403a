"""What every account and every membership obeys: addresses, roles, who may change whom, and how a membership ends."""

import re
from collections.abc import Collection
from typing import Annotated, Any, Final

import orjson
from pydantic import AfterValidator, Field
from sqlalchemy import delete, func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from dokploy.context import Context
from dokploy.core.errors import Forbidden, NotFound
from dokploy.core.permissions import EVERYTHING, ROLES
from dokploy.models import (
    Account,
    ApiKey,
    GitProvider,
    Invitation,
    Member,
    Organization,
    OrganizationRole,
    Session,
    User,
)
from dokploy.wire.credentials import CHANGED

CREDENTIAL: Final = "credential"
"""The provider of an account that signs in with a password."""
OWNER: Final = "owner"
_LOCAL: Final = re.compile(r"[A-Za-z0-9_'+-]+(\.[A-Za-z0-9_'+-]+)*")
_DOMAIN: Final = re.compile(r"([A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?\.)+[A-Za-z]{2,}")
_LOCAL_LENGTH: Final = 64
_LENGTH: Final = 254


def email_address(text: str) -> str:
    """An e-mail address in lower case, without blanks around it."""
    local, _, domain = text.strip().lower().rpartition("@")
    is_one = _LOCAL.fullmatch(local) and _DOMAIN.fullmatch(domain)
    if not is_one or len(local) > _LOCAL_LENGTH or len(local) + 1 + len(domain) > _LENGTH:
        raise ValueError("Invalid email")
    return f"{local}@{domain}"


Email = Annotated[str, Field(min_length=1), AfterValidator(email_address)]


# ------------------------------------------------------------------------------------------------ accounts


async def by_email(db: AsyncSession, email: str) -> User | None:
    """The account of an address; addresses are stored in lower case."""
    return (await db.scalars(select(User).where(User.email == email))).first()


async def add_account(db: AsyncSession, hashed: str, **person: Any) -> User:
    """A user with a password; `person` are columns of `user`."""
    user = User(**person)
    db.add(user)
    await db.flush()
    db.add(Account(user_id=user.id, account_id=user.id, provider_id=CREDENTIAL, password=hashed))
    return user


# ------------------------------------------------------------------------------------------------ roles


async def grants_of(ctx: Context, role: str) -> frozenset[str] | None:
    """What a role of the active organization allows, without a member's switches; None when there is no such role."""
    if role in ROLES:
        return ROLES[role]
    query = select(OrganizationRole.permission).where(
        OrganizationRole.organization_id == ctx.actor.organization_id, OrganizationRole.role == role
    )
    stored = [orjson.loads(text) for text in (await ctx.db.scalars(query)).all()]
    if not stored:
        return None
    return EVERYTHING & {f"{resource}:{action}" for one in stored for resource in one for action in one[resource]}


async def check_assignable(ctx: Context, role: str) -> None:
    """Refuse a role that the caller may not give: nobody makes an owner, or somebody who may more than they may."""
    if role == OWNER:
        raise Forbidden("The role owner cannot be given: an organization keeps its owner")
    grants = await grants_of(ctx, role)
    if grants is None:
        raise NotFound(f"There is no role {role[:100]!r} in this organization")
    _refuse_more_than_own(ctx, grants)


async def check_changeable(ctx: Context, member: Member) -> None:
    """Refuse to touch oneself, the owner, another admin as an admin, and anybody who may more than the caller."""
    if member.user_id == ctx.actor.user_id:
        raise Forbidden("You cannot do this to yourself")
    if member.role == OWNER:
        raise Forbidden("The owner of an organization can be neither changed nor removed")
    if member.role == "admin" and ctx.actor.role != OWNER:
        raise Forbidden("Only the owner may do this to an admin")
    _refuse_more_than_own(ctx, await grants_of(ctx, member.role) or frozenset())


def _refuse_more_than_own(ctx: Context, grants: frozenset[str]) -> None:
    if more := grants - ctx.actor.grants:
        raise Forbidden(f"This goes beyond your own permissions: {', '.join(sorted(more)[:5])}")


# ------------------------------------------------------------------------------------------------ memberships


async def lock_organization(ctx: Context, organization_id: str) -> None:
    """Memberships and invitations of one organization change one after the other: that keeps them unique."""
    await ctx.db.execute(select(Organization.id).where(Organization.id == organization_id).with_for_update())


async def membership(ctx: Context, organization_id: str, user_id: str) -> Member | None:
    query = select(Member).where(Member.organization_id == organization_id, Member.user_id == user_id)
    return (await ctx.db.scalars(query.order_by(Member.created_at).limit(1))).first()


async def join(ctx: Context, user_id: str, organization_id: str, role: str) -> Member:
    """The membership of a user; a new one with this role, unless there is one. The first one is the default."""
    await lock_organization(ctx, organization_id)
    found = await membership(ctx, organization_id, user_id)
    if found is not None:
        return found
    known = await ctx.db.scalar(select(func.count()).select_from(Member).where(Member.user_id == user_id))
    created = Member(organization_id=organization_id, user_id=user_id, role=role, is_default=not known)
    ctx.db.add(created)
    await ctx.db.flush()
    ctx.outbox.event(CHANGED)
    return created


async def end_membership(ctx: Context, member: Member) -> None:
    """Remove a membership and what holds by it alone: keys, the choice of sessions, invitations that it sent.

    Git providers that the person connected stay with the organization: its owner takes them over.
    """
    organization_id, user_id = member.organization_id, member.user_id
    owner_id = await ctx.db.scalar(select(Organization.owner_id).where(Organization.id == organization_id))
    await drop_keys(ctx, organization_id, ApiKey.reference_id == user_id)
    chosen = (Session.user_id == user_id, Session.active_organization_id == organization_id)
    await ctx.db.execute(update(Session).where(*chosen).values(active_organization_id=None))
    theirs = (GitProvider.user_id == user_id, GitProvider.organization_id == organization_id)
    await ctx.db.execute(update(GitProvider).where(*theirs).values(user_id=owner_id))
    sent = (Invitation.inviter_id == user_id, Invitation.organization_id == organization_id)
    await ctx.db.execute(update(Invitation).where(*sent, Invitation.status == "pending").values(status="canceled"))
    await ctx.db.delete(member)
    await ctx.db.flush()
    ctx.outbox.event(CHANGED)


async def drop_keys(ctx: Context, organization_id: str, *also: Any) -> None:
    """Delete the API keys that are bound to an organization; `also` are further conditions."""
    is_bound = ApiKey.metadata_text.contains(f'"{organization_id}"', autoescape=True)
    await ctx.db.execute(delete(ApiKey).where(is_bound, *also))


def without_repeats(ids: Collection[str], among: Collection[str]) -> list[str]:
    """Those of the ids that are known, each once, in their order."""
    return [one for one in dict.fromkeys(ids) if one in among]
