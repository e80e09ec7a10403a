"""Who is calling: an API key, a JWT or a session cookie becomes an `Actor`, with the rights it has at this moment.

A caller who was found is remembered for one second, so a hundred calls of one client cost one query. Whoever ends a
session, a key or a membership publishes `CHANGED` with its commit: this process then forgets at once, and another
process that shares the database within that second.
"""

import asyncio
import json
from collections.abc import Mapping
from contextlib import suppress
from contextvars import ContextVar
from dataclasses import replace
from datetime import datetime, timedelta
from time import monotonic
from typing import Any, Final
from weakref import WeakKeyDictionary

from sqlalchemy import bindparam, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from structlog.contextvars import bind_contextvars

from dokploy.adapters.bus import Bus
from dokploy.context import Runtime
from dokploy.core.actor import ANONYMOUS, Actor
from dokploy.core.clock import now
from dokploy.core.errors import TryLater, Unauthorized
from dokploy.core.permissions import EVERYTHING, MEMBER_SWITCHES, ROLES
from dokploy.core.secrets import digest
from dokploy.models import ApiKey, Member, OrganizationRole, Session, User
from dokploy.wire import tokens
from dokploy.wire.allowance import is_limited, spend

Presented = tuple[str, str]

CHANGED: Final = "credentials"
"""Event topic: what a credential is worth has changed."""
REMEMBERED_S: Final = 1.0
MEMORY_LIMIT: Final = 10_000
KEY_LENGTH_LIMIT: Final = 256
TOUCH_EVERY: Final = timedelta(minutes=1)
SESSION_LIFE: Final = timedelta(days=3)
SHORT_SESSION_LIFE: Final = timedelta(days=1)
"""Without "remember me"; never extended."""
SESSION_EXTENDED_AFTER: Final = timedelta(days=1)

asked_with: Final[ContextVar[Mapping[str, str]]] = ContextVar("asked_with")
"""Headers of the call in hand: one procedure's answer names the address at which it was asked."""

_BY_KEY = (
    select(ApiKey, User, Member)
    .join(User, User.id == ApiKey.reference_id)
    .outerjoin(Member, Member.user_id == User.id)
    .where(ApiKey.key == bindparam("key"))
)
_BY_SESSION = (
    select(Session, User, Member)
    .join(User, User.id == Session.user_id)
    .outerjoin(Member, Member.user_id == User.id)
    .order_by(Member.is_default.desc(), Member.created_at.desc())
)
_BY_TOKEN = _BY_SESSION.where(Session.token == bindparam("token"))
_BY_ID = _BY_SESSION.where(Session.id == bindparam("session_id"), Session.user_id == bindparam("user_id"))


async def authenticate(
    runtime: Runtime, headers: Mapping[str, str], *, address: str, request_id: str, counts: bool = True
) -> Actor:
    """The caller of a request whose header names are lower case; `ANONYMOUS` when it carries no credential.

    A key or JWT that does not hold is `Unauthorized`, never a reason to look at the cookie; a dead cookie is nobody.
    With `counts=False` nothing is taken off what a limited key may spend: a stream looks again every few seconds.
    """
    asked_with.set(headers)
    bearer = _bearer(headers.get("authorization", ""))
    if key := headers.get("x-api-key", "").strip():
        caller = await _by_key(runtime, key, counts=counts)
    elif tokens.looks_like_jwt(bearer):
        caller = await _by_jwt(runtime, bearer)
    elif bearer:
        caller = await _by_key(runtime, bearer, counts=counts)
    else:
        caller = await _by_cookie(runtime, headers)
    if caller.is_signed_in:
        bind_contextvars(user_id=caller.user_id, organization_id=caller.organization_id)
    return replace(caller, address=address, request_id=request_id)


def _bearer(header: str) -> str:
    scheme, _, value = header.strip().partition(" ")
    return value.strip() if scheme.lower() == "bearer" else ""


async def _by_key(runtime: Runtime, key: str, *, counts: bool) -> Actor:
    if len(key) > KEY_LENGTH_LIMIT:
        raise Unauthorized("Unauthorized")
    memory, name = _memory_of(runtime), digest(key)
    if caller := memory.recall(("key", name)):
        return caller
    async with runtime.database.read() as db:
        found = (await db.execute(_BY_KEY, {"key": name})).all()
        if not found or not _is_usable(found[0][0], found[0][1]):
            raise Unauthorized("Unauthorized")
        row, user = found[0][0], found[0][1]
        bound_to = _bound_organization(row)
        member = next((member for *_, member in found if member and member.organization_id == bound_to), None)
        if member is None:
            raise Unauthorized("Unauthorized")
        caller = replace(await _actor(db, user, member), api_key_id=row.id)
    if is_limited(row):
        if counts:
            await _spend(runtime, row.id)
        return caller
    memory.keep(("key", name), caller, row.expires_at)
    if row.last_request is None or now() - row.last_request > TOUCH_EVERY:
        runtime.database.later(_touch(runtime, row.id), name=f"use of key {row.id}")
    return caller


def _is_usable(key: ApiKey, user: User) -> bool:
    expired = key.expires_at is not None and key.expires_at <= now()
    return key.enabled is not False and not expired and not _is_banned(user)


def _is_banned(user: User) -> bool:
    return bool(user.banned) and (user.ban_expires is None or user.ban_expires > now())


def _bound_organization(key: ApiKey) -> str | None:
    with suppress(ValueError, AttributeError):
        bound: str | None = json.loads(key.metadata_text or "{}").get("organizationId")
        return bound
    return None


async def _spend(runtime: Runtime, key_id: str) -> None:
    async with runtime.database.write() as db:
        row = await db.get(ApiKey, key_id, with_for_update=True)
        if row is None:
            raise Unauthorized("Unauthorized")
        spend(row, now())


async def _touch(runtime: Runtime, key_id: str) -> None:
    """Note the use, once a minute; of several calls at once one writes."""
    stale = or_(ApiKey.last_request.is_(None), ApiKey.last_request < now() - TOUCH_EVERY)
    values = {ApiKey.last_request: now(), ApiKey.updated_at: ApiKey.updated_at}
    async with runtime.database.write() as db:
        await db.execute(update(ApiKey).where(ApiKey.id == key_id, stale).values(values))


async def _by_jwt(runtime: Runtime, token: str) -> Actor:
    memory, name = _memory_of(runtime), ("jwt", digest(token))
    if caller := memory.recall(name):
        return caller
    user_id, session_id = tokens.read_jwt(token)
    session, caller = await _by_session(runtime, _BY_ID, {"session_id": session_id, "user_id": user_id})
    if session is None:
        raise Unauthorized("Unauthorized")
    memory.keep(name, caller, session.expires_at)
    return caller


async def _by_cookie(runtime: Runtime, headers: Mapping[str, str]) -> Actor:
    token = tokens.session_token(headers)
    if token is None:
        return ANONYMOUS
    memory, name = _memory_of(runtime), digest(token)
    caller = memory.recall(("cookie", name))
    if caller is None:
        session, caller = await _by_session(runtime, _BY_TOKEN, {"token": name})
        if session is None:
            return ANONYMOUS
        with suppress(TryLater):  # a database that takes no writes now is no reason to know nobody any more
            await _extend(runtime, session)
        memory.keep(("cookie", name), caller, session.expires_at)
    tokens.refuse_foreign_origin(headers, runtime.settings.trusted_origins)
    return caller


async def _by_session(runtime: Runtime, query: Any, keys: dict[str, str]) -> tuple[Session | None, Actor]:
    """The live session and its caller, in the session's organization, else in the default membership's."""
    async with runtime.database.read() as db:
        found = (await db.execute(query, keys)).all()
        if not found or found[0][0].expires_at <= now() or _is_banned(found[0][1]):
            return None, ANONYMOUS
        session, user = found[0][0], found[0][1]
        members = [member for *_, member in found if member is not None]
        active = (member for member in members if member.organization_id == session.active_organization_id)
        member = next(active, members[0] if members else None)
        caller = await _actor(db, user, member) if member else Actor(user_id=user.id, email=user.email, role="member")
    return session, replace(caller, session_id=session.id)


async def _extend(runtime: Runtime, session: Session) -> None:
    """A session in use lives on, three days from its last extension, which happens once a day.

    One that was made while the clock was ahead gets no longer life than others.
    """
    is_short = session.expires_at - session.created_at <= SHORT_SESSION_LIFE
    life, left = SHORT_SESSION_LIFE if is_short else SESSION_LIFE, session.expires_at - now()
    is_due = not is_short and left <= SESSION_LIFE - SESSION_EXTENDED_AFTER
    if not is_due and left <= life:
        return
    until = now() + life
    async with runtime.database.write() as db:
        await db.execute(update(Session).where(Session.id == session.id).values(expires_at=until))
    session.expires_at = until


async def _actor(db: AsyncSession, user: User, member: Member) -> Actor:
    return Actor(
        user_id=user.id,
        organization_id=member.organization_id,
        member_id=member.id,
        role=member.role,
        email=user.email,
        grants=await _grants(db, member),
        accessed_projects=frozenset(member.accessed_projects or ()),
        accessed_environments=frozenset(member.accessed_environments or ()),
        accessed_services=frozenset(member.accessed_services or ()),
    )


async def _grants(db: AsyncSession, member: Member) -> frozenset[str]:
    """What the role allows: built in, plus a plain member's switches; else the custom roles of that name, together."""
    if member.role == "member":
        added = (grants for switch, grants in MEMBER_SWITCHES.items() if getattr(member, switch))
        return ROLES["member"].union(*added)
    if member.role in ROLES:
        return ROLES[member.role]
    query = select(OrganizationRole.permission).where(
        OrganizationRole.organization_id == member.organization_id, OrganizationRole.role == member.role
    )
    stored = [json.loads(text) for text in (await db.scalars(query)).all()]
    named = {f"{resource}:{action}" for role in stored for resource, actions in role.items() for action in actions}
    return EVERYTHING & named


class _Memory:
    """Callers found within the last second, by the kind and the digest of what they presented."""

    def __init__(self, bus: Bus) -> None:
        self._callers: dict[Presented, tuple[float, Actor]] = {}
        self._listening = bus.listen(CHANGED)
        self._news: asyncio.Queue[dict[str, Any]] = self._listening.__enter__()

    def recall(self, name: Presented) -> Actor | None:
        while not self._news.empty():
            self._news.get_nowait()
            self._callers.clear()
        until, caller = self._callers.get(name, (0.0, None))
        return caller if monotonic() < until else None

    def keep(self, name: Presented, caller: Actor, expires_at: datetime | None) -> None:
        if len(self._callers) >= MEMORY_LIMIT:
            self._callers.clear()
        life = REMEMBERED_S if expires_at is None else min(REMEMBERED_S, (expires_at - now()).total_seconds())
        self._callers[name] = (monotonic() + life, caller)


_memories: WeakKeyDictionary[Runtime, _Memory] = WeakKeyDictionary()


def _memory_of(runtime: Runtime) -> _Memory:
    memory = _memories.get(runtime)
    if memory is None:
        memory = _memories[runtime] = _Memory(runtime.tools.bus)
    return memory
