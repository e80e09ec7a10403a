"""Searching lists: which texts match, which page of them is wanted, and the searches for projects and environments."""

from collections.abc import Iterable, Sequence
from string import ascii_lowercase, ascii_uppercase
from typing import Annotated, Any, Final

from pydantic import Field
from sqlalchemy import ColumnElement, Row, Select, Text, func, or_
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement

from dokploy.context import Context
from dokploy.core.permissions import USER
from dokploy.features.listing import Columns, Plain, a_list, an_object
from dokploy.models import Environment, Project
from dokploy.wire.procedure import Procedures
from dokploy.wire.shapes import Output, Schema, Wire

project = Procedures("project")
environment = Procedures("environment")

PAGE: Final = 20
Limit = Annotated[int, Field(ge=1, le=100)]
Offset = Annotated[int, Field(ge=0, le=2**31 - 1)]
Sought = Annotated[str, Field(max_length=500)] | None
"""Blank or missing: no condition. SQLite refuses patterns beyond fifty thousand bytes, and nobody types that."""

# ------------------------------------------------------------------------------------------------ how texts match

_LOWER: Final = str.maketrans(ascii_uppercase, ascii_lowercase)


class Folded(FunctionElement[str]):
    """A column in lower case, for A to Z alone: that is what both databases do alike, in any locale."""

    inherit_cache = True
    type = Text()


@compiles(Folded)
def _on_sqlite(element: Folded, compiler: SQLCompiler, **given: Any) -> str:
    return f"lower({compiler.process(element.clauses, **given)})"


@compiles(Folded, "postgresql")
def _on_postgresql(element: Folded, compiler: SQLCompiler, **given: Any) -> str:
    return f'lower({compiler.process(element.clauses, **given)} COLLATE "C")'


def spellings(text: str) -> list[str]:
    """How a sought text may stand there: for other letters than A to Z also in capitals, in small ones, as a title."""
    forms = (text, text.lower(), text.upper(), text.capitalize(), text.title())
    return sorted({form.translate(_LOWER) for form in forms})


def contains(text: str | None, *columns: Any) -> list[ColumnElement[bool]]:
    """The condition that one of the columns holds the text, whatever its case; none for a blank text.

    What LIKE takes for wildcards is sought as it is written.
    """
    sought = (text or "").strip()
    if not sought:
        return []
    return [or_(*(Folded(one).contains(form, autoescape=True) for one in columns for form in spellings(sought)))]


def equals(value: str | None, column: Any) -> list[ColumnElement[bool]]:
    return [column == value] if value else []


async def page(ctx: Context, query: Select[Any], limit: int, offset: int) -> tuple[Sequence[Row[Any]], int]:
    """One page of an ordered query, and how many rows there are in all."""
    every = query.order_by(None).with_only_columns(func.count(), maintain_column_froms=True)
    total = await ctx.db.scalar(every) or 0
    return (await ctx.db.execute(query.limit(limit).offset(offset))).all(), total


def found(items: Schema) -> Output:
    """`{items, total}`, described."""
    return Plain(an_object(items=a_list(items), total={"type": "integer"}))


# ------------------------------------------------------------------------------------------------ what is searched


class ProjectSearch(Wire):
    q: Sought = None
    name: Sought = None
    description: Sought = None
    limit: Limit = PAGE
    offset: Offset = 0


class EnvironmentSearch(Wire):
    q: Sought = None
    name: Sought = None
    description: Sought = None
    project_id: str | None = None
    limit: Limit = PAGE
    offset: Offset = 0


_PROJECT: Final = Columns(Project)
_ENVIRONMENT: Final = Columns(Environment)
_WITHOUT_VARIABLES: Final = {model: Columns(model, without=("env",)) for model in (Project, Environment)}


@project.query("search", USER, gives=found(_PROJECT.schema()))
async def search_projects(body: ProjectSearch, ctx: Context) -> dict[str, Any]:
    """The projects within reach whose name or description matches, the newest first."""
    columns = _PROJECT if ctx.actor.may("projectEnvVars:read") else _WITHOUT_VARIABLES[Project]
    query = columns.select().where(
        Project.organization_id == ctx.actor.organization_id,
        *_within_reach(ctx, Project.project_id, ctx.actor.accessed_projects),
        *contains(body.q, Project.name, Project.description),
        *contains(body.name, Project.name),
        *contains(body.description, Project.description),
    )
    query = query.order_by(Project.created_at.desc(), Project.project_id)
    rows, total = await page(ctx, query, body.limit, body.offset)
    return {"items": [{"env": "", **columns.plain(one)} for one in rows], "total": total}


@environment.query("search", USER, gives=found(_ENVIRONMENT.schema()))
async def search_environments(body: EnvironmentSearch, ctx: Context) -> dict[str, Any]:
    """The environments within reach whose name or description matches, the newest first."""
    columns = _ENVIRONMENT if ctx.actor.may("environmentEnvVars:read") else _WITHOUT_VARIABLES[Environment]
    query = columns.select().join(Project, Project.project_id == Environment.project_id)
    query = query.where(
        Project.organization_id == ctx.actor.organization_id,
        *_within_reach(ctx, Environment.environment_id, ctx.actor.accessed_environments),
        *contains(body.q, Environment.name, Environment.description),
        *contains(body.name, Environment.name),
        *contains(body.description, Environment.description),
        *equals(body.project_id, Environment.project_id),
    )
    query = query.order_by(Environment.created_at.desc(), Environment.environment_id)
    rows, total = await page(ctx, query, body.limit, body.offset)
    return {"items": [{"env": "", **columns.plain(one)} for one in rows], "total": total}


def _within_reach(ctx: Context, column: Any, reach: Iterable[str]) -> list[ColumnElement[bool]]:
    return [] if ctx.actor.is_privileged else [column.in_(reach)]
