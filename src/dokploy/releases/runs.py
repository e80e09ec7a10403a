"""One run from claim to verdict: freeze the plan, let the pipeline work, write how it ended, whatever happens."""

import asyncio
from collections.abc import Awaitable, Callable
from functools import partial
from pathlib import Path
from time import monotonic
from typing import Final

import structlog
from prometheus_client import Histogram
from structlog.contextvars import bound_contextvars

from dokploy.context import Context, Runtime, Tools
from dokploy.core import failpoints
from dokploy.core.actor import SYSTEM
from dokploy.core.errors import DokployError, EngineUnavailable
from dokploy.core.meters import SLOW
from dokploy.core.waiting import to_the_end
from dokploy.models import Deployment
from dokploy.pipeline.plan import Outcome, Plan, RunControl, StageFailed, Stopped
from dokploy.pipeline.run import run as run_pipeline
from dokploy.releases import endings, live, records, retention
from dokploy.releases.claims import Claim, Lost
from dokploy.releases.control import DATABASE_AWAY, DatabaseControl, held
from dokploy.releases.log import RunLog
from dokploy.releases.secrets import secrets_in

Pipeline = Callable[[Plan, Tools, RunControl], Awaitable[Outcome]]

SETTLE_RETRY_SECONDS: Final = 1.0
INTERRUPTED: Final = Outcome("interrupted", cause="The control plane is stopping")
SECONDS: Final = Histogram(
    "dokploy_run_seconds", "Runs that this process carried out, from claim to verdict.", ["state"], buckets=SLOW
)

logger = structlog.get_logger()


async def run_claim(
    runtime: Runtime, claim: Claim, *, run: Pipeline = run_pipeline, shutdown: asyncio.Event | None = None
) -> None:
    """Carry out a claimed deployment. `shutdown` asks it to stop and to wait for the next start.

    Cancelled itself, it requeues the run and then ends cancelled: nothing stays `running` without somebody at work.
    """
    with bound_contextvars(deployment_id=claim.deployment_id), failpoints.counting(claim.deployment_id):
        failpoints.reach("run.claimed")
        await _run_claim(runtime, claim, run, shutdown or asyncio.Event())


async def _run_claim(runtime: Runtime, claim: Claim, run: Pipeline, shutdown: asyncio.Event) -> None:
    topic = f"log:{claim.deployment_id}"
    deployment = await _load(runtime, claim)
    if deployment is None or deployment.fence != claim.fence:
        logger.warning("run_lost")
        return
    log = RunLog(Path(deployment.log_path), lambda size: runtime.tools.bus.publish(topic, {"size": size}))
    outcome = INTERRUPTED
    logger.info("run_begun", service_id=claim.service_id, fence=claim.fence)
    async with DatabaseControl(runtime, claim, log, shutdown) as control:
        attempts = endings.earlier_attempts(deployment)
        control.resume(attempts)
        await log.write(f"Running again, attempt {len(attempts) + 1}" if attempts else "Initializing deployment")
        try:
            outcome = await _carry_out(control, run)
        finally:
            await to_the_end(_conclude(control, outcome))


async def _load(runtime: Runtime, claim: Claim) -> Deployment | None:
    """The row as it was claimed; waits for a database that is away."""
    while True:
        try:
            async with runtime.acting(SYSTEM).read() as ctx:
                return await ctx.db.get(Deployment, claim.deployment_id)
        except DATABASE_AWAY as error:
            logger.warning("database_away", cause=str(error))
            await asyncio.sleep(SETTLE_RETRY_SECONDS)


async def _carry_out(control: DatabaseControl, run: Pipeline) -> Outcome:
    """The pipeline's outer edge: from here on, every end is an outcome."""
    try:
        control.plan = await control.while_held(partial(_freeze, control.runtime, control.claim))
        control.log.hide(secrets_in(control.plan))
        failpoints.reach("run.frozen")
        return await run(control.plan, control.runtime.tools, control)
    except Stopped as stop:
        return _outcome_of(stop)
    except StageFailed as failure:
        return await _failed(control, " ".join(filter(None, (failure.cause, failure.hint))))
    except DokployError as error:
        return await _failed(control, str(error))
    except Exception as error:
        logger.exception("run_failed")
        return await _failed(control, f"Internal error: {type(error).__name__}: {error}")


async def _failed(control: DatabaseControl, cause: str) -> Outcome:
    await control.write(f"==> failed: {cause}")
    return Outcome("error", cause=cause)


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
    if control.reason == "lost":
        await control.log.close()
        logger.warning("run_lost")
        return
    await control.log.close()  # what found no room before may find some now
    await control.write(_verdict(control, outcome))
    await control.log.close()
    failpoints.reach("run.ended")
    try:
        state = await _settle(control, outcome)
    except Lost:
        logger.warning("run_lost")
        return
    seconds = monotonic() - control.claim.asked_at
    SECONDS.labels(state).observe(seconds)
    cause = control.log.redacted(outcome.cause or "") or None
    logger.info("run_ended", state=state, seconds=round(seconds, 1), stage=outcome.stage, cause=cause)
    failpoints.reach("run.settled")
    if outcome.state != "interrupted":
        await _tidy_up(control)
    failpoints.reach("run.tidied")


def _verdict(control: DatabaseControl, outcome: Outcome) -> str:
    """The last line of the log; the cause stands above it."""
    match outcome.state:
        case "done":
            return "Deployment done ✅"
        case "error":
            return "\nError occurred ❌, check the logs for details."
        case "cancelled":
            return "Deployment killed." if control.reason == "kill" else "Deployment cancelled."
        case _:
            return "Interrupted: the control plane is stopping. This deployment runs again when it is back."


async def _settle(control: DatabaseControl, outcome: Outcome) -> str:
    """Write how it ended, however long the database takes to come back, and say it. Raises `Lost`.

    A process that is stopping does not wait longer than its lease: another one runs it again.
    """
    while True:
        try:
            return await _write_outcome(control, outcome)
        except DATABASE_AWAY as error:
            logger.warning("database_away", cause=str(error))
            if control.reason == "shutdown" and control.is_over:
                raise Lost from error
            await asyncio.sleep(SETTLE_RETRY_SECONDS)


async def _write_outcome(control: DatabaseControl, outcome: Outcome) -> str:
    async with control.runtime.acting(SYSTEM).write() as ctx:
        row, deployment = await held(ctx, control.claim)
        deployment.commit_sha = outcome.commit_sha or deployment.commit_sha
        deployment.commit_message = outcome.commit_message or deployment.commit_message
        if outcome.state == "done" and outcome.release is not None and control.plan is not None:
            await records.go_live(ctx, row, deployment, control.plan, outcome.release)
        return await _write_end(ctx, control, endings.Run(control.claim.kind, row, deployment), outcome)


async def _write_end(ctx: Context, control: DatabaseControl, run: endings.Run, outcome: Outcome) -> str:
    is_live = run.deployment.rollback_id is not None and run.row.live_rollback_id == run.deployment.rollback_id
    was_asked = run.deployment.stop_requested in ("cancel", "kill")
    if outcome.state in ("cancelled", "interrupted") and was_asked and not is_live:
        return await endings.end_as_asked(ctx, run)
    if outcome.state == "done" or (is_live and outcome.state in ("cancelled", "interrupted")):
        await endings.end(ctx, run, "done", None)  # what serves is not undone by an end that came too late
        return "done"
    if outcome.state == "interrupted":
        endings.requeue(ctx, run.deployment, "shutdown")
    else:
        run.deployment.stage = outcome.stage or run.deployment.stage
        await endings.end(ctx, run, outcome.state, control.log.redacted(outcome.cause or "") or None)
    return outcome.state


async def _tidy_up(control: DatabaseControl) -> None:
    """After the end: drop what is old, look at what runs. A failure here is no failure of the deployment."""
    units = control.runtime.acting(SYSTEM)
    for work in (retention.sweep, live.refresh):
        try:
            await work(units, control.claim.kind, control.claim.service_id)
        except EngineUnavailable:
            logger.debug("no_engine")
        except (DokployError, *DATABASE_AWAY) as error:
            logger.warning("not_tidied", what=work.__name__, cause=str(error))
