"""Loading is authorising: an object comes into reach only through the caller's organization and rights.

`owned` is the one way to turn an id from outside into a row. It follows the path that each model declares (`belongs`)
in one query; a row of another organization is `NotFound`, one of the own organization that the member may not reach
is `Forbidden`.
"""

from collections.abc import Collection
from dataclasses import dataclass
from functools import cache
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Select, bindparam, func, literal, null, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from dokploy.context import Context
from dokploy.core.actor import Actor
from dokploy.core.errors import Forbidden, NotFound
from dokploy.models import Base, Environment, Project
from dokploy.models.base import ByUser, Direct, Reverse, Up, primary_key

Row = TypeVar("Row", bound=Base)


@dataclass
class _Path:
    """Columns that say where a row belongs, gathered on the way up; each is null where the way does not pass."""

    organizations: list[ColumnElement[Any]]
    projects: list[ColumnElement[Any]]
    environments: list[ColumnElement[Any]]
    services: list[ColumnElement[Any]]
    users: list[ColumnElement[Any]]


@dataclass(frozen=True)
class Place:
    """Where a row belongs: what `owned` looks at, without the row, for who asks about many rows or many callers."""

    row_id: str
    organization_id: str | None
    project_id: str | None
    environment_id: str | None
    service_id: str | None
    user_id: str | None


async def owned(ctx: Context, model: type[Row], row_id: str | None, *needs: str) -> Row:
    """Load a row by id for the caller; `needs` are permissions such as `service:delete`, checked before the load."""
    ctx.actor.require(*needs)
    found = (await ctx.db.execute(_by_id(model), {"row_id": row_id})).one_or_none()
    if found is None or not _is_in_reach(ctx.actor, found):
        raise NotFound(f"{model.__name__} not found")
    _check_member(ctx.actor, found)
    row: Row = found[0]
    return row


async def places(db: AsyncSession, model: type[Base], row_ids: Collection[str]) -> list[Place]:
    """Where these rows belong, in one query; rows that are gone are missing from the answer."""
    if not row_ids:
        return []
    found = await db.execute(_places(model), {"row_ids": list(row_ids)})
    return [Place(*row) for row in found]


def may_reach(actor: Actor, place: Place) -> bool:
    """Whether `owned` would give this caller the row."""
    if not _is_in_reach(actor, place):
        return False
    try:
        _check_member(actor, place)
    except Forbidden:
        return False
    return True


def _is_in_reach(actor: Actor, found: Any) -> bool:
    if found.user_id is not None and found.organization_id is None:
        return bool(found.user_id == actor.user_id)
    return bool(found.organization_id) and found.organization_id == actor.organization_id


def _check_member(actor: Actor, found: Any) -> None:
    """Owner and admin reach all of their organization; others what their lists name, from the nearest object up."""
    if actor.is_privileged:
        return
    for row_id, reach, what in (
        (found.service_id, actor.accessed_services, "service"),
        (found.environment_id, actor.accessed_environments, "environment"),
        (found.project_id, actor.accessed_projects, "project"),
    ):
        if row_id is not None:
            if row_id not in reach:
                raise Forbidden(f"You do not have access to this {what}")
            return


@cache
def _by_id(model: type[Base]) -> Select[Any]:
    return _with_place(select(model), model).where(getattr(model, primary_key(model)) == bindparam("row_id"))


@cache
def _places(model: type[Base]) -> Select[Any]:
    key = getattr(model, primary_key(model))
    return _with_place(select(key), model).where(key.in_(bindparam("row_ids", expanding=True)))


def _with_place(query: Select[Any], model: type[Base]) -> Select[Any]:
    path = _Path([], [], [], [], [])
    return _climb(query, model, model, path).add_columns(
        _first(path.organizations).label("organization_id"),
        _first(path.projects).label("project_id"),
        _first(path.environments).label("environment_id"),
        _first(path.services).label("service_id"),
        _first(path.users).label("user_id"),
    )


def _first(columns: list[ColumnElement[Any]]) -> ColumnElement[Any]:
    if len(columns) > 1:
        return func.coalesce(*columns)
    return columns[0] if columns else null()


def _climb(query: Select[Any], node: Any, model: type[Base], path: _Path) -> Select[Any]:
    """Outer-join one step towards the organization, for each parent that the model may have."""
    key = getattr(node, primary_key(model))
    if model.is_service:
        path.services.append(key)
    if model is Environment:
        path.environments.append(key)
    if model is Project:
        path.projects.append(key)
    match model.belongs:
        case Direct(column):
            path.organizations.append(getattr(node, column))
        case ByUser(column):
            path.users.append(getattr(node, column))
        case Reverse(table, column):
            child = _model_of(table)
            above: Any = aliased(child)
            query = query.outerjoin(above, getattr(above, column) == key)
            query = _climb(query, above, child, path)
        case Up(columns):
            for column in columns:
                if column == "organization_id":
                    path.organizations.append(getattr(node, column))
                    continue
                parent = _model_of(_target_table(model, column))
                above = aliased(parent)
                query = query.outerjoin(above, getattr(above, primary_key(parent)) == getattr(node, column))
                query = _climb(query, above, parent, path)
        case _:
            path.organizations.append(literal(None))
    return query


def _target_table(model: type[Base], attribute: str) -> str:
    (foreign_key,) = model.__mapper__.get_property(attribute).columns[0].foreign_keys
    return str(foreign_key.target_fullname).rsplit(".", 1)[0]


@cache
def _model_of(table: str) -> type[Base]:
    for mapper in Base.registry.mappers:
        if mapper.local_table is Base.metadata.tables[table]:
            found: type[Base] = mapper.class_
            return found
    raise LookupError(table)
