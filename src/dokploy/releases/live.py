"""What serves now, changed or observed outside of a deployment: stop, start, reload, remove, and its true state."""

import asyncio
import shutil
from collections.abc import Awaitable
from dataclasses import replace
from pathlib import Path
from time import monotonic
from typing import Any, Final

import structlog

from dokploy.adapters.swarm import LABEL_SERVICE, ServiceSpec, ServiceState, TaskState
from dokploy.context import Context, Units
from dokploy.core.clock import now_iso
from dokploy.core.errors import Conflict, DokployError, NotFound, PreconditionFailed, RemoteFailed, TimedOut
from dokploy.core.waiting import to_the_end
from dokploy.models import Deployment, Rollback
from dokploy.models.base import primary_key
from dokploy.models.enums import ApplicationStatus
from dokploy.pipeline import services
from dokploy.pipeline.gate import Expectation, Failure, Progress, Seen, advance
from dokploy.pipeline.plan import Plan
from dokploy.pipeline.registries import login_for
from dokploy.pipeline.rollout import site_of
from dokploy.pipeline.services import RunImage
from dokploy.pipeline.sources import login_of
from dokploy.releases import records, requests, retention
from dokploy.releases.kinds import Kind
from dokploy.releases.log import FOLDER_MODE

STOP_SECONDS: Final = 30.0
"""A run that was asked to stop is gone within seconds; more than this and something hangs."""
LAST_LINES: Final = 5
LOOK_SECONDS: Final = 0.3
ENDED_BADLY: Final = ("failed", "rejected")

logger = structlog.get_logger()


async def stop(units: Units, kind: Kind, row: Any) -> None:
    """Stop what runs of the service, a deployment in progress included. It keeps its release, ready for `start`."""
    row_id = _id(kind, row)
    async with units.write() as ctx:
        await requests.ask_to_stop(ctx, kind, await _reload(ctx, kind, row_id), "cancel")
    await _until_runs_ended(units, kind, row)
    release = await _live(units, kind, row_id)
    if release is not None and release.service_name is not None:
        try:
            await units.tools.swarm.scale(release.service_name, 0)
        except NotFound:
            logger.info("nothing_to_stop", service=release.service_name)
    await _set_status(units, kind, row_id, "idle")
    await refresh(units, kind, row_id)


async def start(units: Units, kind: Kind, row: Any) -> None:
    """Bring the live release back to its number of replicas; returns once they run."""
    row_id = _id(kind, row)
    release = await _deployed(units, kind, row_id)
    name, replicas = release.service_name or "", max(1, row.replicas)
    known = await _ended_tasks(units, name)
    try:
        await units.tools.swarm.scale(name, replicas)
    except NotFound as error:
        raise PreconditionFailed(f"Service {name} is gone from the engine.", hint="Deploy it again.") from error
    await _converged(units, release, Expectation(replicas=replicas, known=known))
    await _set_status(units, kind, row_id, "done")
    await refresh(units, kind, row_id)


async def reload(units: Units, kind: Kind, row: Any) -> None:
    """Restart the live service with the configuration as it is now, and the image that it has."""
    row_id = _id(kind, row)
    release = await _deployed(units, kind, row_id)
    await _set_status(units, kind, row_id, "running")
    try:
        async with units.read() as ctx:
            plan = await kind.freeze(
                ctx, await _reload(ctx, kind, row_id), await _as_if_deployed_now(ctx, kind, release)
            )
        spec = await _spec(units, plan, release)
        await units.tools.folder.write_files(services.files(plan))
        known = await _ended_tasks(units, spec.name)
        await units.tools.swarm.update(spec, force=True)
        state = await units.tools.swarm.find(spec.name)
        version = state.spec_version if state else None
        expected = Expectation(replicas=services.replicas(plan.workload), spec_version=version, known=known)
        await _converged(units, release, expected)
    except BaseException:
        await to_the_end(_set_status(units, kind, row_id, "error"))
        raise
    async with units.write() as ctx:
        await records.refreeze(ctx, release.rollback_id, plan.workload)
    await _set_status(units, kind, row_id, "done")
    await refresh(units, kind, row_id)


async def _as_if_deployed_now(ctx: Context, kind: Kind, release: Rollback) -> Deployment:
    """The release's deployment, but with the configuration of today: also when it had brought back an earlier one."""
    made_by = await ctx.db.get_one(Deployment, release.deployment_id)
    return Deployment(
        **{kind.column: getattr(made_by, kind.column)},
        deployment_id=made_by.deployment_id,
        action="deploy",
        fence=made_by.fence,
        source_path=made_by.source_path,
    )


async def _spec(units: Units, plan: Plan, release: Rollback) -> ServiceSpec:
    """The planned service with the image that is live."""
    name = services.service_name(plan)
    if name != release.service_name:
        raise Conflict(
            "Volumes, ports or the service's mode have changed: that cannot be done to the service that runs.",
            hint="Deploy instead.",
        )
    image = release.image or ""
    is_local = "@" not in image
    login = login_of(login_for(image, plan.logins))
    run_image = RunImage(release.image_id or image if is_local else image, is_local, login=login)
    return services.spec(plan, run_image, await site_of(units.tools), release.commit_sha)


async def remove(units: Units, kind: Kind, row: Any) -> list[str]:
    """Remove everything outside the database, before the row goes; answers what could not be removed, and why."""
    tools = units.tools
    row_id = _id(kind, row)
    async with units.write() as ctx:
        await requests.ask_to_stop(ctx, kind, await _reload(ctx, kind, row_id), "kill")
    folder = tools.folder
    problems: list[str] = []

    async def attempt(what: str, work: Awaitable[Any]) -> None:
        try:
            await work
        except (DokployError, OSError) as error:
            problems.append(f"{what}: {error}")
            logger.warning("not_removed", what=what, service=row.app_name, cause=str(error))

    await attempt("deployments", _until_runs_ended(units, kind, row))
    await attempt("routes", tools.traefik.remove(row.app_name))
    await attempt("services", _remove_services(units, kind, row_id))
    await attempt("images", retention.remove_images(units, row.app_name))
    for path in (folder.application(row.app_name), folder.logs(row.app_name)):
        await attempt(str(path), asyncio.to_thread(_remove_tree, path))
    return problems


async def forget_routes(units: Units, *app_names: str) -> None:
    """Once the rows are gone: while they were still there the reconciler may have put a missing file back."""
    for name in app_names:
        await units.tools.traefik.remove(name)


async def refresh(units: Units, kind: Kind, row_id: str) -> None:
    """Write what is observed into the service's `runtime`; only when it has changed."""
    release = await _live(units, kind, row_id)
    found = await runtime_of(units, release.service_name if release else None)
    async with units.write() as ctx:
        row: Any = await ctx.db.get(kind.model, row_id)
        if row is not None and _without_time(row.runtime) != found:
            row.runtime = {**found, "since": now_iso()}


async def runtime_of(units: Units, service_name: str | None) -> dict[str, Any]:
    """`{state, service, replicas, running, image, cause}`; state: none, absent, stopped, starting, running, failing."""
    if service_name is None:
        return {"state": "none", "service": None, "replicas": 0, "running": 0, "image": None, "cause": None}
    service = await units.tools.swarm.find(service_name)
    if service is None:
        return {"state": "absent", "service": service_name, "replicas": 0, "running": 0, "image": None, "cause": None}
    return observed(service, await units.tools.swarm.tasks(service.service_id))


def observed(service: ServiceState, tasks: list[TaskState]) -> dict[str, Any]:
    running = sum(task.state == "running" and task.desired == "running" for task in tasks)
    wanted = [task for task in tasks if task.desired in ("running", "ready")]
    replicas = service.replicas if service.replicas is not None else len({task.node_id for task in wanted})
    failed = [task for task in tasks if task.state in ENDED_BADLY and task.spec_version == service.spec_version]
    if replicas == 0:
        state = "stopped"
    elif running >= replicas:
        state = "running"
    else:
        state = "failing" if failed else "starting"
    return {
        "state": state,
        "service": service.name,
        "replicas": replicas,
        "running": running,
        "image": service.image,
        "cause": failed[-1].error if failed and state == "failing" else None,
    }


async def _ended_tasks(units: Units, service_name: str) -> frozenset[str]:
    """Tasks of the past, which say nothing about what is begun now."""
    tasks = await units.tools.swarm.tasks(service_name)
    return frozenset(task.task_id for task in tasks if task.desired not in ("running", "ready"))


async def _converged(units: Units, release: Rollback, expected: Expectation) -> None:
    """Wait by the rules of the health gate, without the router; raises `RemoteFailed` with the program's last words."""
    swarm, name = units.tools.swarm, release.service_name or ""
    image = await units.tools.images.find(release.image_id or release.image or "")
    has_check = image is not None and image.has_health_check
    limit = services.start_limit_s(records.workload_of(release), image_has_check=has_check)
    expected = replace(expected, start_s=limit, stable_s=0)
    progress = Progress(since=monotonic())
    while progress.phase != "passed":
        service = await swarm.find(name)
        if service is None:
            raise RemoteFailed(f"Service {name} has disappeared.", hint="Deploy it again.")
        turned = (service.update_state or "").startswith(("rollback", "paused"))
        said = (service.update_message or service.update_state) if turned else None
        progress = advance(progress, expected, Seen(monotonic(), tuple(await swarm.tasks(name)), None, said))
        if progress.failure is not None:
            raise RemoteFailed(
                f"Service {name} does not run: {progress.failure.cause}",
                hint=await _last_words(units, progress.failure),
            )
        await asyncio.sleep(LOOK_SECONDS)


async def _last_words(units: Units, failure: Failure) -> str | None:
    lines = await units.tools.swarm.task_log(failure.task_id, LAST_LINES) if failure.task_id else []
    return f"The last lines of the program: {' | '.join(lines)}" if lines else failure.hint


async def _until_runs_ended(units: Units, kind: Kind, row: Any) -> None:
    deadline = monotonic() + STOP_SECONDS
    while True:
        async with units.read() as ctx:
            left = await requests.active_runs(ctx, kind, row)
        if not left:
            return
        if monotonic() > deadline:
            raise TimedOut(f"Deployment {left[0].deployment_id} was asked to stop and still runs")
        await asyncio.sleep(LOOK_SECONDS)


async def _remove_services(units: Units, kind: Kind, row_id: str) -> None:
    swarm = units.tools.swarm
    for service in await swarm.labelled(**{LABEL_SERVICE: f"{kind.name}:{row_id}"}):
        await swarm.remove(service.name)


def _remove_tree(path: Path) -> None:
    if path.exists():
        path.chmod(FOLDER_MODE)
        shutil.rmtree(path)


async def _live(units: Units, kind: Kind, row_id: str) -> Rollback | None:
    async with units.read() as ctx:
        row = await ctx.db.get(kind.model, row_id)
        return await records.live_release(ctx, row) if row is not None else None


async def _deployed(units: Units, kind: Kind, row_id: str) -> Rollback:
    release = await _live(units, kind, row_id)
    if release is None or release.service_name is None:
        raise PreconditionFailed("This service has not been deployed yet.", hint="Deploy it first.")
    return release


async def _reload(ctx: Context, kind: Kind, row_id: str) -> Any:
    row = await ctx.db.get(kind.model, row_id)
    if row is None:
        raise NotFound(f"{kind.model.__name__} not found")
    return row


async def _set_status(units: Units, kind: Kind, row_id: str, status: ApplicationStatus) -> None:
    async with units.write() as ctx:
        row = await ctx.db.get(kind.model, row_id)
        if row is not None:
            setattr(row, kind.status, status)


def _without_time(runtime: dict[str, Any] | None) -> dict[str, Any]:
    return {name: value for name, value in (runtime or {}).items() if name != "since"}


def _id(kind: Kind, row: Any) -> str:
    return str(getattr(row, primary_key(kind.model)))
