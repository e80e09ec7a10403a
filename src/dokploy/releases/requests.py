"""Asking for a run, and asking for its end: rows of `deployment`, which is the queue."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, reduce
from operator import add
from typing import Any, Final, Literal

from sqlalchemy import ColumnElement, Select, bindparam, func, select
from sqlalchemy.orm import aliased

from dokploy.adapters.database import Lock, take_turn
from dokploy.context import Context
from dokploy.core.clock import now_iso
from dokploy.core.errors import Conflict, TooManyRequests
from dokploy.core.names import new_id
from dokploy.models import ApiKey, Deployment, Environment, Project
from dokploy.models.base import primary_key
from dokploy.models.enums import ApplicationStatus, DeploymentAction, DeploymentState
from dokploy.releases import log
from dokploy.releases.kinds import KINDS, Kind, kind_of

How = Literal["cancel", "kill"]

WAITING_LIMIT: Final = 1000
"""Deployments of one organization that may wait at a time."""
RETRY_AFTER_SECONDS: Final = 60
ACTIVE: Final[tuple[DeploymentState, ...]] = ("queued", "running")
STOPPED: Final[dict[How, tuple[Literal["cancelled", "error"], ApplicationStatus, str]]] = {
    "cancel": ("cancelled", "idle", "Cancelled"),
    "kill": ("error", "error", "Killed"),
}
"""What a run that was asked to stop becomes, what its service becomes, and how the log says it."""


@dataclass(frozen=True)
class Sender:
    """Who sent a webhook: the host's name for itself, and the account there that pushed, when it says so."""

    provider: str | None
    name: str | None


async def request(
    ctx: Context,
    kind: Kind,
    row: Any,
    *,
    action: DeploymentAction = "deploy",
    title: str = "",
    description: str = "",
    automatic: bool = False,
    trigger: str = "manual",
    sender: Sender | None = None,
    wanted_commit: str | None = None,
    restores_id: str | None = None,
    source_path: str | None = None,
    commit_sha: str | None = None,
) -> Deployment:
    """Put a run in the queue; the workers are woken once this unit has been committed.

    An automatic run replaces automatic ones of the same service that still wait, and takes over their place in the
    queue: a service that is pushed to again and again must not wait the longer for it. What a person asked for, a
    rollback or a chosen commit included, is never replaced.
    """
    await take_turn(ctx.db, Lock.REQUEST, _id(kind, row))
    organization_id = await _refuse_flood(ctx, row)
    place = await _replace_waiting(ctx, kind, row) if automatic else None
    deployment_id = new_id()
    deployment = Deployment(
        **{kind.column: _id(kind, row)},
        deployment_id=deployment_id,
        title=title or "Manual deployment",
        description=description,
        status="running",
        state="queued",
        log_path=str(ctx.tools.folder.log_file(row.app_name, deployment_id)),
        server_id=getattr(row, "server_id", None),
        action=action,
        automatic=automatic,
        trigger=trigger,
        requested_by=ctx.actor.user_id or None,
        triggered_by=await _triggered_by(ctx, sender),
        wanted_commit=wanted_commit,
        restores_id=restores_id,
        source_path=source_path,
        commit_sha=commit_sha,
        stages=[],
        place=place,
    )
    ctx.db.add(deployment)
    setattr(row, kind.status, "running")  # a client that polls right after this call must not see the last result
    await ctx.db.flush()
    announce(ctx, deployment, organization_id)
    ctx.outbox.ring()
    return deployment


async def cancel_waiting(ctx: Context, kind: Kind, row: Any) -> int:
    """Take the service's waiting runs out of the queue; one that runs goes on."""
    waiting = await active_runs(ctx, kind, row, "queued")
    for deployment in waiting:
        await _end_waiting(
            ctx, deployment, "cancel", "Cancelled while it waited: the queue of this service was cleaned"
        )
    if waiting and not await active_runs(ctx, kind, row, "running"):
        setattr(row, kind.status, "done" if getattr(row, "live_rollback_id", None) else "idle")
    return len(waiting)


async def ask_to_stop(ctx: Context, kind: Kind, row: Any, how: How) -> int:
    """Stop all runs of a service: waiting ones end in this unit, running ones end themselves within seconds."""
    found = await active_runs(ctx, kind, row)
    for deployment in found:
        await _stop(ctx, deployment, how)
    if found and all(deployment.state not in ACTIVE for deployment in found):
        setattr(row, kind.status, STOPPED[how][1])
    return len(found)


async def stop_deployment(ctx: Context, deployment: Deployment, how: How) -> None:
    """Stop this run. Raises `Conflict` when it has ended."""
    if deployment.state not in ACTIVE:
        raise Conflict("Deployment is not running")
    kind = kind_of(deployment)
    row = await ctx.db.get_one(kind.model, getattr(deployment, kind.column))
    await _stop(ctx, deployment, how)
    if not await active_runs(ctx, kind, row):
        setattr(row, kind.status, STOPPED[how][1])


async def positions(ctx: Context, deployments: Sequence[Deployment]) -> dict[str, tuple[int | None, str | None]]:
    """For each deployment its place in the queue (1 = next) and what it waits for; (None, None) when it does not."""
    answer: dict[str, tuple[int | None, str | None]] = {d.deployment_id: (None, None) for d in deployments}
    if not any(deployment.state == "queued" for deployment in deployments):
        return answer
    columns = service_columns()
    query = select(Deployment.deployment_id, Deployment.state, *columns).where(Deployment.state.in_(ACTIVE))
    rows = (await ctx.db.execute(query.order_by(*in_queue_order()))).all()
    running = {_service(row, len(columns)) for row in rows if row.state == "running"}
    slots = ctx.tools.settings.builds_concurrency
    ahead: set[tuple[Any, ...]] = set()
    place = 0
    for row in rows:
        if row.state != "queued":
            continue
        place += 1
        service = _service(row, len(columns))
        if row.deployment_id in answer:
            answer[row.deployment_id] = (place, _reason(service in running, service in ahead, len(running), slots))
        ahead.add(service)
    return answer


async def active_runs(ctx: Context, kind: Kind, row: Any, *states: DeploymentState) -> Sequence[Deployment]:
    """The service's runs that wait or run, oldest first, kept from being claimed while this unit lasts."""
    query = (
        select(Deployment)
        .where(getattr(Deployment, kind.column) == _id(kind, row), Deployment.state.in_(states or ACTIVE))
        .order_by(Deployment.sequence)
        .with_for_update()
    )
    return (await ctx.db.scalars(query)).all()


def announce(ctx: Context, deployment: Deployment, organization_id: str | None) -> None:
    """Tell who listens that this deployment has changed; where to look, not what it says."""
    news = {"type": "deployment", "deploymentId": deployment.deployment_id, "state": deployment.state}
    ctx.outbox.event(f"deployment:{deployment.deployment_id}", **news)
    if organization_id:
        ctx.outbox.event(f"organization:{organization_id}", **news)


async def announce_with_owner(ctx: Context, deployment: Deployment, row: Any) -> None:
    announce(ctx, deployment, await _organization_of(ctx, row))


def in_queue_order() -> tuple[Any, ...]:
    """What the queue is sorted by: the next one to run comes first."""
    return func.coalesce(Deployment.place, Deployment.sequence), Deployment.created_at, Deployment.deployment_id


def service_columns() -> list[Any]:
    """The columns of `deployment` that say which service a run belongs to."""
    return [getattr(Deployment, kind.column) for kind in KINDS.values()]


async def _triggered_by(ctx: Context, sender: Sender | None) -> dict[str, str | None]:
    """In words of their own, since a person or a key may be gone when somebody asks who it was."""
    actor = ctx.actor
    if sender is not None:
        return {"kind": "webhook", "name": sender.name, "through": sender.provider}
    if not actor.user_id:
        return {"kind": "system", "name": None, "through": None}
    if actor.api_key_id is None:
        return {"kind": "user", "name": actor.email or None, "through": None}
    key = await ctx.db.scalar(select(ApiKey.name).where(ApiKey.id == actor.api_key_id))
    return {"kind": "apiKey", "name": actor.email or None, "through": key}


async def _organization_of(ctx: Context, row: Any) -> str | None:
    found: str | None = await ctx.db.scalar(_organization().where(Environment.environment_id == row.environment_id))
    return found


def _organization() -> Select[Any]:
    return select(Project.organization_id).join(Environment, Environment.project_id == Project.project_id)


async def _refuse_flood(ctx: Context, row: Any) -> str | None:
    """The organization that the service belongs to, which has not too many waiting runs yet."""
    query = _waiting_of_the_same(tuple(KINDS.values()))
    found = (await ctx.db.execute(query, {"environment_id": row.environment_id})).one()
    if found.waiting >= WAITING_LIMIT:
        raise TooManyRequests(
            f"{found.waiting} deployments of this organization wait already; cancel some, or wait until they have run",
            retry_after=RETRY_AFTER_SECONDS,
        )
    organization_id: str | None = found.organization_id
    return organization_id


@cache
def _waiting_of_the_same(kinds: tuple[Kind, ...]) -> Select[Any]:
    """Of an environment its organization, and how many runs of that organization wait: every push asks this."""
    organization = _organization().where(Environment.environment_id == bindparam("environment_id")).scalar_subquery()
    waiting: list[ColumnElement[int]] = []
    for kind in kinds:
        model: Any = kind.model
        theirs = aliased(Environment), aliased(Project)
        query = (
            select(func.count())
            .select_from(Deployment)
            .join(model, getattr(model, primary_key(model)) == getattr(Deployment, kind.column))
            .join(theirs[0], theirs[0].environment_id == model.environment_id)
            .join(theirs[1], theirs[1].project_id == theirs[0].project_id)
            .where(Deployment.state == "queued", theirs[1].organization_id == organization)
        )
        waiting.append(query.scalar_subquery())
    return select(organization.label("organization_id"), reduce(add, waiting).label("waiting"))


async def _replace_waiting(ctx: Context, kind: Kind, row: Any) -> int | None:
    """The place that has become free, unless a run of this service waits behind it, which must stay the earlier one."""
    place = None
    for deployment in await active_runs(ctx, kind, row, "queued"):
        replaced = deployment.automatic and deployment.restores_id is None
        place = (deployment.place or deployment.sequence) if replaced else None
        if replaced:
            await _end_waiting(ctx, deployment, "cancel", "Replaced by a newer automatic deployment of this service")
    return place


async def _stop(ctx: Context, deployment: Deployment, how: How) -> None:
    if deployment.state == "queued":
        await _end_waiting(ctx, deployment, how, f"{STOPPED[how][2]} while it waited")
    elif deployment.stop_requested != "kill":
        deployment.stop_requested = how
        ctx.outbox.event(f"stop:{deployment.deployment_id}", how=how)


async def _end_waiting(ctx: Context, deployment: Deployment, how: How, cause: str) -> None:
    deployment.state = deployment.status = STOPPED[how][0]
    deployment.finished_at = now_iso()
    deployment.error_message = cause
    log.note(ctx, deployment, f"{cause}.")
    announce(ctx, deployment, ctx.actor.organization_id or None)


def _reason(is_running: bool, has_earlier: bool, busy: int, slots: int) -> str:
    if is_running:
        return "the deployment of this service that is running now"
    if has_earlier:
        return "an earlier deployment of this service"
    if busy >= slots:
        return f"a free build slot ({busy} of {slots} in use)"
    return "the worker to take it up"


def _service(row: Any, columns: int) -> tuple[Any, ...]:
    return tuple(row[-columns:])


def _id(kind: Kind, row: Any) -> Any:
    return getattr(row, primary_key(kind.model))
