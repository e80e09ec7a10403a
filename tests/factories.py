"""Plain functions that make rows: `await an_application(db, environment)`. Each says only what its test is about."""

from typing import Any, TypeVar

from sqlalchemy.ext.asyncio import AsyncSession

from dokploy.core.actor import Actor
from dokploy.core.names import new_app_name, new_id
from dokploy.core.permissions import MEMBER_SWITCHES, ROLES
from dokploy.models import Application, Base, Environment, Member, Organization, Project, User

Row = TypeVar("Row", bound=Base)


async def saved(db: AsyncSession, row: Row) -> Row:
    db.add(row)
    await db.flush()
    return row


async def a_user(db: AsyncSession, **values: Any) -> User:
    return await saved(db, User(**{"email": f"{new_id()}@example.org", "email_verified": False, **values}))


async def an_organization(db: AsyncSession, **values: Any) -> Organization:
    owner_id = values.pop("owner_id", None) or (await a_user(db)).id
    return await saved(db, Organization(**{"name": "Acme", "owner_id": owner_id, **values}))


async def a_member(db: AsyncSession, organization: Organization, role: str = "member", **values: Any) -> Member:
    user_id = values.pop("user_id", None) or (await a_user(db)).id
    return await saved(db, Member(organization_id=organization.id, user_id=user_id, role=role, **values))


async def a_project(db: AsyncSession, organization: Organization, **values: Any) -> Project:
    return await saved(db, Project(**{"name": "Shop", "organization_id": organization.id, "env": "", **values}))


async def an_environment(db: AsyncSession, project: Project, **values: Any) -> Environment:
    defaults = {"name": "production", "project_id": project.project_id, "is_default": True, "env": ""}
    return await saved(db, Environment(**{**defaults, **values}))


async def an_application(db: AsyncSession, environment: Environment, **values: Any) -> Application:
    defaults = {"name": "web", "app_name": new_app_name("web"), "environment_id": environment.environment_id}
    return await saved(db, Application(**{**defaults, **values}))


def acting(member: Member) -> Actor:
    """The caller that the wire would make of this membership."""
    switches = (granted for name, granted in MEMBER_SWITCHES.items() if getattr(member, name))
    return Actor(
        user_id=member.user_id,
        organization_id=member.organization_id,
        member_id=member.id,
        role=member.role,
        grants=ROLES[member.role].union(*switches),
        accessed_projects=frozenset(member.accessed_projects or ()),
        accessed_environments=frozenset(member.accessed_environments or ()),
        accessed_services=frozenset(member.accessed_services or ()),
    )
