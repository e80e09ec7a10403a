"""Who may do what, as data: 33 resources, three built-in roles, and what a member's switches add.

Source: contract "Roles and permissions". Custom roles (a JSON map of resource to actions) use the same words.
"""

from dataclasses import dataclass
from typing import Final

_CRUD = "create read update delete"
RESOURCES: Final[dict[str, frozenset[str]]] = {
    resource: frozenset(actions.split())
    for resource, actions in {
        "organization": "update delete",
        "member": _CRUD,
        "invitation": "create cancel",
        "team": "create update delete",
        "ac": _CRUD,
        "project": "create delete",
        "service": "create read delete",
        "environment": "create read delete",
        "docker": "read",
        "sshKeys": "create read delete",
        "gitProviders": "create read delete",
        "traefikFiles": "read write",
        "api": "read",
        "volume": "create read delete",
        "deployment": "create read cancel",
        "envVars": "read write",
        "projectEnvVars": "read write",
        "environmentEnvVars": "read write",
        "server": "create read delete",
        "registry": "create read delete",
        "destination": "create read delete",
        "domain": "create read delete",
        "certificate": _CRUD,
        "schedule": _CRUD,
        "notification": _CRUD,
        "tag": _CRUD,
        "vaultProvider": _CRUD,
        "dnsProvider": _CRUD,
        "backup": f"{_CRUD} restore",
        "volumeBackup": f"{_CRUD} restore",
        "logs": "read",
        "monitoring": "read",
        "auditLog": "read",
    }.items()
}

EVERYTHING: Final = frozenset(f"{resource}:{action}" for resource, actions in RESOURCES.items() for action in actions)


def _all_of(*resources: str) -> frozenset[str]:
    return frozenset(f"{resource}:{action}" for resource in resources for action in RESOURCES[resource])


MEMBER: Final = _all_of(
    "volume", "deployment", "envVars", "projectEnvVars", "environmentEnvVars",
    "backup", "volumeBackup", "schedule", "domain", "logs", "monitoring",
) | {"ac:read", "service:read", "environment:read", "tag:read", "vaultProvider:read"}  # fmt: skip

ROLES: Final[dict[str, frozenset[str]]] = {
    "owner": EVERYTHING,
    "admin": EVERYTHING - {"organization:delete"},
    "member": MEMBER,
}

MEMBER_SWITCHES: Final[dict[str, frozenset[str]]] = {
    "can_create_projects": frozenset({"project:create"}),
    "can_delete_projects": frozenset({"project:delete"}),
    "can_create_services": frozenset({"service:create"}),
    "can_delete_services": frozenset({"service:delete"}),
    "can_create_environments": frozenset({"environment:create"}),
    "can_delete_environments": frozenset({"environment:delete"}),
    "can_access_to_traefik_files": frozenset({"traefikFiles:read"}),
    "can_access_to_docker": frozenset({"docker:read"}),
    "can_access_to_api": frozenset({"api:read"}),
    "can_access_to_ssh_keys": _all_of("sshKeys"),
    "can_access_to_git_providers": _all_of("gitProviders"),
}

PRIVILEGED: Final = frozenset({"owner", "admin"})


@dataclass(frozen=True)
class Access:
    """A procedure's rule. `who`: public, user, admin (owner or admin), owner; `needs`: permissions, all of them."""

    who: str
    needs: frozenset[str] = frozenset()

    def __str__(self) -> str:
        return " + ".join(sorted(self.needs)) or self.who


PUBLIC: Final = Access("public")
USER: Final = Access("user")
ADMIN: Final = Access("admin")
OWNER: Final = Access("owner")


def may(*permissions: str) -> Access:
    """Access by permission; a word that is not in the table is a mistake of ours and fails the import."""
    unknown = set(permissions) - EVERYTHING
    if unknown or not permissions:
        raise LookupError(f"no such permission: {sorted(unknown)}")
    return Access("user", frozenset(permissions))
