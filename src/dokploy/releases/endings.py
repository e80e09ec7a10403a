"""How a run ends, or waits again: the row, the service's status, and who is told. Inside the caller's unit."""

from dataclasses import dataclass
from typing import Any, Final, Literal

from dokploy.context import Context
from dokploy.core.clock import now_iso
from dokploy.models import Deployment
from dokploy.models.enums import ApplicationStatus
from dokploy.releases.kinds import Kind
from dokploy.releases.requests import STOPPED, active_runs, announce_with_owner

Ended = Literal["done", "error", "cancelled"]
Interruption = Literal["shutdown", "lost"]

INTERRUPTED: Final = "interrupted"
"""The name of the entry in `stages` that tells of an earlier attempt."""
SERVICE_STATUS: Final[dict[Ended, ApplicationStatus]] = {"done": "done", "error": "error", "cancelled": "idle"}


@dataclass(frozen=True)
class Run:
    """A deployment with the service that it belongs to."""

    kind: Kind
    row: Any
    deployment: Deployment


async def end(ctx: Context, run: Run, state: Ended, cause: str | None) -> None:
    """Write the final state; the service reads `running` for as long as a newer run waits."""
    deployment = run.deployment
    deployment.state = state
    deployment.status = state
    deployment.finished_at = now_iso()
    deployment.error_message = cause
    deployment.stages = _closed(deployment, state)
    _let_go(deployment)
    await ctx.db.flush()
    waiting = await active_runs(ctx, run.kind, run.row)
    setattr(run.row, run.kind.status, "running" if waiting else SERVICE_STATUS[state])
    await announce_with_owner(ctx, deployment, run.row)
    ctx.outbox.ring()


async def end_as_asked(ctx: Context, run: Run) -> Ended:
    """End a run that was asked to stop, in the state that this request leads to, which is given back."""
    how: Literal["cancel", "kill"] = "kill" if run.deployment.stop_requested == "kill" else "cancel"
    state, _, word = STOPPED[how]
    where = f" in stage {run.deployment.stage}" if run.deployment.stage else ""
    await end(ctx, run, state, f"{word}{where}")
    return state


def requeue(ctx: Context, deployment: Deployment, why: Interruption) -> None:
    """Put the run back into the queue, at its old place; it will run again from its beginning."""
    attempt = {"name": INTERRUPTED, "startedAt": deployment.started_at, "finishedAt": now_iso(), "outcome": why}
    deployment.state = "queued"
    deployment.status = "running"
    deployment.started_at = None
    deployment.stage = None
    deployment.stages = [*earlier_attempts(deployment), attempt]
    _let_go(deployment)
    ctx.outbox.event(f"deployment:{deployment.deployment_id}", type="deployment", deploymentId=deployment.deployment_id)
    ctx.outbox.ring()


def interruptions(deployment: Deployment) -> int:
    """How often a process died while it carried this run out; an orderly shutdown does not count."""
    return sum(stage["outcome"] == "lost" for stage in earlier_attempts(deployment))


def earlier_attempts(deployment: Deployment) -> list[dict[str, Any]]:
    return [stage for stage in deployment.stages if stage["name"] == INTERRUPTED]


def _closed(deployment: Deployment, state: Ended) -> list[dict[str, Any]]:
    """The stages, with the one that was under way ended like the run."""
    return [
        stage if stage.get("finishedAt") else {**stage, "finishedAt": now_iso(), "outcome": state}
        for stage in deployment.stages
    ]


def _let_go(deployment: Deployment) -> None:
    deployment.lease_owner = None
    deployment.lease_until = None
    deployment.process_group = None
    deployment.process_started = None
