"""Deployments: the runs of a service as lists, in the queue, and their logs."""

import asyncio
from collections.abc import Collection, Sequence
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Annotated, Any, Final, Literal

import structlog
from pydantic import Field
from sqlalchemy import ColumnElement, Row, Select, bindparam, or_, select

from dokploy.access import owned
from dokploy.context import Context, Units
from dokploy.core.errors import Conflict, DokployError, Invalid
from dokploy.core.permissions import may
from dokploy.features.listing import STRING, Columns, Plain, a_list, an_object, or_null, rows
from dokploy.models import (
    Application,
    Backup,
    Base,
    Compose,
    Deployment,
    Environment,
    PreviewDeployment,
    Project,
    Rollback,
    Schedule,
    Server,
    VolumeBackup,
)
from dokploy.models.base import primary_key
from dokploy.releases import log, requests
from dokploy.releases.kinds import KINDS
from dokploy.wire.procedure import Procedures
from dokploy.wire.shapes import TEXT, Maybe, Schema, Wire, row

deployment = Procedures("deployment")
logger = structlog.get_logger()

Id = Annotated[str, Field(min_length=1)]
OwnerType = Literal["application", "compose", "server", "schedule", "previewDeployment", "backup", "volumeBackup"]
TAIL_DEFAULT: Final = 100
TAIL_MAXIMUM: Final = 10_000
MANY_ENOUGH: Final = 1000
"""The most that a list of the newest may be asked for; who wants more takes them all."""

OWNERS: Final[dict[str, tuple[type[Base], str]]] = {
    "application": (Application, "applicationId"),
    "compose": (Compose, "composeId"),
    "server": (Server, "serverId"),
    "schedule": (Schedule, "scheduleId"),
    "previewDeployment": (PreviewDeployment, "previewDeploymentId"),
    "backup": (Backup, "backupId"),
    "volumeBackup": (VolumeBackup, "volumeBackupId"),
}
"""Whose runs `allByType` lists, and the column that says so."""

COLUMNS: Final = Columns(Deployment)
ROLLBACK: Final = Columns(
    Rollback,
    "rollback_id", "deployment_id", "version", "image", "created_at", "application_id", "image_id", "service_name",
    "commit_sha",
)  # fmt: skip
"""Without the sealed snapshot: it holds every variable of the release, and no client needs it."""
_NEWEST_FIRST: Final = COLUMNS.select().order_by(COLUMNS.c.sequence.desc())
QUEUE: Final[dict[str, Schema]] = {"queuePosition": or_null({"type": "integer"}), "waitingFor": or_null(STRING)}
_NOWHERE: Final = dict.fromkeys(QUEUE)
ROW: Final = COLUMNS.schema(**QUEUE)
MANY: Final = Plain(a_list(ROW))
MANY_WITH_ROLLBACK: Final = Plain(a_list(COLUMNS.schema(**QUEUE, rollback=or_null(ROLLBACK.schema()))))


class ByApplication(Wire):
    application_id: Id


class ByCompose(Wire):
    compose_id: Id


class ByServer(Wire):
    server_id: Id


class ByType(Wire):
    id: Id
    type: OwnerType


class Newest(Wire):
    limit: Annotated[int, Field(ge=1, le=MANY_ENOUGH)] | None = None


class DeploymentId(Wire):
    deployment_id: Id


class ReadLogs(Wire):
    deployment_id: Id
    tail: Annotated[int, Field(ge=1, le=TAIL_MAXIMUM)] = TAIL_DEFAULT


# ------------------------------------------------------------------------------------------------ lists


async def runs_of(ctx: Context, column: str, owner_id: str) -> list[dict[str, Any]]:
    """The deployments whose column of this name says so, newest first, each with its place in the queue."""
    (found,) = await rows(ctx.db, {"owner_id": owner_id}, _runs_of(column))
    return await _with_places(ctx, found)


@cache
def _runs_of(column: str) -> Select[Any]:
    return _NEWEST_FIRST.where(COLUMNS.c[column] == bindparam("owner_id"))


async def listed(ctx: Context, where: ColumnElement[bool], limit: int | None = None) -> list[dict[str, Any]]:
    """The deployments that match, newest first, each with its place in the queue."""
    found = (await ctx.db.execute(_NEWEST_FIRST.where(where).limit(limit))).all()
    return await _with_places(ctx, found)


async def _with_places(ctx: Context, found: Sequence[Row[Any]]) -> list[dict[str, Any]]:
    waiting: Any = [one for one in found if one.state == "queued"]
    places = await requests.positions(ctx, waiting) if waiting else {}
    answer = [COLUMNS.plain(one) | _NOWHERE for one in found]
    for one in answer if places else ():
        one["queuePosition"], one["waitingFor"] = places.get(one["deploymentId"], (None, None))
    return answer


@deployment.query("all", may("deployment:read"), gives=MANY)
async def all_of_application(body: ByApplication, ctx: Context) -> list[dict[str, Any]]:
    """The deployments of an application, newest first."""
    await owned(ctx, Application, body.application_id)
    return await runs_of(ctx, "applicationId", body.application_id)


@deployment.query("allByCompose", may("deployment:read"), gives=MANY)
async def all_of_compose(body: ByCompose, ctx: Context) -> list[dict[str, Any]]:
    """The deployments of a compose, newest first."""
    await owned(ctx, Compose, body.compose_id)
    return await runs_of(ctx, "composeId", body.compose_id)


@deployment.query("allByServer", may("deployment:read"), gives=MANY)
async def all_of_server(body: ByServer, ctx: Context) -> list[dict[str, Any]]:
    """The runs on a server, newest first."""
    await owned(ctx, Server, body.server_id)
    return await runs_of(ctx, "serverId", body.server_id)


@deployment.query("allByType", may("deployment:read"), gives=MANY_WITH_ROLLBACK)
async def all_by_type(body: ByType, ctx: Context) -> list[dict[str, Any]]:
    """The runs of any owner, newest first, each with the release that it can bring back."""
    model, column = OWNERS[body.type]
    await owned(ctx, model, body.id)
    found = await runs_of(ctx, column, body.id)
    query = ROLLBACK.select().join(Deployment, Deployment.deployment_id == Rollback.deployment_id)
    query = query.where(COLUMNS.c[column] == body.id)
    rollbacks = {one.deployment_id: ROLLBACK.plain(one) for one in await ctx.db.execute(query)}
    return [one | {"rollback": rollbacks.get(one["deploymentId"])} for one in found]


# ------------------------------------------------------------------------------------------------ the organization's

MACHINE: Final = Columns(Server, "server_id", "name", "server_type")
_MACHINE_SCHEMA: Final = or_null(MACHINE.schema())
_PLACE: Final = an_object(
    environmentId=STRING, name=STRING, project=an_object(projectId=STRING, name=STRING)
)  # fmt: skip


def _service_schema(id_name: str, *machines: str) -> Schema:
    parts = {id_name: STRING, "name": STRING, "appName": STRING, "icon": or_null(STRING), "environment": _PLACE}
    return or_null(an_object(**parts, **dict.fromkeys(machines, _MACHINE_SCHEMA)))


CENTRALIZED: Final = Plain(
    a_list(
        COLUMNS.schema(
            **QUEUE,
            application=_service_schema("applicationId", "server", "buildServer"),
            compose=_service_schema("composeId", "server"),
            server=_MACHINE_SCHEMA,
            buildServer=_MACHINE_SCHEMA,
        )
    )
)


@deployment.query("allCentralized", may("deployment:read"), gives=CENTRALIZED)
async def all_centralized(body: Newest, ctx: Context) -> list[dict[str, Any]]:
    """The deployments of all applications and composes within reach, newest first; the first `limit`, or all."""
    found = await listed(ctx, _within_reach(ctx), body.limit)
    shown = {one["applicationId"] or one["composeId"] for one in found} if body.limit else None
    services = await _services(ctx, shown)
    machines = await _machines(ctx)
    answer = []
    for one in found:
        service = services[one["applicationId"] or one["composeId"]]
        is_application = one["applicationId"] is not None
        owner = _with_machines(service, machines, "server", *(["buildServer"] if is_application else []))
        answer.append(
            _with_machines(one, machines, "server", "buildServer")
            | {"application": owner if is_application else None, "compose": None if is_application else owner}
        )
    return answer


def _within_reach(ctx: Context) -> ColumnElement[bool]:
    """Runs of the applications and composes that the caller may see."""
    return or_(
        Deployment.application_id.in_(_ids_within(ctx, Application)),
        Deployment.compose_id.in_(_ids_within(ctx, Compose)),
    )


def _with_machines(data: dict[str, Any], machines: dict[str, dict[str, Any]], *names: str) -> dict[str, Any]:
    return data | {name: machines.get(data.get(f"{name}Id") or "") for name in names}


async def _machines(ctx: Context) -> dict[str, dict[str, Any]]:
    query = MACHINE.select().where(Server.organization_id == ctx.actor.organization_id)
    return {one.server_id: MACHINE.plain(one) for one in await ctx.db.execute(query)}


def _ids_within(ctx: Context, model: Any) -> Select[Any]:
    key = getattr(model, primary_key(model))
    query = select(key).join(Environment, Environment.environment_id == model.environment_id)
    query = query.join(Project, Project.project_id == Environment.project_id)
    query = query.where(Project.organization_id == ctx.actor.organization_id)
    return query if ctx.actor.is_privileged else query.where(key.in_(ctx.actor.accessed_services))


async def _services(ctx: Context, only: Collection[str] | None = None) -> dict[str, dict[str, Any]]:
    """The applications and composes within the caller's reach, by id; `only` names the few that are wanted."""
    found: dict[str, dict[str, Any]] = {}
    for model, id_name in ((Application, "applicationId"), (Compose, "composeId")):
        query = _services_of(ctx, model)
        if only is not None:
            query = query.where(getattr(model, primary_key(model)).in_(only))
        found |= {one.id: _service(id_name, one) for one in await ctx.db.execute(query)}
    return found


def _services_of(ctx: Context, model: Any) -> Select[Any]:
    build_server = model.build_server_id if model is Application else model.server_id
    query = select(
        getattr(model, primary_key(model)).label("id"),
        model.name,
        model.app_name,
        model.icon,
        model.server_id,
        build_server.label("build_server_id"),
        Environment.environment_id,
        Environment.name.label("environment_name"),
        Project.project_id,
        Project.name.label("project_name"),
    )
    query = query.join(Environment, Environment.environment_id == model.environment_id)
    query = query.join(Project, Project.project_id == Environment.project_id)
    return query.where(getattr(model, primary_key(model)).in_(_ids_within(ctx, model)))


def _service(id_name: str, one: Row[Any]) -> dict[str, Any]:
    project = {"projectId": one.project_id, "name": one.project_name}
    return {
        id_name: one.id,
        "name": one.name,
        "appName": one.app_name,
        "icon": one.icon,
        "serverId": one.server_id,
        "buildServerId": one.build_server_id,
        "environment": {"environmentId": one.environment_id, "name": one.environment_name, "project": project},
    }


JOBS: Final = Plain(
    a_list(
        an_object(
            id=STRING,
            name=STRING,
            data={"type": "object"},
            timestamp={"type": "integer"},
            processedOn=or_null({"type": "integer"}),
            finishedOn=or_null({"type": "integer"}),
            failedReason=or_null(STRING),
            state={"type": "string", "enum": ["waiting", "active"]},
            servicePath=an_object(href=or_null(STRING), label=STRING),
            queuePosition=or_null({"type": "integer"}),
            waitingFor=or_null(STRING),
        )
    )
)


@deployment.query("queueList", may("deployment:read"), gives=JOBS)
async def queue_list(ctx: Context) -> list[dict[str, Any]]:
    """What waits and what runs in the caller's organization, newest first."""
    found = await listed(ctx, Deployment.state.in_(requests.ACTIVE) & _within_reach(ctx))
    services = await _services(ctx, {one["applicationId"] or one["composeId"] for one in found})
    return [_job(one, services[one["applicationId"] or one["composeId"]]) for one in found]


def _job(one: dict[str, Any], service: dict[str, Any]) -> dict[str, Any]:
    kind = "application" if one["applicationId"] is not None else "compose"
    place = service["environment"]
    href = f"/dashboard/project/{place['project']['projectId']}/environment/{place['environmentId']}"
    return {
        "id": one["deploymentId"],
        "name": "deployments",
        "data": {
            f"{kind}Id": one[f"{kind}Id"],
            "titleLog": one["title"],
            "descriptionLog": one["description"] or "",
            "type": "redeploy" if one["action"] == "redeploy" else "deploy",
            "applicationType": kind,
            "server": one["serverId"] is not None,
        },
        "timestamp": _milliseconds(one["createdAt"]),
        "processedOn": _milliseconds(one["startedAt"]),
        "finishedOn": None,
        "failedReason": None,
        "state": "waiting" if one["state"] == "queued" else "active",
        "servicePath": {"href": f"{href}/services/{kind}/{one[f'{kind}Id']}", "label": service["name"]},
        "queuePosition": one["queuePosition"],
        "waitingFor": one["waitingFor"],
    }


def _milliseconds(moment: str | None) -> int | None:
    return None if moment is None else int(datetime.fromisoformat(moment).timestamp() * 1000)


# ------------------------------------------------------------------------------------------------ one run


@deployment.mutation("killProcess", may("deployment:cancel"))
async def kill_process(body: DeploymentId, ctx: Context) -> None:
    """End a run, waiting or running: its processes are killed and it ends as `error`."""
    await _stop(ctx, body.deployment_id, "kill")


@deployment.mutation("cancel", may("deployment:cancel"))
async def cancel(body: DeploymentId, ctx: Context) -> None:
    """End this run alone, waiting or running; it ends as `cancelled`, and the release that serves goes on serving."""
    await _stop(ctx, body.deployment_id, "cancel")


async def _stop(ctx: Context, deployment_id: str, how: requests.How) -> None:
    found = await owned(ctx, Deployment, deployment_id)
    is_ours = any(getattr(found, kind.column) is not None for kind in KINDS.values())
    if found.state not in requests.ACTIVE or not is_ours:
        raise Invalid("Deployment is not running")
    await requests.stop_deployment(ctx, found, how)


@deployment.mutation("removeDeployment", may("deployment:cancel"), gives=Maybe(row(Deployment)), units=True)
async def remove_deployment(body: DeploymentId, units: Units) -> Deployment:
    """Delete a run that has ended, with its log. What runs, and the release that serves, must not lose its record."""
    async with units.write() as ctx:
        found = await owned(ctx, Deployment, body.deployment_id)
        if found.state in requests.ACTIVE:
            raise Conflict("This deployment has not ended yet: cancel it first")
        release = await ctx.db.scalar(select(Rollback).where(Rollback.deployment_id == found.deployment_id))
        if release is not None and await is_live(ctx, release):
            raise Conflict("This deployment made the release that serves now: deploy another one first")
        await ctx.db.delete(found)
    if release is not None:
        await drop_image(units, release)
    await asyncio.to_thread(Path(found.log_path).unlink, missing_ok=True)
    return found


async def drop_image(units: Units, release: Rollback) -> None:
    """Remove the image that we built for a release which is no more; an image of a registry is not ours.

    The row is gone by then, so an engine that does not answer costs disk space, not the call.
    """
    async with units.read() as ctx:
        query = select(Application.app_name).where(Application.application_id == release.application_id)
        app_name = await ctx.db.scalar(query)
    if not app_name or not (release.image or "").startswith(f"{app_name}:"):
        return
    try:
        await units.tools.images.remove(release.image or "")
    except DokployError as error:
        logger.warning("image_not_removed", image=release.image, cause=str(error))


async def is_live(ctx: Context, release: Rollback) -> bool:
    """Whether some application serves this release now."""
    query = select(Application.application_id).where(Application.live_rollback_id == release.rollback_id)
    return await ctx.db.scalar(query) is not None


@deployment.query("readLogs", may("deployment:read"), gives=TEXT, units=True)
async def read_logs(body: ReadLogs, units: Units) -> str:
    """The last lines of a run's log; empty when there is none."""
    async with units.read() as ctx:
        path = (await owned(ctx, Deployment, body.deployment_id)).log_path
    return await asyncio.to_thread(log.tail, Path(path), body.tail) if path else ""
