"""Taking a run from the queue, keeping it, and taking over what a process that died has left.

The database is the queue. A claim is one `UPDATE … RETURNING`; it carries the epoch of the process and a fence, which
grows with every claim of a service and stands in the labels of what the run makes. On SQLite there is one process, so a
foreign epoch is dead at once; on PostgreSQL a lease, in the database's own time, says who is alive.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from time import monotonic
from typing import Any, Final

import structlog
from sqlalchemy import ColumnElement, Integer, case, cast, exists, false, func, literal, or_, select, update
from sqlalchemy.orm import aliased

from dokploy.adapters.database import Lock, take_turn
from dokploy.adapters.shell import process_place
from dokploy.context import Context, Runtime
from dokploy.core import failpoints
from dokploy.core.actor import SYSTEM
from dokploy.core.clock import now, now_iso
from dokploy.core.errors import DokployError
from dokploy.models import Deployment, Rollback
from dokploy.models.base import primary_key
from dokploy.models.enums import StopRequest
from dokploy.releases import endings, log
from dokploy.releases.kinds import KINDS, Kind, kind_of
from dokploy.releases.requests import ACTIVE, in_queue_order, service_columns

LEASE: Final = timedelta(seconds=15)
TAKE_OVER_LIMIT: Final = 3
"""A run that takes its process down with it every time must not do so for ever."""
PLACE_ENDS: Final = "/"
"""Between the machine and the start time in `process_started`: a group's number means nothing elsewhere."""
FENCE_BEGIN: Final = 1_750_000_000
"""Fences start at the seconds since then, so that they grow even when all rows of a service have been deleted."""

_ANY_WAITING: Final = select(Deployment.deployment_id).where(Deployment.state == "queued").limit(1)

logger = structlog.get_logger()


@dataclass(frozen=True)
class Claim:
    """The right to carry out one deployment, until it is settled or lost."""

    deployment_id: str
    kind: Kind
    service_id: str
    fence: int
    epoch: str
    asked_at: float
    """By our own steady clock, before the database was asked: the lease ends no earlier than its length later."""

    def holds(self) -> tuple[ColumnElement[bool], ...]:
        """Conditions that a row meets as long as nobody has taken the run over."""
        return (
            Deployment.deployment_id == self.deployment_id,
            Deployment.state == "running",
            Deployment.fence == self.fence,
            Deployment.lease_owner == self.epoch,
        )


class Lost(Exception):
    """The run belongs to somebody else now, or its service has been deleted."""


async def claim(runtime: Runtime, epoch: str) -> Claim | None:
    """The oldest waiting run whose service has none in progress; None when there is nothing to do."""
    if not KINDS:
        return None
    async with runtime.acting(SYSTEM).read() as ctx:
        if await ctx.db.scalar(_ANY_WAITING) is None:
            return None  # the usual answer, without a lock
    failpoints.reach("run.waiting")
    async with runtime.acting(SYSTEM).write() as ctx:
        await take_turn(ctx.db, Lock.CLAIM)
        asked_at = monotonic()
        found = (await ctx.db.execute(_claim_statement(runtime, epoch))).one_or_none()
        if found is None:
            return None
        kind = next(kind for kind in KINDS.values() if getattr(found, kind.column) is not None)
        service_id = getattr(found, kind.column)
        await _mark_service(ctx, kind, service_id)
        ctx.outbox.event(f"deployment:{found.deployment_id}", type="deployment", deploymentId=found.deployment_id)
        return Claim(found.deployment_id, kind, service_id, found.fence, epoch, asked_at)


def lease_end(runtime: Runtime) -> Any:
    """When a lease taken now ends: by the database's clock where there is more than one process."""
    if runtime.database.is_sqlite:
        return now() + LEASE
    return func.clock_timestamp() + LEASE


async def renew(runtime: Runtime, claim: Claim) -> StopRequest | None:
    """Keep the lease; says whether somebody wants the run to stop. Raises `Lost`."""
    async with runtime.acting(SYSTEM).write() as ctx:
        renewal = update(Deployment).where(*claim.holds()).values(lease_until=lease_end(runtime))
        found = (await ctx.db.execute(renewal.returning(Deployment.stop_requested))).one_or_none()
    return _stop_request(found)


async def look(runtime: Runtime, claim: Claim) -> StopRequest | None:
    """Whether somebody wants the run to stop, without touching the lease. Raises `Lost`."""
    async with runtime.acting(SYSTEM).read() as ctx:
        found = (await ctx.db.execute(select(Deployment.stop_requested).where(*claim.holds()))).one_or_none()
    return _stop_request(found)


async def take_over(runtime: Runtime, epoch: str, own: Iterable[str] = ()) -> int:
    """End or requeue the runs of processes that are gone; their process groups are killed first.

    `own`: deployments that this process is carrying out at this moment.
    """
    async with runtime.acting(SYSTEM).read() as ctx:
        query = select(Deployment).where(
            Deployment.state == "running",
            or_(*(column.is_not(None) for column in service_columns())),
            _is_abandoned(runtime, epoch),
            Deployment.deployment_id.not_in(tuple(own)),
        )
        abandoned = (await ctx.db.scalars(query.order_by(Deployment.sequence))).all()
    for deployment in abandoned:
        await _kill_left_processes(runtime, deployment)
        async with runtime.acting(SYSTEM).write() as ctx:
            await _take_over(ctx, deployment.deployment_id, deployment.fence)
    return len(abandoned)


async def repair_statuses(runtime: Runtime) -> None:
    """At start: a service that reads `running` without any run would do so for ever.

    Each row is locked before it is decided: another process may ask for a run of it at this moment.
    """
    for kind in KINDS.values():
        model: Any = kind.model
        key = getattr(model, primary_key(model))
        run = exists().where(getattr(Deployment, kind.column) == key, Deployment.state.in_(ACTIVE))
        stuck = (getattr(model, kind.status) == "running", ~run)
        async with runtime.acting(SYSTEM).write() as ctx:
            locked = select(key).where(*stuck).order_by(key).with_for_update()
            ids = (await ctx.db.scalars(locked)).all()
            for row in await ctx.db.scalars(select(model).where(key.in_(ids), *stuck)):
                setattr(row, kind.status, "done" if row.live_rollback_id else "idle")


def _claim_statement(runtime: Runtime, epoch: str) -> Any:
    columns = service_columns()
    other = aliased(Deployment)
    same = or_(*(getattr(other, column.key) == column for column in columns))
    next_one = (
        select(Deployment.deployment_id)
        .where(
            Deployment.state == "queued",
            or_(*(column.is_not(None) for column in columns)),
            ~exists().where(same, other.state == "running"),
        )
        .order_by(*in_queue_order())
        .limit(1)
        .with_for_update(skip_locked=True)
        .scalar_subquery()
    )
    highest = select(func.coalesce(func.max(other.fence), 0)).where(same).correlate(Deployment).scalar_subquery()
    clock = _seconds(runtime) - FENCE_BEGIN
    return (
        update(Deployment)
        .where(Deployment.deployment_id == next_one)
        .values(
            state="running",
            status="running",
            started_at=now_iso(),
            fence=case((highest >= clock, highest + 1), else_=clock),
            lease_owner=epoch,
            lease_until=lease_end(runtime),
            stop_requested=None,
        )
        .returning(Deployment.deployment_id, Deployment.fence, *columns)
        .execution_options(synchronize_session=False)
    )


async def _mark_service(ctx: Context, kind: Kind, service_id: str) -> None:
    model: Any = kind.model
    of_service = getattr(model, primary_key(model)) == service_id
    await ctx.db.execute(update(model).where(of_service).values({getattr(model, kind.status): "running"}))


def _stop_request(found: Any) -> StopRequest | None:
    if found is None:
        raise Lost
    wanted: StopRequest | None = found.stop_requested
    return wanted


def _is_abandoned(runtime: Runtime, epoch: str) -> ColumnElement[bool]:
    if runtime.database.is_sqlite:
        return or_(Deployment.lease_owner.is_(None), Deployment.lease_owner != epoch)
    # An expired lease of our own is one that we have lost hold of: what we do carry out, the caller has named.
    return or_(Deployment.lease_until.is_(None), is_expired(runtime))


def is_expired(runtime: Runtime) -> ColumnElement[bool]:
    """Whether a lease has run out. On SQLite none does: its one process knows its own runs, and renews nothing."""
    return false() if runtime.database.is_sqlite else Deployment.lease_until < func.clock_timestamp()


def _seconds(runtime: Runtime) -> ColumnElement[int]:
    """Since 1970, by the clock that all processes share."""
    if runtime.database.is_sqlite:
        return literal(int(now().timestamp()))
    return cast(func.extract("epoch", func.clock_timestamp()), Integer)


async def _kill_left_processes(runtime: Runtime, deployment: Deployment) -> None:
    place, _, started = (deployment.process_started or "").rpartition(PLACE_ENDS)
    if deployment.process_group is None or place != process_place():
        return  # nothing was left, or not on this machine: the fence stops whatever goes on elsewhere
    try:
        killed = await runtime.tools.shell.kill_group(deployment.process_group, started)
    except (DokployError, OSError) as error:
        logger.warning("processes_not_killed", deployment_id=deployment.deployment_id, cause=str(error))
    else:
        logger.info("processes_killed", deployment_id=deployment.deployment_id, found=killed)


async def _take_over(ctx: Context, deployment_id: str, fence: int) -> None:
    query = select(Deployment).where(
        Deployment.deployment_id == deployment_id, Deployment.state == "running", Deployment.fence == fence
    )
    deployment = await ctx.db.scalar(query.with_for_update())
    if deployment is None:
        return
    kind = kind_of(deployment)
    row: Any = await ctx.db.get_one(kind.model, getattr(deployment, kind.column))
    run = endings.Run(kind, row, deployment)
    live = await ctx.db.get(Rollback, row.live_rollback_id) if row.live_rollback_id else None
    if live is not None and live.deployment_id == deployment_id:
        await endings.end(ctx, run, "done", None)
        log.note(ctx, deployment, "The control plane was interrupted when this release was live already: finished.")
    elif deployment.stop_requested in ("cancel", "kill"):
        await endings.end_as_asked(ctx, run)
        log.note(ctx, deployment, f"{deployment.error_message}.")
    elif endings.interruptions(deployment) + 1 >= TAKE_OVER_LIMIT:
        cause = f"The control plane was interrupted {TAKE_OVER_LIMIT} times during this deployment"
        await endings.end(ctx, run, "error", f"{cause}, the last time in stage {deployment.stage or 'source'}")
        log.note(ctx, deployment, f"{deployment.error_message}. It is not tried again.")
    else:
        endings.requeue(ctx, deployment, "lost")
        log.note(ctx, deployment, "The control plane was interrupted: this deployment runs again from its beginning.")
