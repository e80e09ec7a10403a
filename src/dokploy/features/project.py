"""Projects: what groups environments, and the lists that clients read before anything else."""

from functools import cache
from typing import Annotated, Any, Final

from pydantic import Field
from sqlalchemy import Select

from dokploy.access import owned
from dokploy.context import Context, Units
from dokploy.core.errors import Invalid
from dokploy.core.permissions import USER, may
from dokploy.features import environment, reach
from dokploy.features.environment import (
    RESERVED_NAME,
    Scope,
    all_services,
    by_environment,
    service_schemas,
    tear_down,
    within,
    within_reach,
)
from dokploy.features.listing import STRING, Columns, Plain, a_list, an_object, rows, without_variables
from dokploy.models import Environment, Project, ProjectTag, Tag
from dokploy.releases import live
from dokploy.wire.procedure import Procedures
from dokploy.wire.shapes import Fields, Schema, Wire, row

project = Procedures("project")

Id = Annotated[str, Field(min_length=1)]
Name = Annotated[str, Field(min_length=1)]

PROJECT: Final = row(Project)
COLUMNS: Final = Columns(Project)
LIGHT_ENVIRONMENT: Final = Columns(Environment, "environment_id", "name", "is_default", "project_id")
TAG: Final = Columns(Tag)
TAG_LINK: Final = Columns(ProjectTag)


def _schema(environments: Schema) -> Schema:
    return COLUMNS.schema(environments=a_list(environments), projectTags=a_list(TAG_LINK.schema(tag=TAG.schema())))


MANY: Final = Plain(
    a_list(_schema(an_object(environmentId=STRING, name=STRING, isDefault={"type": "boolean"}, projectId=STRING)
                   | {"properties": LIGHT_ENVIRONMENT.schema()["properties"] | service_schemas(light=True)}))
)  # fmt: skip
ONE: Final = Plain(_schema(environment.COLUMNS.schema(**service_schemas())))


class ProjectId(Wire):
    project_id: Id


class ProjectCreate(Wire):
    name: Name
    description: str | None = None
    env: str | None = None


class ProjectUpdate(Wire):
    project_id: Id
    name: Name | None = None
    description: str | None = None
    created_at: str | None = None
    organization_id: str | None = None
    env: str | None = None


@project.mutation("create", may("project:create"), gives=Fields(project=PROJECT, environment=environment.ENVIRONMENT))
async def create(body: ProjectCreate, ctx: Context) -> dict[str, Any]:
    """Create a project together with its default environment, `production`."""
    created = Project(
        name=body.name,
        description=body.description,
        organization_id=ctx.actor.organization_id,
        env=body.env or "",
    )
    first = Environment(
        name=RESERVED_NAME,
        description="Production environment",
        project_id=created.project_id,
        is_default=True,
        env="",
    )
    ctx.db.add(created)
    await ctx.db.flush()
    ctx.db.add(first)
    await reach.extend(ctx, accessed_projects=created.project_id, accessed_environments=first.environment_id)
    await ctx.db.flush()
    return {"project": created, "environment": first}


@project.query("all", USER, gives=MANY)
async def every(ctx: Context) -> list[dict[str, Any]]:
    """The projects within reach, newest first, each with its environments and the names of their services."""
    return await _with_environments(ctx, "organization", ctx.actor.organization_id)


@project.query("one", USER, gives=ONE)
async def one(body: ProjectId, ctx: Context) -> dict[str, Any]:
    """A project with its environments and their services."""
    await owned(ctx, Project, body.project_id)
    (found,) = await _with_environments(ctx, "project", body.project_id)
    return found


async def _with_environments(ctx: Context, scope: Scope, scope_id: str) -> list[dict[str, Any]]:
    """Three queries, however many projects: projects with their environments, tags, services."""
    light, columns = scope == "organization", _environment_columns(scope)
    queries = (_projects(scope), _tags(scope), all_services(scope, light=light))
    found, links, services = await rows(ctx.db, {"scope_id": scope_id}, *queries)
    lists = by_environment(ctx.actor, services, light=light)
    by_id: dict[str, dict[str, Any]] = {}
    for together in found:
        project_id = together[COLUMNS.key]
        if project_id not in by_id:
            one = without_variables(ctx.actor, COLUMNS.plain(together), "projectEnvVars:read")
            by_id[project_id] = one | {"environments": [], "projectTags": []}
        theirs = together[COLUMNS.width :]
        for one in within_reach(ctx.actor, [columns.plain(theirs)] if theirs[columns.key] else []):
            without_variables(ctx.actor, one, "environmentEnvVars:read")
            by_id[project_id]["environments"].append(one | lists[one["environmentId"]])
    for tagged in links:
        link = TAG_LINK.plain(tagged) | {"tag": TAG.plain(tagged[TAG_LINK.width :])}
        if link["projectId"] in by_id:
            by_id[link["projectId"]]["projectTags"].append(link)
    projects = by_id.values()
    if ctx.actor.is_privileged:
        return list(projects)
    return [one for one in projects if one["projectId"] in ctx.actor.accessed_projects]


def _environment_columns(scope: Scope) -> Columns:
    return LIGHT_ENVIRONMENT if scope == "organization" else environment.COLUMNS


@cache
def _projects(scope: Scope) -> Select[Any]:
    """A row for each environment, its project's columns before its own, which are null where a project has none."""
    query = COLUMNS.select().add_columns(*_environment_columns(scope).attributes)
    query = query.outerjoin(Environment, Environment.project_id == Project.project_id).where(within(scope))
    newest_first = (Project.created_at.desc(), Project.project_id)
    return query.order_by(*newest_first, Environment.created_at, Environment.environment_id)


@cache
def _tags(scope: Scope) -> Select[Any]:
    query = TAG_LINK.select().add_columns(*TAG.attributes).join(Tag, Tag.tag_id == ProjectTag.tag_id)
    return query.join(Project, Project.project_id == ProjectTag.project_id).where(within(scope)).order_by(Tag.name)


@project.mutation("update", USER, gives=PROJECT)
async def update(body: ProjectUpdate, ctx: Context) -> Project:
    """Change what was sent; variables need a permission of their own. A project stays in its organization."""
    found = await owned(ctx, Project, body.project_id)
    if body.organization_id not in (None, found.organization_id):
        raise Invalid("A project cannot be moved to another organization")
    if "env" in body.model_fields_set:
        ctx.actor.require("projectEnvVars:write")
        found.env = body.env or ""
    if body.name is not None:
        found.name = body.name
    if "description" in body.model_fields_set:
        found.description = body.description
    return found


@project.mutation("remove", may("project:delete"), gives=PROJECT, units=True)
async def remove(body: ProjectId, units: Units) -> Project:
    """Remove a project and everything in it: services with their containers and routes first, then the rows."""
    async with units.read() as ctx:
        await owned(ctx, Project, body.project_id)
    gone = await tear_down(units, "project", body.project_id)
    async with units.write() as ctx:
        found = await owned(ctx, Project, body.project_id)
        await ctx.db.delete(found)
    await live.forget_routes(units, *gone)
    return found
