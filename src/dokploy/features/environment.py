"""Environments of a project, and the services in them as lists show them."""

import asyncio
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from operator import itemgetter
from typing import Annotated, Any, Final, Literal

from pydantic import Field
from sqlalchemy import (
    ColumnElement,
    CompoundSelect,
    Select,
    Text,
    bindparam,
    func,
    literal,
    null,
    select,
    type_coerce,
    union_all,
)

from dokploy.access import owned
from dokploy.context import Context, Units
from dokploy.core.actor import Actor
from dokploy.core.errors import Invalid
from dokploy.core.permissions import USER, may
from dokploy.features import reach
from dokploy.features.listing import STRING, Columns, Plain, a_list, an_object, or_null, rows, without_variables
from dokploy.models import (
    Application,
    Base,
    Compose,
    Environment,
    Libsql,
    Mariadb,
    Mongo,
    Mysql,
    Postgres,
    Project,
    Redis,
    Server,
)
from dokploy.models.base import primary_key
from dokploy.releases import live
from dokploy.releases.kinds import KINDS, Kind
from dokploy.wire.procedure import Procedures
from dokploy.wire.shapes import Schema, Wire, row

environment = Procedures("environment")

Id = Annotated[str, Field(min_length=1)]
Name = Annotated[str, Field(min_length=1)]
RESERVED_NAME = "production"
"""The name of the environment that every project is born with."""


# ------------------------------------------------------------------------------------------------ services in lists


@dataclass(frozen=True)
class ServiceTable:
    """A table of services and the words by which lists show its rows."""

    list_name: str
    model: type[Base]
    status: str = "application_status"

    @property
    def key(self) -> Any:
        return getattr(self.model, primary_key(self.model))

    @property
    def id_name(self) -> str:
        return str(self.key.property.columns[0].name)

    @property
    def status_name(self) -> str:
        return str(getattr(self.model, self.status).property.columns[0].name)

    @property
    def has_icon(self) -> bool:
        return hasattr(self.model, "icon")


SERVICES: Final = (
    ServiceTable("applications", Application),
    ServiceTable("compose", Compose, "compose_status"),
    ServiceTable("libsql", Libsql),
    ServiceTable("mariadb", Mariadb),
    ServiceTable("mongo", Mongo),
    ServiceTable("mysql", Mysql),
    ServiceTable("postgres", Postgres),
    ServiceTable("redis", Redis),
)
TORN_DOWN_AT_ONCE: Final = 8
"""Each mostly waits for its containers' grace period."""
_CREATED: Final = itemgetter(5)
_WORDS: Final = {table.list_name: (table.id_name, table.status_name, table.has_icon) for table in SERVICES}

Lists = dict[str, list[dict[str, Any]]]
Scope = Literal["organization", "project", "environment"]

_SCOPES: Final[dict[Scope, Any]] = {
    "organization": Project.organization_id,
    "project": Project.project_id,
    "environment": Environment.environment_id,
}


def within(scope: Scope) -> ColumnElement[bool]:
    """A condition whose value is given at execution as `scope_id`: a query that is built once stays compiled."""
    condition: ColumnElement[bool] = _SCOPES[scope] == bindparam("scope_id")
    return condition


async def services_in(ctx: Context, scope: Scope, scope_id: str, *, light: bool = False) -> defaultdict[str, Lists]:
    """The services of a scope, by environment and list; one query, all lists always there.

    A member sees what the member's list names. `light` leaves out all but id, name and status.
    """
    (found,) = await rows(ctx.db, {"scope_id": scope_id}, all_services(scope, light=light))
    return by_environment(ctx.actor, found, light=light)


def by_environment(actor: Actor, found: Sequence[Any], *, light: bool = False) -> defaultdict[str, Lists]:
    """What `all_services` has found, as `services_in` gives it."""
    lists: defaultdict[str, Lists] = defaultdict(_empty)
    show = _light if light else _full
    if not actor.is_privileged:
        found = [one for one in found if one[1] in actor.accessed_services]
    for one in sorted(found, key=_CREATED):
        lists[one[2]][one[0]].append(show(one))
    return lists


def _empty() -> Lists:
    return {name: [] for name in _WORDS}


@cache
def all_services(scope: Scope, *, light: bool) -> CompoundSelect[Any]:
    return union_all(*(_services(table, light=light).where(within(scope)) for table in SERVICES))


def _services(table: ServiceTable, *, light: bool) -> Select[Any]:
    model: Any = table.model
    query = select(
        literal(table.list_name),
        table.key.label("id"),
        model.environment_id,
        model.name.label("name"),
        type_coerce(getattr(model, table.status), Text).label("status"),
        model.created_at.label("created"),
    ).join(Environment, Environment.environment_id == model.environment_id)
    query = query.join(Project, Project.project_id == Environment.project_id)
    if light:
        return query
    icon = model.icon if table.has_icon else null()
    return query.outerjoin(Server, Server.server_id == model.server_id).add_columns(
        model.app_name, model.description, model.server_id, Server.name.label("server_name"), icon.label("icon")
    )


def _light(one: Any) -> dict[str, Any]:
    id_name, status_name, _ = _WORDS[one[0]]
    return {id_name: one[1], "name": one[3], status_name: one[4]}


def _full(one: Any) -> dict[str, Any]:
    list_name, row_id, _, name, status, created_at, app_name, description, server_id, server_name, icon = one
    id_name, status_name, has_icon = _WORDS[list_name]
    data = {
        id_name: row_id,
        "name": name,
        "appName": app_name,
        "description": description,
        "createdAt": created_at,
        "serverId": server_id,
        status_name: status,
        "server": {"name": server_name, "serverId": server_id} if server_id is not None else None,
    }
    return data | {"icon": icon} if has_icon else data


async def service_ids(ctx: Context) -> set[str]:
    """The ids of all services of the active organization."""
    (found,) = await rows(ctx.db, {"scope_id": ctx.actor.organization_id}, all_services("organization", light=True))
    return {one[1] for one in found}


async def service_counts(ctx: Context) -> list[tuple[str, str, int]]:
    """How many services within reach there are, by list and status; one query."""
    counts = union_all(*(_counted(ctx, table) for table in SERVICES))
    found = await ctx.db.execute(counts, {"scope_id": ctx.actor.organization_id})
    return [(list_name, status, count) for list_name, status, count in found]


def _counted(ctx: Context, table: ServiceTable) -> Select[Any]:
    model: Any = table.model
    status = type_coerce(getattr(model, table.status), Text)
    query: Select[Any] = select(literal(table.list_name)).add_columns(status, func.count()).select_from(model)
    query = query.join(Environment, Environment.environment_id == model.environment_id)
    query = query.join(Project, Project.project_id == Environment.project_id).where(within("organization"))
    if not ctx.actor.is_privileged:
        query = query.where(table.key.in_(ctx.actor.accessed_services))
    return query.group_by(status)


async def tear_down(units: Units, scope: Scope, scope_id: str) -> list[str]:
    """Remove what the services of a scope have outside the database, before their rows go with the scope's own row.

    Returns their appNames: `live.forget_routes` is to be told of them when the rows are gone.
    What an engine that is away keeps is a leftover without a row: the reconciler removes it when the engine is back.
    """
    async with units.read() as ctx:
        services = [(kind, one) for kind in KINDS.values() for one in await _rows_of(ctx, kind, scope, scope_id)]
    turn = asyncio.Semaphore(TORN_DOWN_AT_ONCE)

    async def remove(kind: Kind, service: Any) -> None:
        async with turn:
            await live.remove(units, kind, service)

    ended = await asyncio.gather(*(remove(kind, service) for kind, service in services), return_exceptions=True)
    for failure in filter(None, ended):
        raise failure
    return [service.app_name for _, service in services]


async def _rows_of(ctx: Context, kind: Kind, scope: Scope, scope_id: str) -> list[Any]:
    model: Any = kind.model
    query = select(model).join(Environment, Environment.environment_id == model.environment_id)
    query = query.join(Project, Project.project_id == Environment.project_id).where(within(scope))
    return list(await ctx.db.scalars(query, {"scope_id": scope_id}))


def service_schemas(*, light: bool = False) -> dict[str, Schema]:
    schemas = {}
    for table in SERVICES:
        parts = {table.id_name: STRING, "name": STRING, table.status_name: STRING}
        if not light:
            server = or_null(an_object(name=STRING, serverId=STRING))
            parts |= {"appName": STRING, "description": or_null(STRING), "createdAt": STRING}
            parts |= {"serverId": or_null(STRING), "server": server}
            parts |= {"icon": or_null(STRING)} if table.has_icon else {}
        schemas[table.list_name] = a_list(an_object(**parts))
    return schemas


def within_reach(actor: Actor, found: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """The environments that the caller may see."""
    if actor.is_privileged:
        return list(found)
    return [one for one in found if one["environmentId"] in actor.accessed_environments]


# ------------------------------------------------------------------------------------------------ procedures

ENVIRONMENT: Final = row(Environment)
COLUMNS: Final = Columns(Environment)
PROJECT: Final = Columns(Project)
WITH_SERVICES: Final = Plain(COLUMNS.schema(**service_schemas(), project=PROJECT.schema()))
MANY_WITH_SERVICES: Final = Plain(a_list(WITH_SERVICES.schema()))


class EnvironmentId(Wire):
    environment_id: Id


class EnvironmentCreate(Wire):
    name: Name
    description: str | None = None
    project_id: Id


class EnvironmentUpdate(Wire):
    environment_id: Id
    name: Name | None = None
    description: str | None = None
    project_id: str | None = None
    env: str | None = None


class ByProject(Wire):
    project_id: str


@environment.mutation("create", may("environment:create"), gives=ENVIRONMENT)
async def create(body: EnvironmentCreate, ctx: Context) -> Environment:
    """Create an environment in a project; `production` is taken by the one that the project was born with."""
    if body.name == RESERVED_NAME:
        raise Invalid(f"You cannot create an environment named {RESERVED_NAME}: every project has one already")
    project = await owned(ctx, Project, body.project_id)
    created = Environment(name=body.name, description=body.description, project_id=project.project_id, env="")
    ctx.db.add(created)
    await reach.extend(ctx, accessed_environments=created.environment_id)
    await ctx.db.flush()
    return created


@environment.query("one", USER, gives=WITH_SERVICES)
async def one(body: EnvironmentId, ctx: Context) -> dict[str, Any]:
    """An environment with its services and its project."""
    await owned(ctx, Environment, body.environment_id)
    (found,) = await _with_services(ctx, "environment", body.environment_id)
    return found


@environment.query("byProjectId", USER, gives=MANY_WITH_SERVICES)
async def by_project_id(body: ByProject, ctx: Context) -> list[dict[str, Any]]:
    """The environments of a project, oldest first, each with its services."""
    await owned(ctx, Project, body.project_id)
    return within_reach(ctx.actor, await _with_services(ctx, "project", body.project_id))


async def _with_services(ctx: Context, scope: Scope, scope_id: str) -> list[dict[str, Any]]:
    services = await services_in(ctx, scope, scope_id)
    query = COLUMNS.select().add_columns(*PROJECT.attributes).join(Project).where(within(scope))
    query = query.order_by(Environment.created_at, Environment.environment_id)
    answer = []
    for one in await ctx.db.execute(query, {"scope_id": scope_id}):
        data = without_variables(ctx.actor, COLUMNS.plain(one), "environmentEnvVars:read")
        project = without_variables(ctx.actor, PROJECT.plain(one[COLUMNS.width :]), "projectEnvVars:read")
        answer.append({**data, **services[data["environmentId"]], "project": project})
    return answer


@environment.mutation("update", may("environment:read"), gives=ENVIRONMENT)
async def update(body: EnvironmentUpdate, ctx: Context) -> Environment:
    """Change what was sent. The default environment keeps its name; variables need a permission of their own."""
    found = await owned(ctx, Environment, body.environment_id)
    if found.is_default and body.name is not None and body.name != found.name:
        raise Invalid("You cannot rename the default environment")
    changes = body.changes("environment_id")
    if "env" in changes:
        ctx.actor.require("environmentEnvVars:write")
        changes["env"] = changes["env"] or ""
    if body.project_id is not None:
        changes["project_id"] = (await owned(ctx, Project, body.project_id)).project_id
    for name, value in changes.items():
        if value is not None or name == "description":
            setattr(found, name, value)
    return found


@environment.mutation("remove", may("environment:delete", "environment:read"), gives=ENVIRONMENT)
async def remove(body: EnvironmentId, ctx: Context) -> Environment:
    """Remove an empty environment; the default one goes with its project only."""
    found = await owned(ctx, Environment, body.environment_id)
    await owned(ctx, Project, found.project_id)
    if found.is_default:
        raise Invalid("You cannot delete the default environment")
    if await _count_services(ctx, found):
        raise Invalid("Cannot delete environment: it has active services. Delete all services first.")
    await ctx.db.delete(found)
    return found


async def _count_services(ctx: Context, found: Environment) -> int:
    """All services there, whether the caller may see them or not."""
    every = all_services("environment", light=True).subquery()
    return await ctx.db.scalar(select(func.count()).select_from(every), {"scope_id": found.environment_id}) or 0
