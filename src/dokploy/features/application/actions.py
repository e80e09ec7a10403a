"""The rules of applications: how they are made, shown, changed, run and ended."""

import asyncio
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from pydantic import BaseModel
from sqlalchemy import bindparam, exists, select, union_all
from sqlalchemy.orm.attributes import set_committed_value

from dokploy.access import owned
from dokploy.adapters import archives, traefik_document
from dokploy.context import Context, Units
from dokploy.core import names
from dokploy.core.actor import Actor
from dokploy.core.errors import Conflict, Invalid, NotFound
from dokploy.core.units import memory_bytes, nano_cpus
from dokploy.features import deployment, handmade, hosts, networks, reach
from dokploy.features.application import jobs
from dokploy.features.application.jobs import APPLICATION
from dokploy.features.application.schemas import ApplicationCreate, ApplicationUpdate, Drop, Search
from dokploy.features.listing import Columns
from dokploy.features.search import contains, equals, page
from dokploy.features.workload import rows_of
from dokploy.models import (
    Application,
    Base,
    Bitbucket,
    Compose,
    Deployment,
    Domain,
    Environment,
    Gitea,
    Github,
    Gitlab,
    GitProvider,
    Libsql,
    Mariadb,
    Mongo,
    Mount,
    Mysql,
    Network,
    Port,
    Postgres,
    PreviewDeployment,
    Project,
    Redirect,
    Redis,
    Registry,
    Security,
    Server,
    SshKey,
)
from dokploy.models.base import key_ring
from dokploy.models.enums import DeploymentAction
from dokploy.pipeline.plan import StageFailed
from dokploy.releases import live, requests, routes
from dokploy.releases.requests import How, Sender

MANUAL: Final[dict[DeploymentAction, str]] = {"deploy": "Manual deployment", "redeploy": "Rebuild deployment"}
NAMED: Final[tuple[Any, ...]] = (Application, Compose, Postgres, Mysql, Mariadb, Mongo, Redis, Libsql)
"""Whatever has an appName; two services of one name would be one in Swarm."""
INDEXED_AS: Final = "application.refreshToken"
IGNORED: Final = ("application_id", "app_name", "created_at")
"""Sent by clients that write back what they have read; neither can change."""
DISCONNECTED: Final[dict[str, Any]] = {
    **dict.fromkeys(
        (
            "repository", "owner", "branch", "github_id",
            "gitlab_project_id", "gitlab_repository", "gitlab_owner", "gitlab_branch", "gitlab_build_path",
            "gitlab_path_namespace", "gitlab_id",
            "gitea_repository", "gitea_owner", "gitea_branch", "gitea_build_path", "gitea_id",
            "bitbucket_repository", "bitbucket_repository_slug", "bitbucket_owner", "bitbucket_branch",
            "bitbucket_build_path", "bitbucket_id",
            "custom_git_url", "custom_git_branch", "custom_git_build_path", "custom_git_ssh_key_id", "watch_paths",
        )
    ),
    "build_path": "/",
    "trigger_type": "push",
    "enable_submodules": False,
    "source_type": "github",
    "application_status": "idle",
}  # fmt: skip
"""An application as it is before a repository was chosen."""
POINTERS: Final[dict[str, type[Base]]] = {
    "registry_id": Registry,
    "rollback_registry_id": Registry,
    "build_registry_id": Registry,
    "build_server_id": Server,
    "github_id": Github,
    "gitlab_id": Gitlab,
    "gitea_id": Gitea,
    "bitbucket_id": Bitbucket,
    "custom_git_ssh_key_id": SshKey,
}
"""Columns that name another object: it must be within the caller's reach as well."""


# ------------------------------------------------------------------------------------------------ making


async def create(ctx: Context, body: ApplicationCreate) -> Application:
    environment = await _environment_for_service(ctx, body.environment_id)
    if body.server_id:
        await owned(ctx, Server, body.server_id)
    application = Application(
        name=body.name,
        app_name=await _free_name(ctx, body.app_name),
        description=body.description,
        environment_id=environment.environment_id,
        server_id=body.server_id or None,
        source_type=body.source_type or "github",
    )
    give_token(application)
    ctx.db.add(application)
    await reach.extend(ctx, accessed_services=application.application_id)
    await ctx.db.flush()
    return application


async def _environment_for_service(ctx: Context, environment_id: str) -> Environment:
    """The environment in which the caller wants to create a service: its project must be within reach."""
    query = select(Environment).join(Project).where(Environment.environment_id == environment_id)
    found = await ctx.db.scalar(query.where(Project.organization_id == ctx.actor.organization_id))
    if found is None:
        raise NotFound("Environment not found")
    await owned(ctx, Project, found.project_id)
    return found


async def _free_name(ctx: Context, wanted: str | None) -> str:
    name = names.new_app_name(wanted)
    taken = union_all(*(select(model.app_name).where(model.app_name == name) for model in NAMED))
    if (await ctx.db.execute(taken)).first() is not None:
        raise Conflict("Application with this 'AppName' already exists", hint="Call again: the suffix is random.")
    return name


def give_token(application: Application, token: str | None = None) -> None:
    """A new webhook token, or this one; the old one is dead at once."""
    token = token or names.new_id()
    application.refresh_token = token
    application.refresh_token_index = key_ring().blind_index(token, INDEXED_AS)


async def by_refresh_token(ctx: Context, token: str) -> tuple[Application, str] | None:
    """The application that a webhook token names, with its organization.

    The look-up is by a keyed digest: how long it takes tells nothing about the token.
    """
    query = select(Application, Project.organization_id).select_from(Application).join(Environment).join(Project)
    index = key_ring().blind_index(token, INDEXED_AS)
    found = (await ctx.db.execute(query.where(Application.refresh_token_index == index))).first()
    return (found[0], found[1]) if found else None


# ------------------------------------------------------------------------------------------------ showing


@dataclass(frozen=True)
class Shown:
    """An application with all that `application.one` tells about it."""

    application: Application
    deployments: list[dict[str, Any]]
    unauthorized_provider: str | None
    differs_from_release: bool
    actor: Actor


PARENTS: Final = {
    "gitlab": "gitlab_id",
    "github": "github_id",
    "bitbucket": "bitbucket_id",
    "gitea": "gitea_id",
    "server": "server_id",
    "cluster_registry": "registry_id",
    "build_registry": "build_registry_id",
    "rollback_registry": "rollback_registry_id",
}
CHILDREN: Final[dict[str, Any]] = {
    "domains": Domain,
    "mounts": Mount,
    "redirects": Redirect,
    "security": Security,
    "ports": Port,
    "preview_deployments": PreviewDeployment,
}
_HAS: Final = [exists().where(model.application_id == bindparam("id")) for model in CHILDREN.values()]
_AROUND: Final = select(Environment, Project, *_HAS).join(Project).where(Environment.environment_id == bindparam("at"))
"""Where an application is, and of which kinds it has children."""


async def show(ctx: Context, application_id: str, *needs: str) -> Shown:
    application = await owned(ctx, Application, application_id, *needs)
    await load_relations(ctx, application)
    runs = await deployment.runs_of(ctx, "applicationId", application_id)
    return Shown(
        application,
        runs,
        await _provider_out_of_reach(ctx, application),
        await jobs.differs_from_release(ctx, application),
        ctx.actor,
    )


async def load_relations(ctx: Context, application: Application) -> None:
    """Fill what the answer shows. Most applications have few of these, so only what is there is asked for."""
    given = {"id": application.application_id, "at": application.environment_id}
    environment, project, *present = (await ctx.db.execute(_AROUND, given)).one()
    set_committed_value(environment, "project", project)
    set_committed_value(application, "environment", environment)
    for name, key in PARENTS.items():
        parent: Any = Application.__mapper__.relationships[name].entity.class_
        found = await ctx.db.get(parent, row_id) if (row_id := getattr(application, key)) else None
        set_committed_value(application, name, found)
    for (name, model), is_there in zip(CHILDREN.items(), present, strict=True):
        set_committed_value(application, name, [])
        if is_there:
            rows = await rows_of(ctx, application, name, model)
            set_committed_value(application, name, rows)


async def _provider_out_of_reach(ctx: Context, application: Application) -> str | None:
    """The source type whose git provider is neither the caller's own nor shared; the owner may use all."""
    kind = application.source_type
    provider_id = getattr(application, f"{kind}_id", None) if kind in PARENTS else None
    if provider_id is None or ctx.actor.role == "owner":
        return None
    connected = getattr(application, kind)
    provider = await ctx.db.get(GitProvider, connected.git_provider_id) if connected else None
    is_usable = provider and (provider.user_id == ctx.actor.user_id or provider.shared_with_organization)
    return None if is_usable else kind


FOUND: Final = Columns(
    Application,
    "application_id",
    "name",
    "app_name",
    "description",
    "environment_id",
    "application_status",
    "source_type",
    "created_at",
)


async def search(ctx: Context, body: Search) -> dict[str, Any]:
    """One page of what matches; `q` may stand in any of the texts. Members find what their list names."""
    texts = ("name", "app_name", "description", "repository", "owner", "docker_image")
    conditions = [
        Project.organization_id == ctx.actor.organization_id,
        *contains(body.q, *(getattr(Application, name) for name in texts)),
        *(one for name in texts for one in contains(getattr(body, name), getattr(Application, name))),
        *equals(body.project_id, Environment.project_id),
        *equals(body.environment_id, Application.environment_id),
    ]
    if not ctx.actor.is_privileged:
        conditions.append(Application.application_id.in_(ctx.actor.accessed_services))
    query = FOUND.select().join(Environment, Environment.environment_id == Application.environment_id)
    query = query.join(Project, Project.project_id == Environment.project_id).where(*conditions)
    query = query.order_by(Application.created_at.desc(), Application.application_id)
    rows, total = await page(ctx, query, body.limit, body.offset)
    return {"items": [FOUND.plain(one) for one in rows], "total": total}


# ------------------------------------------------------------------------------------------------ changing


async def move(ctx: Context, application_id: str, environment_id: str) -> Application:
    """Into another environment of the organization, one that the caller may reach."""
    application = await owned(ctx, Application, application_id)
    application.environment_id = (await owned(ctx, Environment, environment_id)).environment_id
    return application


async def save(ctx: Context, application_id: str, changes: Mapping[str, Any]) -> Application:
    """Set columns, refuse what does not fit together. Every procedure that saves something ends here."""
    application = await owned(ctx, Application, application_id)
    await _check_pointers(ctx, changes)
    joined = (network.get("Target", "") for network in application.network_swarm or ())
    await networks.check_named(ctx, (one.target for one in changes.get("network_swarm") or ()), joined)
    for name, value in changes.items():
        setattr(application, name, _plain(value))
    check_resources(application)
    return application


async def update(ctx: Context, body: ApplicationUpdate) -> None:
    changes = body.changes(*IGNORED)
    if {"env", "build_args", "build_secrets"} & changes.keys():
        ctx.actor.require("envVars:write")
    if "environment_id" in changes:
        await _environment_for_service(ctx, changes["environment_id"])
    token = changes.pop("refresh_token", "")
    application = await save(ctx, body.application_id, changes)
    if token is None:
        application.refresh_token = application.refresh_token_index = None
    elif token and token != application.refresh_token:
        if await by_refresh_token(ctx, token) is not None:
            raise _refuse("refreshToken", "Choose another token")
        give_token(application, token)


async def _check_pointers(ctx: Context, changes: Mapping[str, Any]) -> None:
    for name, model in POINTERS.items():
        if changes.get(name):
            await owned(ctx, model, changes[name])
    for network_id in changes.get("network_ids") or ():
        await owned(ctx, Network, network_id)


def _plain(value: Any) -> Any:
    """Docker's objects are stored as they were sent: their own key names, and only the keys that were there."""
    if isinstance(value, BaseModel):
        return value.model_dump(by_alias=True, exclude_unset=True)
    if isinstance(value, list):
        return [_plain(item) for item in value]
    return value


def check_resources(application: Application) -> None:
    """A reservation above the limit could never be placed."""
    pairs: tuple[tuple[str, Any, str], ...] = (("memory", memory_bytes, "Memory"), ("cpu", nano_cpus, "Cpu"))
    for word, read, label in pairs:
        limit, reservation = getattr(application, f"{word}_limit"), getattr(application, f"{word}_reservation")
        if limit and reservation and read(reservation) > read(limit):
            raise _refuse(f"{word}Reservation", f"{label} reservation is higher than the limit ({limit})")


def _refuse(field: str, message: str) -> Invalid:
    return Invalid(message, issues=[{"code": "custom", "path": [field], "message": message}])


# ------------------------------------------------------------------------------------------------ running


async def deploy(
    ctx: Context, application_id: str, action: DeploymentAction, title: str | None, description: str | None
) -> Deployment:
    application = await owned(ctx, Application, application_id)
    return await requests.request(
        ctx, APPLICATION, application, action=action, title=title or MANUAL[action], description=description or ""
    )


async def deploy_push(ctx: Context, application_id: str, *, title: str, commit: str | None, sender: Sender) -> str:
    """Deploy what was pushed, exactly; the caller has proved by the webhook token that it may."""
    application = await ctx.db.get_one(Application, application_id)
    run = await requests.request(
        ctx,
        APPLICATION,
        application,
        title=title,
        description=f"Hash: {commit}" if commit else "",
        automatic=True,
        trigger="webhook",
        sender=sender,
        wanted_commit=commit if application.source_type == "git" else None,
    )
    return run.deployment_id


async def drop(units: Units, body: Drop) -> Deployment:
    """Unpack an upload beside the others and deploy it. One that is refused changes nothing and leaves nothing."""
    async with units.read() as ctx:
        application = await owned(ctx, Application, body.application_id)
        target = units.tools.folder.source(application.app_name, f"upload-{names.new_id()}")
    await archives.unpack(body.zip.path, target)
    try:
        async with units.write() as ctx:
            changes = {"source_type": "drop", "drop_build_path": body.drop_build_path or ""}
            application = await save(ctx, body.application_id, changes)
            return await requests.request(
                ctx, APPLICATION, application, title=MANUAL["deploy"], source_path=str(target)
            )
    except BaseException:
        await asyncio.shield(asyncio.to_thread(shutil.rmtree, target, ignore_errors=True))
        raise


async def stop_runs(ctx: Context, application_id: str, how: How) -> int:
    """End waiting and running deployments; with nothing to end, the application is left as it is."""
    application = await owned(ctx, Application, application_id)
    return await requests.ask_to_stop(ctx, APPLICATION, application, how)


async def clean_queue(ctx: Context, application_id: str) -> None:
    application = await owned(ctx, Application, application_id)
    await requests.cancel_waiting(ctx, APPLICATION, application)


async def clear_logs(units: Units, application_id: str) -> None:
    """Remove the logs of runs that have ended; a run that goes on keeps writing to its own."""
    async with units.read() as ctx:
        application = await owned(ctx, Application, application_id)
        query = select(Deployment.log_path).where(Deployment.application_id == application_id)
        active = set(await ctx.db.scalars(query.where(Deployment.state.in_(requests.ACTIVE))))
        folder = units.tools.folder.logs(application.app_name)
    await asyncio.to_thread(_remove_logs, folder, active)


def _remove_logs(folder: Path, active: set[str]) -> None:
    for path in folder.glob("*.log"):
        if str(path) not in active:
            path.unlink(missing_ok=True)


# ------------------------------------------------------------------------------------------------ what runs


async def stop(units: Units, application_id: str) -> Shown:
    application = await _reachable(units, application_id)
    await live.stop(units, APPLICATION, application)
    return await _fresh(units, application_id)


async def start(units: Units, application_id: str) -> Shown:
    application = await _reachable(units, application_id)
    await live.start(units, APPLICATION, application)
    return await _fresh(units, application_id)


async def reload(units: Units, application_id: str) -> None:
    application = await _reachable(units, application_id)
    try:
        await live.reload(units, APPLICATION, application)
    except StageFailed as failure:
        raise Invalid(failure.cause, hint=failure.hint) from failure


async def remove(units: Units, application_id: str) -> Shown:
    """End its runs, remove its services, routes and files, and then the row with all that hangs on it."""
    async with units.read() as ctx:
        shown = await show(ctx, application_id)
    await live.remove(units, APPLICATION, shown.application)
    async with units.write() as ctx:
        await ctx.db.delete(await owned(ctx, Application, application_id))
    await live.forget_routes(units, shown.application.app_name)
    return shown


async def _reachable(units: Units, application_id: str) -> Application:
    async with units.read() as ctx:
        return await owned(ctx, Application, application_id)


async def _fresh(units: Units, application_id: str) -> Shown:
    async with units.read() as ctx:
        return await show(ctx, application_id)


# ------------------------------------------------------------------------------------------------ Traefik's file


async def traefik_text(units: Units, application_id: str) -> str | None:
    """The file as it is; before the first deployment, what it is going to be."""
    async with units.read() as ctx:
        application = await owned(ctx, Application, application_id)
        planned = await jobs.planned(ctx, application)
    text = await units.tools.traefik.read(application.app_name)
    if text is None and planned:
        return units.tools.traefik.render(planned)
    return text


async def edit_traefik(units: Units, application_id: str, text: str) -> None:
    """Keep what differs from the generated file. Refused, nothing is kept and the old file goes on serving."""
    wanted = traefik_document.parse(text)
    try:
        await _edit_traefik(units, application_id, wanted)
    except Invalid as refused:
        raise await asyncio.to_thread(traefik_document.located, refused, text, "traefikConfig") from refused


async def _edit_traefik(units: Units, application_id: str, wanted: traefik_document.Document) -> None:
    traefik_document.check_shape(wanted)
    traefik = units.tools.traefik
    async with units.read() as ctx:
        application = await owned(ctx, Application, application_id)
        generated = await jobs.generated(ctx, application)
        edit = handmade.difference(generated, wanted, application.app_name)
        application.custom_traefik = edit  # on this copy alone, to see what comes of it
        document = await jobs.planned(ctx, application)
        await asyncio.to_thread(traefik.parse, traefik.render(document))
        await hosts.refuse_foreign(ctx, document)
        file = await jobs.routes(ctx, application, await jobs.live_service(ctx, application))
    if file.document is not None and units.tools.folder.traefik_ports.exists():
        await traefik.write_checked(application.app_name, file.document)
    async with units.write() as ctx:
        (await owned(ctx, Application, application_id)).custom_traefik = edit
    await routes.render(units, APPLICATION, application_id)
