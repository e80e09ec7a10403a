"""Sessions: where people are signed in, and how that ends."""

from typing import Annotated, Any, Final

from pydantic import Field
from sqlalchemy import ColumnElement, and_, or_, select

from dokploy.context import Context
from dokploy.core.clock import now
from dokploy.core.errors import Forbidden, Invalid, NotFound
from dokploy.core.permissions import USER
from dokploy.features.listing import STRING, Plain, a_list, an_object, or_null
from dokploy.models import Member, Session, User
from dokploy.wire.credentials import CHANGED
from dokploy.wire.procedure import Procedures
from dokploy.wire.shapes import TEXT, TRUE, Schema, Wire
from dokploy.wire.tokens import issue_jwt

user = Procedures("user")

_DATE: Final[Schema] = {"type": "string", "format": "date-time"}
SESSIONS: Final = Plain(
    a_list(
        an_object(
            id=STRING,
            userId=STRING,
            email=STRING,
            firstName=STRING,
            lastName=STRING,
            ipAddress=or_null(STRING),
            userAgent=or_null(STRING),
            createdAt=_DATE,
            expiresAt=_DATE,
            isCurrent={"type": "boolean"},
        )
    )
)


class SessionId(Wire):
    session_id: Annotated[str, Field(min_length=1)]


@user.query("listSessions", USER, gives=SESSIONS)
async def list_sessions(ctx: Context) -> list[dict[str, Any]]:
    """Live sessions, the newest first: one's own, and for the owner those that members have in this organization."""
    query = select(Session, User).join(User, User.id == Session.user_id)
    query = query.where(_in_sight(ctx), Session.expires_at > now())
    found = (await ctx.db.execute(query.order_by(Session.created_at.desc(), Session.id))).all()
    return [
        {
            "id": session.id,
            "userId": person.id,
            "email": person.email,
            "firstName": person.first_name,
            "lastName": person.last_name,
            "ipAddress": session.ip_address,
            "userAgent": session.user_agent,
            "createdAt": session.created_at,
            "expiresAt": session.expires_at,
            "isCurrent": session.id == ctx.actor.session_id,
        }
        for session, person in found
    ]


@user.mutation("revokeSession", USER, gives=TRUE)
async def revoke_session(body: SessionId, ctx: Context) -> bool:
    """End a session other than the current one; its cookie and its token open nothing from now on."""
    if body.session_id == ctx.actor.session_id:
        raise Invalid("This is the current session: sign out to end it")
    query = select(Session).where(Session.id == body.session_id)
    found = (await ctx.db.scalars(query.where(or_(_in_sight(ctx), _of_members(ctx))))).first()
    if found is None:
        raise NotFound("Session not found")
    if found.user_id != ctx.actor.user_id and ctx.actor.role != "owner":
        raise Forbidden("Only the owner may end the sessions of others")
    await ctx.db.delete(found)
    ctx.outbox.event(CHANGED)
    return True


@user.mutation("generateToken", USER, gives=TEXT)
async def generate_token(ctx: Context) -> str:
    """A bearer token (JWT) that stands for the caller's session, and ends with it."""
    session = await ctx.db.get(Session, ctx.actor.session_id) if ctx.actor.session_id else None
    if session is None:
        raise Forbidden("An API key has no session to make a token of.", hint="Send the key itself as bearer token.")
    return issue_jwt(session.user_id, session.id, session.expires_at)


def _in_sight(ctx: Context) -> ColumnElement[bool]:
    own = Session.user_id == ctx.actor.user_id
    return or_(own, _of_members(ctx)) if ctx.actor.role == "owner" else own


def _of_members(ctx: Context) -> ColumnElement[bool]:
    """Sessions that act in the caller's organization, of people who are still members of it."""
    here = ctx.actor.organization_id
    members = select(Member.user_id).where(Member.organization_id == here)
    return and_(Session.active_organization_id == here, Session.user_id.in_(members))
