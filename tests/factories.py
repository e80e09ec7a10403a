"""Plain functions that make rows: `await an_application(db, environment)`. Each says only what its test is about."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any, Final, TypeVar

from sqlalchemy import JSON, Boolean, Column, Enum, Integer
from sqlalchemy.ext.asyncio import AsyncSession

from dokploy.core.actor import Actor
from dokploy.core.clock import now
from dokploy.core.names import new_app_name, new_id
from dokploy.core.permissions import MEMBER_SWITCHES, ROLES
from dokploy.models import (
    Account,
    Application,
    Backup,
    Base,
    Compose,
    Deployment,
    Domain,
    Environment,
    Invitation,
    Libsql,
    Mariadb,
    Member,
    Mongo,
    Mount,
    Mysql,
    Notification,
    Organization,
    OrganizationRole,
    Port,
    Postgres,
    Project,
    Redis,
    Registry,
    Rollback,
    Schedule,
    Server,
    SshKey,
    User,
    VolumeBackup,
)
from dokploy.models.base import INSTANCE, ByUser, Sealed, Up, UtcDateTime, primary_key

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


# ------------------------------------------------------------------------------------------------ one of everything

FILLED: Final[Mapping[type[Base], tuple[str, ...]]] = {
    Rollback: ("application_id",),
    Backup: ("postgres_id",),
    VolumeBackup: ("application_id",),
    Schedule: ("application_id",),
    Notification: ("slack_id",),
}
"""Columns that may be null but say what such a row is for."""
FIXED: Final[Mapping[type[Base], Mapping[str, Any]]] = {
    Port: {"published_port": 18080, "target_port": 80},
    Environment: {"is_default": False},
    Deployment: {"state": "done", "status": "done"},
    Registry: {"registry_url": "registry.example.org"},
    Schedule: {"cron_expression": "0 3 * * *"},
    Server: {"port": 22, "ip_address": "203.0.113.9"},
    SshKey: {"public_key": "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAABAgMEBQYHCAkKCwwNDg8QERITFBUWFxgZGhscHR4f"},
    Mount: {"type": "bind", "host_path": "/srv/data", "mount_path": "/data"},
    Account: {"provider_id": "credential"},
    Invitation: {"status": "pending", "role": "member", "expires_at": now() + timedelta(days=1)},
    OrganizationRole: {"permission": "{}"},
    Rollback: {"full_context": "{}"},
}
"""Values that a made-up text would not pass for."""
SERVICES: Final = (Application, Compose, Postgres, Mysql, Mariadb, Mongo, Redis, Libsql)


async def one_of_everything(db: AsyncSession, organization: Organization, word: str) -> dict[type[Base], Any]:
    """A row of every table that belongs to an organization or to its owner; its texts begin with `word`.

    New tables come along by themselves: required columns are filled by their type, and a row hangs on the first parent
    that its path to the organization names. Tables of the installation are left out.
    """
    rows: dict[type[Base], Any] = {
        Organization: organization,
        User: await db.get_one(User, organization.owner_id),
        Member: await a_member(db, organization),
    }
    models = {mapper.local_table: mapper.class_ for mapper in Base.registry.mappers}
    for table in Base.metadata.sorted_tables:
        model = models[table]
        if model in rows or (model.belongs is INSTANCE):
            continue
        values = {key: value for key, value in _values(model, rows, word).items() if value is not None}
        rows[model] = await saved(db, model(**{**values, **FIXED.get(model, {})}))
    return rows


async def one_of_the_person(db: AsyncSession, model: type[Base], user: User, word: str) -> Any:
    """A row of a table that belongs to a person."""
    assert isinstance(model.belongs, ByUser)
    values = {key: value for key, value in _values(model, {User: user}, word).items() if value is not None}
    return await saved(db, model(**{**values, **FIXED.get(model, {})}))


def _values(model: type[Base], rows: Mapping[type[Base], Any], word: str) -> dict[str, Any]:
    sealed = {value.stored: name for name, value in vars(model).items() if isinstance(value, Sealed)}
    parents = model.belongs.columns[:1] if isinstance(model.belongs, Up) else ()
    wanted = {*parents, *FILLED.get(model, ())}
    values: dict[str, Any] = {}
    for prop in model.__mapper__.column_attrs:
        column = prop.columns[0]
        assert isinstance(column, Column)
        is_name = prop.key in {"name", "title", "description"}
        if prop.key == primary_key(model) or (column.nullable and prop.key not in wanted and not is_name):
            continue
        if column.foreign_keys:
            (key,) = column.foreign_keys
            values[prop.key] = _parent_key(rows, key.column)
        elif column.default is None or (column.default.is_callable is False and is_name):
            values[sealed.get(prop.key, prop.key)] = _made_up(model, prop.key, column, word)
    return values


def _parent_key(rows: Mapping[type[Base], Any], column: Any) -> Any:
    for model, row in rows.items():
        if model.__table__ is column.table:
            return getattr(row, model.__mapper__.get_property_by_column(column).key)
    return None


def _made_up(model: type[Base], name: str, column: Column[Any], word: str) -> Any:  # noqa: PLR0911 - one per type
    kind = column.type
    if isinstance(kind, Enum):
        return kind.enums[0]
    if isinstance(kind, Boolean):
        return False
    if isinstance(kind, Integer):
        return 1
    if isinstance(kind, UtcDateTime):
        return now()
    if isinstance(kind, JSON):
        return []
    if name == "app_name" and model in SERVICES:
        return new_app_name(word)
    if model is Domain and name == "host":
        return f"{word}-{new_id().lower().replace('_', '-').strip('-')}.example.org"
    return f"{word}-{name.removesuffix('_sealed').replace('_', '-')}-{new_id()}"
