"""One run from claim to verdict: freeze the plan, let the pipeline work, write how it ended, whatever happens."""

import asyncio
from collections.abc import Awaitable, Callable, Coroutine
from pathlib import Path
from typing import Any, Final

import structlog

from dokploy.context import Context, Runtime, Tools
from dokploy.core.actor import SYSTEM
from dokploy.core.errors import DokployError
from dokploy.models import Deployment
from dokploy.pipeline.plan import Outcome, Plan, RunControl, StageFailed, Stopped
from dokploy.releases import endings, live, records, retention
from dokploy.releases.claims import Claim, Lost
from dokploy.releases.control import DATABASE_AWAY, DatabaseControl, held
from dokploy.releases.log import RunLog
from dokploy.releases.secrets import secrets_in

Pipeline = Callable[[Plan, Tools, RunControl], Awaitable[Outcome]]

SETTLE_RETRY_SECONDS: Final = 1.0
INTERRUPTED: Final = Outcome("interrupted", cause="The control plane is stopping")

logger = structlog.get_logger()


async def run_claim(runtime: Runtime, claim: Claim, *, run: Pipeline, shutdown: asyncio.Event | None = None) -> None:
    """Carry out a claimed deployment. `shutdown` asks it to stop and to wait for the next start.

    Cancelled itself, it requeues the run and then ends cancelled: nothing stays `running` without somebody at work.
    """
    topic = f"log:{claim.deployment_id}"
    deployment = await _load(runtime, claim)
    if deployment is None:
        return
    log = RunLog(Path(deployment.log_path), lambda size: runtime.tools.bus.publish(topic, {"size": size}))
    outcome = INTERRUPTED
    async with DatabaseControl(runtime, claim, log, shutdown or asyncio.Event()) as control:
        attempts = endings.earlier_attempts(deployment)
        control.resume(attempts)
        await log.write(f"Running again, attempt {len(attempts) + 1}" if attempts else "Initializing deployment")
        try:
            outcome = await _carry_out(control, run)
        finally:
            await _whatever_happens(_conclude(control, outcome))


async def _load(runtime: Runtime, claim: Claim) -> Deployment | None:
    async with runtime.acting(SYSTEM).read() as ctx:
        return await ctx.db.get(Deployment, claim.deployment_id)


async def _carry_out(control: DatabaseControl, run: Pipeline) -> Outcome:
    """The pipeline's outer edge: from here on, every end is an outcome."""
    try:
        control.plan = await _freeze(control.runtime, control.claim)
        control.log.hide(secrets_in(control.plan))
        return await run(control.plan, control.runtime.tools, control)
    except Stopped as stop:
        return _outcome_of(stop)
    except StageFailed as failure:
        return Outcome("error", cause=" ".join(filter(None, (failure.cause, failure.hint))))
    except DokployError as error:
        return Outcome("error", cause=str(error))
    except Exception as error:
        logger.exception("run_failed", deployment_id=control.claim.deployment_id)
        return Outcome("error", cause=f"Internal error: {type(error).__name__}: {error}")


async def _freeze(runtime: Runtime, claim: Claim) -> Plan:
    async with runtime.acting(SYSTEM).read() as ctx:
        row, deployment = await held(ctx, claim)
        return await claim.kind.freeze(ctx, row, deployment)


def _outcome_of(stop: Stopped) -> Outcome:
    if stop.reason in ("cancel", "kill"):
        return Outcome("cancelled", cause="Cancelled" if stop.reason == "cancel" else "Killed")
    return INTERRUPTED


async def _conclude(control: DatabaseControl, outcome: Outcome) -> None:
    """The verdict in the log, then the row: a reader who is told of the end has nothing left to wait for."""
    outcome = await _write_verdict(control, outcome)
    await control.log.close()
    if control.reason == "lost":
        return
    try:
        await _settle(control, outcome)
    except Lost:
        logger.warning("run_lost", deployment_id=control.claim.deployment_id)
        return
    if outcome.state != "interrupted":
        await _tidy_up(control)


async def _write_verdict(control: DatabaseControl, outcome: Outcome) -> Outcome:
    cause = control.log.redacted(outcome.cause) if outcome.cause else None
    match outcome.state:
        case "done":
            await control.write("Deployment done ✅")
        case "error":
            await control.write(f"\n{cause}\nError occurred ❌, check the logs for details.")
        case "cancelled":
            await control.write(f"{cause or 'Cancelled'}.")
        case _ if control.reason == "lost":
            await control.write("Interrupted: another worker has taken this deployment over, or its service is gone.")
        case _:
            await control.write("Interrupted: the control plane is stopping. This run goes on when it starts again.")
    return Outcome(outcome.state, outcome.release, outcome.stage, cause, outcome.commit_sha, outcome.commit_message)


async def _settle(control: DatabaseControl, outcome: Outcome) -> None:
    """Write how it ended, however long the database takes to come back. Raises `Lost`."""
    while True:
        try:
            return await _write_outcome(control, outcome)
        except DATABASE_AWAY as error:
            logger.warning("database_away", deployment_id=control.claim.deployment_id, cause=str(error))
            await asyncio.sleep(SETTLE_RETRY_SECONDS)


async def _write_outcome(control: DatabaseControl, outcome: Outcome) -> None:
    async with control.runtime.acting(SYSTEM).write() as ctx:
        row, deployment = await held(ctx, control.claim)
        deployment.commit_sha = outcome.commit_sha or deployment.commit_sha
        deployment.commit_message = outcome.commit_message or deployment.commit_message
        if outcome.state == "done" and outcome.release is not None and control.plan is not None:
            await records.go_live(ctx, row, deployment, control.plan, outcome.release)
        await _write_end(ctx, endings.Run(control.claim.kind, row, deployment), outcome)


async def _write_end(ctx: Context, run: endings.Run, outcome: Outcome) -> None:
    is_live = run.deployment.rollback_id is not None and run.row.live_rollback_id == run.deployment.rollback_id
    was_asked = run.deployment.stop_requested in ("cancel", "kill")
    if outcome.state in ("cancelled", "interrupted") and was_asked and not is_live:
        await endings.end_as_asked(ctx, run)
    elif outcome.state == "done" or (is_live and outcome.state in ("cancelled", "interrupted")):
        await endings.end(ctx, run, "done", None)  # what serves is not undone by an end that came too late
    elif outcome.state == "interrupted":
        endings.requeue(ctx, run.deployment, "shutdown")
    else:
        run.deployment.stage = outcome.stage or run.deployment.stage
        await endings.end(ctx, run, outcome.state, outcome.cause)


async def _tidy_up(control: DatabaseControl) -> None:
    """After the end: drop what is old, look at what runs. A failure here is no failure of the deployment."""
    units = control.runtime.acting(SYSTEM)
    for name, work in (
        ("retention", retention.sweep(units, control.claim.kind, control.claim.service_id)),
        ("runtime", live.refresh(units, control.claim.kind, control.claim.service_id)),
    ):
        try:
            await work
        except (DokployError, *DATABASE_AWAY) as error:
            logger.warning("not_tidied", what=name, deployment_id=control.claim.deployment_id, cause=str(error))


async def _whatever_happens(work: Coroutine[Any, Any, None]) -> None:
    """Finish it even when we are cancelled meanwhile; the cancellation is passed on afterwards."""
    task = asyncio.create_task(work)
    was_cancelled = False
    while not task.done():
        try:
            await asyncio.shield(task)
        except asyncio.CancelledError:
            was_cancelled = True
    task.result()
    if was_cancelled:
        raise asyncio.CancelledError
