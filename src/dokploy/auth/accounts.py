"""The rules of signing up, signing in and signing out, whichever form of the wire asks."""

import re
import secrets
import string
from dataclasses import dataclass
from datetime import timedelta
from hmac import compare_digest
from typing import Final

from sqlalchemy import delete, func, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from dokploy.auth import setup
from dokploy.auth.http import Refused, Visitor
from dokploy.context import Context, Runtime
from dokploy.core.actor import ANONYMOUS
from dokploy.core.clock import now
from dokploy.core.secrets import digest
from dokploy.features import invitations, passwords, people
from dokploy.features.limiter import limiter_of
from dokploy.models import Account, Invitation, Member, Organization, Session, User
from dokploy.wire.credentials import CHANGED

TOKEN_LETTERS: Final = 32
_EMAIL: Final = re.compile(r"[^@\s\0]{1,64}@[^@\s\0]{1,189}")
_LETTERS: Final = string.ascii_letters + string.digits


@dataclass(frozen=True)
class Person:
    """Who wants an account. `token`: the set-up token while there is no owner, an invitation id afterwards."""

    email: str
    password: str
    token: str
    name: str = ""
    last_name: str = ""
    image: str | None = None


@dataclass(frozen=True)
class SignedIn:
    """A fresh session; its token is known here and to the client, the database has a digest."""

    user: User
    session: Session
    token: str
    role: str


class Accounts:
    """Signing up, in and out; failed attempts are counted per process."""

    def __init__(self, runtime: Runtime) -> None:
        self.runtime = runtime
        self._limiter = limiter_of(runtime)

    async def sign_up(self, person: Person, visitor: Visitor, life: timedelta) -> SignedIn:
        """Create an account. The first one owns the installation; of two at once exactly one does."""
        email = _checked_email(person.email)
        _check_password(person.password)
        attempt = self._limiter.attempt(f"sign-up {email}", visitor.address)
        async with self.runtime.database.read() as db:  # the cheap checks come before the expensive hash
            await _admit(db, email, person.token)
        hashed = await passwords.hash_password(person.password)
        async with self.runtime.acting(ANONYMOUS).write() as ctx:
            await setup.instance_row(ctx.db, locked=True)
            is_first = await _admit(ctx.db, email, person.token)
            user = await _create(ctx.db, person, email, hashed)
            if is_first:
                await _found(ctx.db, user)
            else:  # whoever signs up with an invitation has accepted it
                await invitations.accept(ctx, user, person.token)
            signed_in = await _open_session(ctx.db, user, visitor, life)
        attempt.succeeded()
        if is_first:
            self.runtime.tools.folder.setup_token_file.unlink(missing_ok=True)
        return signed_in

    async def sign_in(self, login: str, password: str, visitor: Visitor, life: timedelta) -> SignedIn:
        """Open a session for an e-mail address, or for a user name that only one person has."""
        attempt = self._limiter.attempt(login.strip().lower(), visitor.address)
        async with self.runtime.database.read() as db:
            user, account = await _find(db, login.strip())
        verdict = await passwords.verify(password, account.password if account else None)
        if user is None or account is None or not verdict.is_right:
            raise Refused(401, "INVALID_EMAIL_OR_PASSWORD", "Invalid email or password")
        if user.banned and (user.ban_expires is None or user.ban_expires > now()):
            raise Refused(403, "BANNED_USER", "You have been banned from this application")
        attempt.succeeded()
        async with self.runtime.acting(ANONYMOUS).write() as ctx:
            if verdict.upgraded:
                unchanged = (Account.id == account.id, Account.password == account.password)
                await ctx.db.execute(update(Account).where(*unchanged).values(password=verdict.upgraded))
            return await _open_session(ctx.db, user, visitor, life)

    async def sign_out(self, session_id: str) -> None:
        async with self.runtime.acting(ANONYMOUS).write() as ctx:
            await end_session(ctx, session_id)


async def end_session(ctx: Context, session_id: str) -> None:
    await ctx.db.execute(delete(Session).where(Session.id == session_id))
    ctx.outbox.event(CHANGED)


def _checked_email(text: str) -> str:
    email = text.strip().lower()
    if not _EMAIL.fullmatch(email):
        raise Refused(400, "INVALID_EMAIL", "Invalid email")
    return email


def _check_password(password: str) -> None:
    if len(password) < passwords.SHORTEST:
        raise Refused(400, "PASSWORD_TOO_SHORT", f"Password too short: {passwords.SHORTEST} characters at least")
    if len(password) > passwords.LONGEST:
        raise Refused(400, "PASSWORD_TOO_LONG", f"Password too long: {passwords.LONGEST} characters at most")


async def _admit(db: AsyncSession, email: str, token: str) -> bool:
    """Raise unless this token lets this address in; True for the first administrator."""
    is_first = await setup.is_open(db)
    if is_first:
        await _check_setup_token(db, token)
    else:
        await _check_invitation(db, email, token)
    if await people.by_email(db, email) is not None:
        raise Refused(422, "USER_ALREADY_EXISTS_USE_ANOTHER_EMAIL", "User already exists. Use another email.")
    return is_first


async def _check_setup_token(db: AsyncSession, token: str) -> None:
    row = await setup.instance_row(db)
    expected = (row and row.setup_token_digest) or ""
    if not token or not expected or not compare_digest(digest(token), expected):
        asked = "needs the set-up token that the server prints when it starts (header x-dokploy-token)."
        wrong = "needs another token: this is not the one that the server printed at its last start."
        raise Refused(403, "INVALID_SETUP_TOKEN", f"The first administrator {wrong if token else asked}")


async def _check_invitation(db: AsyncSession, email: str, token: str) -> None:
    if not token:
        raise Refused(400, "ADMIN_ALREADY_CREATED", "Admin is already created")
    invitation = await db.get(Invitation, token)
    if invitation is None:
        raise Refused(400, "INVALID_INVITATION", "Invalid invitation token")
    if invitation.expires_at <= now():
        raise Refused(400, "INVITATION_EXPIRED", "Invitation has expired")
    if invitation.status != "pending":
        raise Refused(400, "INVITATION_USED", "Invitation has already been used")
    if invitation.email.strip().lower() != email:
        raise Refused(400, "INVITATION_EMAIL_MISMATCH", "Email does not match invitation")


async def _create(db: AsyncSession, person: Person, email: str, hashed: str) -> User:
    return await people.add_account(
        db,
        hashed,
        email=email,
        email_verified=False,
        first_name=person.name.strip(),
        last_name=person.last_name.strip(),
        image=person.image,
    )


async def _found(db: AsyncSession, owner: User) -> None:
    """The first administrator's organization; from here on the door is closed for ever."""
    organization = Organization(name="My Organization", owner_id=owner.id)
    db.add(organization)
    await db.flush()
    db.add(Member(organization_id=organization.id, user_id=owner.id, role="owner", is_default=True))
    row = await setup.instance_row(db)
    if row is not None:
        row.setup_closed_at, row.setup_token_digest = now(), None
    await db.flush()


async def _find(db: AsyncSession, login: str) -> tuple[User | None, Account | None]:
    name = or_(User.first_name == login, func.lower(User.first_name) == login.lower())
    who = User.email == login.lower() if "@" in login else name
    query = (
        select(User, Account)
        .outerjoin(Account, (Account.user_id == User.id) & (Account.provider_id == people.CREDENTIAL))
        .where(who)
        .limit(2)
    )
    found = (await db.execute(query)).all()
    return (found[0][0], found[0][1]) if len(found) == 1 else (None, None)


async def _open_session(db: AsyncSession, user: User, visitor: Visitor, life: timedelta) -> SignedIn:
    at = now()
    await db.execute(delete(Session).where(Session.user_id == user.id, Session.expires_at <= at))
    query = select(Member).where(Member.user_id == user.id)
    member = (await db.scalars(query.order_by(Member.is_default.desc(), Member.created_at.desc()).limit(1))).first()
    token = "".join(secrets.choice(_LETTERS) for _ in range(TOKEN_LETTERS))
    session = Session(
        token=digest(token),
        user_id=user.id,
        created_at=at,
        updated_at=at,
        expires_at=at + life,
        ip_address=visitor.address,
        user_agent=(visitor.user_agent or "")[:500] or None,
        active_organization_id=member.organization_id if member else None,
    )
    db.add(session)
    await db.flush()
    return SignedIn(user, session, token, member.role if member else "member")
