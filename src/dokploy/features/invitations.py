"""Invitations: sent to an address, shown to whoever has it, accepted once, or not."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Annotated, Any, Final

from pydantic import Field
from sqlalchemy import ColumnElement, Select, func, select, update
from sqlalchemy.orm import joinedload

from dokploy.access import owned
from dokploy.context import Context
from dokploy.core.clock import now
from dokploy.core.errors import Conflict, Forbidden, Invalid, NotFound
from dokploy.core.permissions import PUBLIC, USER, may
from dokploy.features import people
from dokploy.features.people import Email
from dokploy.models import Invitation, Member, Organization, Session, User
from dokploy.wire.credentials import CHANGED
from dokploy.wire.procedure import Procedures
from dokploy.wire.shapes import Fields, Many, Typed, Wire, row

organization = Procedures("organization")
user = Procedures("user")

LIFE: Final = timedelta(hours=48)
PENDING: Final = "pending"
INVITATION: Final = row(Invitation)
WITH_ORGANIZATION: Final = row(Invitation, organization=row(Organization, without=("metadata_text",)))


class Invite(Wire):
    email: Email
    role: Annotated[str, Field(min_length=1)]


class InvitationId(Wire):
    invitation_id: str


class Token(Wire):
    token: Annotated[str, Field(min_length=1)]


@dataclass(frozen=True)
class Accepted:
    invitation: Invitation
    member: Member


# ------------------------------------------------------------------------------------------------ the inviting side


@organization.mutation("inviteMember", may("member:create"), gives=INVITATION)
async def invite_member(body: Invite, ctx: Context) -> Invitation:
    """Invite an address; the invitation holds for two days, and its id is what lets the person in."""
    await people.check_assignable(ctx, body.role)
    organization_id = ctx.actor.organization_id
    await people.lock_organization(ctx, organization_id)
    known = await people.by_email(ctx.db, body.email)
    if known is not None and await people.membership(ctx, organization_id, known.id) is not None:
        raise Conflict("This person is a member already")
    waiting = _waiting(body.email).where(Invitation.organization_id == organization_id)
    if (await ctx.db.scalars(waiting)).first() is not None:
        raise Conflict("There is an invitation for this address already")
    await cancel_waiting(ctx, body.email)  # one that has expired must not be in the way of a new one
    created = Invitation(
        organization_id=organization_id,
        email=body.email,
        role=body.role,
        status=PENDING,
        expires_at=now() + LIFE,
        inviter_id=ctx.actor.user_id,
    )
    ctx.db.add(created)
    return created


async def cancel_waiting(ctx: Context, email: str) -> None:
    """Cancel what waits for an address in the active organization."""
    own = Invitation.organization_id == ctx.actor.organization_id
    await ctx.db.execute(update(Invitation).where(own, *_is_waiting(email)).values(status="canceled"))


def _is_waiting(email: str) -> tuple[ColumnElement[bool], ...]:
    return func.lower(Invitation.email) == email, Invitation.status == PENDING


def _waiting(email: str) -> Select[Invitation]:
    """The invitations for an address that can be accepted."""
    return select(Invitation).where(*_is_waiting(email), Invitation.expires_at > now())


@organization.query("allInvitations", may("member:create"), gives=Many(INVITATION))
async def all_invitations(ctx: Context) -> list[Invitation]:
    """Every invitation of the organization, by status, then the one that holds longest first."""
    query = select(Invitation).where(Invitation.organization_id == ctx.actor.organization_id)
    order = (Invitation.status.desc(), Invitation.expires_at.desc(), Invitation.id)
    return list((await ctx.db.scalars(query.order_by(*order))).all())


@organization.mutation("removeInvitation", may("member:create"))
async def remove_invitation(body: InvitationId, ctx: Context) -> None:
    """Delete an invitation; it lets nobody in from now on."""
    await ctx.db.delete(await owned(ctx, Invitation, body.invitation_id))


async def cancel(ctx: Context, invitation_id: str) -> Invitation:
    """Withdraw an invitation that has not been answered; its row stays."""
    found = await owned(ctx, Invitation, invitation_id, "invitation:cancel")
    if found.status != PENDING:
        raise Invalid("This invitation has been answered already")
    found.status = "canceled"
    return found


# ------------------------------------------------------------------------------------------------ the invited side

TOKEN_SHOWN: Final = Fields(
    id=Typed(str),
    email=Typed(str),
    status=Typed(str),
    role=Typed(str | None),
    inviterId=Typed(str),
    isExpired=Typed(bool),
    userAlreadyExists=Typed(bool),
)


@user.query("getUserByToken", PUBLIC, gives=TOKEN_SHOWN)
async def get_user_by_token(body: Token, ctx: Context) -> dict[str, Any]:
    """What an invitation says to whoever holds its id: whom it is for, and whether that person has an account."""
    found = await ctx.db.get(Invitation, body.token)
    if found is None:
        raise NotFound("Invitation not found")
    return {
        "id": found.id,
        "email": found.email,
        "status": found.status,
        "role": found.role,
        "inviterId": found.inviter_id,
        "isExpired": found.expires_at <= now(),
        "userAlreadyExists": await people.by_email(ctx.db, found.email.strip().lower()) is not None,
    }


@user.query("getInvitations", USER, gives=Many(WITH_ORGANIZATION))
async def get_invitations(ctx: Context) -> list[Invitation]:
    """The invitations for the caller's address that can be accepted, each with its organization."""
    person = await ctx.db.get_one(User, ctx.actor.user_id)
    query = _waiting(person.email).options(joinedload(Invitation.organization))
    return list((await ctx.db.scalars(query.order_by(Invitation.created_at.desc(), Invitation.id))).all())


async def is_awaited(ctx: Context, email: str) -> bool:
    """Whether an invitation waits for this address in any organization."""
    return (await ctx.db.scalars(_waiting(email))).first() is not None


async def accept(ctx: Context, person: User, invitation_id: str) -> Accepted:
    """Become a member. Accepting again what this person has accepted, by signing up with it, answers the same."""
    found = await _addressed(ctx, person, invitation_id)
    member = await people.membership(ctx, found.organization_id, person.id)
    if found.status == "accepted" and member is not None:
        return Accepted(found, member)
    _check_open(found)
    member = await people.join(ctx, person.id, found.organization_id, found.role or "member")
    found.status = "accepted"
    return Accepted(found, member)


async def reject(ctx: Context, person: User, invitation_id: str) -> Invitation:
    found = await _addressed(ctx, person, invitation_id)
    _check_open(found)
    found.status = "rejected"
    return found


async def enter(ctx: Context, accepted: Accepted) -> None:
    """Let the caller's session act in the organization that it has just joined."""
    chosen = update(Session).where(Session.id == ctx.actor.session_id)
    await ctx.db.execute(chosen.values(active_organization_id=accepted.member.organization_id))
    ctx.outbox.event(CHANGED)


async def _addressed(ctx: Context, person: User, invitation_id: str) -> Invitation:
    found = await ctx.db.get(Invitation, invitation_id, with_for_update=True)
    if found is None:
        raise NotFound("Invitation not found")
    if found.email.strip().lower() != person.email:
        raise Forbidden("You are not the recipient of the invitation")
    return found


def _check_open(found: Invitation) -> None:
    if found.status != PENDING:
        raise Invalid("Invitation has already been used")
    if found.expires_at <= now():
        raise Invalid("Invitation has expired")
