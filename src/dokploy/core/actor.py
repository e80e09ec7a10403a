"""Who is calling: one value, made by `wire` at the door and carried by every unit of work."""

from dataclasses import dataclass, field

from dokploy.core.errors import Forbidden, Unauthorized
from dokploy.core.permissions import PRIVILEGED, Access


@dataclass(frozen=True)
class Actor:
    """A caller in one organization. Anonymous: `user_id` is empty.

    `grants` are the permissions of the role plus a member's switches; the `accessed_*` sets bound what a caller who is
    neither owner nor admin may reach.
    """

    user_id: str = ""
    organization_id: str = ""
    member_id: str = ""
    role: str = ""
    email: str = ""
    grants: frozenset[str] = frozenset()
    accessed_projects: frozenset[str] = frozenset()
    accessed_environments: frozenset[str] = frozenset()
    accessed_services: frozenset[str] = frozenset()
    api_key_id: str | None = None
    session_id: str | None = None
    request_id: str = ""
    address: str = field(default="", compare=False)

    @property
    def is_signed_in(self) -> bool:
        return bool(self.user_id)

    @property
    def is_privileged(self) -> bool:
        return self.role in PRIVILEGED

    def may(self, *permissions: str) -> bool:
        return self.grants.issuperset(permissions)

    def require(self, *permissions: str) -> None:
        if not self.may(*permissions):
            missing = ", ".join(sorted(set(permissions) - self.grants))
            raise Forbidden(f"You do not have the permission {missing}")

    def check(self, access: Access) -> None:
        """Refuse a caller whom the procedure's access rule does not admit."""
        if access.who == "public":
            return
        if not self.is_signed_in:
            raise Unauthorized("Unauthorized")
        if (access.who == "admin" and not self.is_privileged) or (access.who == "owner" and self.role != "owner"):
            raise Forbidden(f"Only an {access.who} may do this")
        self.require(*access.needs)


ANONYMOUS = Actor()
SYSTEM = Actor(role="system")
"""The control plane itself: the worker and the reconcilers. It never comes through `wire`."""
