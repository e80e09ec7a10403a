"""What /api/auth tells about people, sessions and organizations."""

from typing import Any

from dokploy.core.actor import Actor
from dokploy.core.clock import now
from dokploy.models import Invitation, Member, Organization, Session, User
from dokploy.wire.credentials import SESSION_LIFE, SHORT_SESSION_LIFE
from dokploy.wire.shapes import row
from dokploy.wire.tokens import SESSION_COOKIE, session_cookie

_USER = row(
    User,
    "id",
    "email",
    "first_name",
    "last_name",
    "image",
    "email_verified",
    "created_at",
    "updated_at",
    "two_factor_enabled",
    "role",
    "banned",
    "ban_reason",
    "ban_expires",
    "allow_impersonation",
    "enable_enterprise_features",
    "is_valid_enterprise_license",
)
_SESSION = row(Session, without=("token",))
ORGANIZATION = row(Organization)
MEMBER = row(Member, "id", "organization_id", "user_id", "role", "created_at", "team_id", "is_default")
INVITATION = row(Invitation)


def person(user: User) -> dict[str, Any]:
    """`name` is the first name: that is where the auth library's clients look."""
    return {**_USER.dump(user), "name": user.first_name}


def session(found: Session, token: str | None, organization_id: str) -> dict[str, Any]:
    return {**_SESSION.dump(found), "token": token, "activeOrganizationId": organization_id or None}


def key_session(caller: Actor) -> dict[str, Any]:
    """An API key has no session; this much of one is known."""
    return {"userId": caller.user_id, "activeOrganizationId": caller.organization_id}


def full_organization(
    organization: Organization, members: list[tuple[Member, User]], invitations: list[Invitation]
) -> dict[str, Any]:
    people = [member_of(member, user) for member, user in members]
    invited = [INVITATION.dump(invitation) for invitation in invitations]
    return {**ORGANIZATION.dump(organization), "members": people, "invitations": invited}


def member_of(member: Member, user: User) -> dict[str, Any]:
    """A membership with as much of the person as other members may know."""
    person = {"id": user.id, "name": user.first_name, "email": user.email, "image": user.image}
    return {**MEMBER.dump(member), "user": person}


def cookie(token: str, found: Session, *, secure: bool) -> str:
    """The Set-Cookie header. A session that was not to be remembered ends with the browser."""
    remembered = found.expires_at - found.created_at > SHORT_SESSION_LIFE
    left = min(found.expires_at - now(), SESSION_LIFE)
    age = f"; Max-Age={max(0, round(left.total_seconds()))}" if remembered else ""
    return f"{SESSION_COOKIE}={session_cookie(token)}; Path=/; HttpOnly; SameSite=Lax{age}{_secure(secure)}"


def dead_cookie(*, secure: bool) -> str:
    return f"{SESSION_COOKIE}=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0{_secure(secure)}"


def _secure(secure: bool) -> str:
    return "; Secure" if secure else ""
