"""The organization at a glance: counts for the first page, and the tree from which a member's reach is chosen."""

from collections import Counter
from typing import Any, Final

from sqlalchemy import func, select

from dokploy.context import Context
from dokploy.core.permissions import USER, may
from dokploy.features.environment import service_counts, service_schemas, services_in, within_reach
from dokploy.features.listing import Columns, Plain, a_list, an_object
from dokploy.models import Environment, Project
from dokploy.wire.procedure import Procedures
from dokploy.wire.shapes import Schema

project = Procedures("project")

DATABASES: Final = frozenset({"libsql", "mariadb", "mongo", "mysql", "postgres", "redis"})
SHOWN_AS: Final = {"done": "running", "error": "error"}
"""A status as the first page counts it; every other one is idle."""
_INTEGER: Final[Schema] = {"type": "integer"}
STATS: Final = Plain(
    an_object(
        projects=_INTEGER,
        environments=_INTEGER,
        applications=_INTEGER,
        compose=_INTEGER,
        databases=_INTEGER,
        services=_INTEGER,
        status=an_object(running=_INTEGER, error=_INTEGER, idle=_INTEGER),
    )
)


@project.query("homeStats", USER, gives=STATS)
async def home_stats(ctx: Context) -> dict[str, Any]:
    """How many projects, environments and services the caller reaches, and how the services are."""
    kinds: Counter[str] = Counter()
    status: Counter[str] = Counter()
    for list_name, word, count in await service_counts(ctx):
        kinds["databases" if list_name in DATABASES else list_name] += count
        status[SHOWN_AS.get(word, "idle")] += count
    return {
        "projects": await _count_projects(ctx),
        "environments": await _count_environments(ctx),
        **{kind: kinds[kind] for kind in ("applications", "compose", "databases")},
        "services": kinds.total(),
        "status": {word: status[word] for word in ("running", "error", "idle")},
    }


async def _count_projects(ctx: Context) -> int:
    query = select(func.count()).select_from(Project).where(Project.organization_id == ctx.actor.organization_id)
    if not ctx.actor.is_privileged:
        query = query.where(Project.project_id.in_(ctx.actor.accessed_projects))
    return await ctx.db.scalar(query) or 0


async def _count_environments(ctx: Context) -> int:
    query = select(func.count()).select_from(Environment).join(Project)
    query = query.where(Project.organization_id == ctx.actor.organization_id)
    if not ctx.actor.is_privileged:
        query = query.where(Environment.environment_id.in_(ctx.actor.accessed_environments))
    return await ctx.db.scalar(query) or 0


# ------------------------------------------------------------------------------------------------ for permissions

_PROJECT: Final = Columns(Project, "project_id", "name")
_ENVIRONMENT: Final = Columns(Environment, "environment_id", "name", "is_default", "project_id")
TREE: Final = Plain(a_list(_PROJECT.schema(environments=a_list(_ENVIRONMENT.schema(**service_schemas())))))


@project.query("allForPermissions", may("member:update"), gives=TREE)
async def all_for_permissions(ctx: Context) -> list[dict[str, Any]]:
    """Projects, the newest first, with environments and services: what can be put within a member's reach."""
    here = Project.organization_id == ctx.actor.organization_id
    newest = _PROJECT.select().where(here).order_by(Project.created_at.desc(), Project.project_id)
    projects = [{**_PROJECT.plain(one), "environments": []} for one in (await ctx.db.execute(newest)).all()]
    if not ctx.actor.is_privileged:
        projects = [one for one in projects if one["projectId"] in ctx.actor.accessed_projects]
    by_id: dict[str, dict[str, Any]] = {one["projectId"]: one for one in projects}
    services = await services_in(ctx, "organization", ctx.actor.organization_id)
    oldest = _ENVIRONMENT.select().join(Project, Project.project_id == Environment.project_id).where(here)
    rows = (await ctx.db.execute(oldest.order_by(Environment.created_at, Environment.environment_id))).all()
    for one in within_reach(ctx.actor, [_ENVIRONMENT.plain(row) for row in rows]):
        if one["projectId"] in by_id:
            by_id[one["projectId"]]["environments"].append({**one, **services[one["environmentId"]]})
    return projects
