"""What a run asks of the one who started it, on the database: stages, the wish to stop, the log, going live."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from time import monotonic
from types import TracebackType
from typing import Any, Final, Literal, Self, TypeVar

import structlog
from prometheus_client import Histogram
from sqlalchemy import select, update
from sqlalchemy.exc import DBAPIError

from dokploy.adapters.shell import process_place
from dokploy.context import Context, Runtime
from dokploy.core import failpoints
from dokploy.core.actor import SYSTEM
from dokploy.core.clock import now_iso
from dokploy.core.errors import DatabaseAway, DiskFull
from dokploy.core.meters import SLOW
from dokploy.core.sshkeys import PinnedHost
from dokploy.models import Deployment
from dokploy.pipeline.plan import Plan, Release, Routing, Stopped
from dokploy.releases import claims, hosts, records, routes
from dokploy.releases.claims import Claim, Lost
from dokploy.releases.log import Holding, RunLog

T = TypeVar("T")
StageOutcome = Literal["done", "error", "skipped", "cancelled"]
Reason = Literal["cancel", "kill", "shutdown", "lost"]

LOOK_SECONDS: Final = 2.0
"""How long a wish to stop may go unseen when its event was lost."""
HEARTBEAT_SECONDS: Final = 5.0
LOOK_LIMIT_SECONDS: Final = 5.0
"""A database that says nothing must not keep a run from noticing that its lease is over."""
RETRY_SECONDS: Final = 0.5
STAGES: Final = Histogram(
    "dokploy_stage_seconds", "Stages of the runs that this process carried out.", ["stage", "outcome"], buckets=SLOW
)
DATABASE_AWAY: Final = (DatabaseAway, DiskFull, DBAPIError, OSError)

logger = structlog.get_logger()


class DatabaseControl:
    """One claim's `RunControl`. As a context manager it keeps the lease, and an ear open for the wish to stop."""

    def __init__(self, runtime: Runtime, claim: Claim, log: RunLog, shutdown: asyncio.Event) -> None:
        self.runtime = runtime
        self.claim = claim
        self.log = log
        log.belongs(self._holding)
        self.plan: Plan | None = None
        self._units = runtime.acting(SYSTEM)
        self._shutdown = shutdown
        self._reason: Reason | None = None
        self._asked = asyncio.Event()
        self._stages: list[dict[str, Any]] = []
        self._stage_begun = monotonic()
        self._tasks: list[asyncio.Task[None]] = []
        self._kept_until = claim.asked_at + claims.LEASE.total_seconds()
        self._renewed = claim.asked_at

    async def __aenter__(self) -> Self:
        self._tasks = [
            asyncio.create_task(self._watch(), name=f"lease {self.claim.deployment_id}"),
            asyncio.create_task(self._await_shutdown()),
        ]
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None
    ) -> None:
        for task in self._tasks:
            task.cancel()
        await asyncio.wait(self._tasks)

    # ------------------------------------------------------------------------------------------------ RunControl

    async def stage_started(self, name: str) -> None:
        self._stage_begun = monotonic()
        self._stages.append({"name": name, "startedAt": now_iso(), "finishedAt": None, "outcome": None})
        await self._save(stage=name, stages=self._stages)
        failpoints.reach(f"stage.{name}.started")

    async def stage_finished(self, name: str, outcome: StageOutcome) -> None:
        STAGES.labels(name, outcome).observe(monotonic() - self._stage_begun)
        finished = {"finishedAt": now_iso(), "outcome": outcome}
        self._stages = [
            {**stage, **finished} if stage["name"] == name and not stage["finishedAt"] else stage
            for stage in self._stages
        ]
        await self._save(stages=self._stages)
        failpoints.reach(f"stage.{name}.finished")

    async def check(self) -> None:
        await self._look()
        if self._reason is not None:
            raise Stopped(self._reason)

    async def stopped(self) -> Stopped:
        await self._asked.wait()
        return Stopped(self._reason or "lost")

    async def process_started(self, group: int, started: str) -> None:
        await self._save(process_group=group, process_started=f"{process_place()}{claims.PLACE_ENDS}{started}")

    async def process_ended(self) -> None:
        await self._save(process_group=None, process_started=None)

    async def ssh_used(self, ssh_key_id: str, met: PinnedHost | None = None) -> None:
        async def record() -> None:
            async with self._units.write() as ctx:
                await hosts.ssh_used(ctx, ssh_key_id, met)

        await self.while_held(record)

    async def write(self, text: str) -> None:
        await self.log.write(text)

    async def go_live(self, release: Release) -> Routing:
        async def record(ctx: Context, row: Any, deployment: Deployment) -> None:
            await records.go_live(ctx, row, deployment, self._frozen, release)

        await self._change(record)
        failpoints.reach("live.recorded")
        routing = await self._rendered()
        failpoints.reach("live.rendered")
        return routing

    async def go_back(self) -> Routing:
        async def record(ctx: Context, row: Any, deployment: Deployment) -> None:
            await records.go_back(ctx, row, deployment, self._frozen)

        await self._change(record)
        return await self._rendered()

    async def _rendered(self) -> Routing:
        """Traefik's file as the database has it now; without room for the file the run fails, and is undone."""

        async def render() -> Routing:
            return await routes.render(self._units, self.claim.kind, self.claim.service_id)

        return await self.while_held(render, waits_for=(DatabaseAway,))

    # ------------------------------------------------------------------------------------------------ how

    def resume(self, stages: list[dict[str, Any]]) -> None:
        """Start with the entries of earlier attempts."""
        self._stages = list(stages)

    @property
    def is_over(self) -> bool:
        """The lease has run out, as far as we know: somebody else may carry the run out now."""
        return not self.runtime.database.is_sqlite and monotonic() > self._kept_until

    def _holding(self) -> Holding:
        """Whether the run is ours still; after its lease has run out, only the database knows."""
        if self._reason == "lost":
            return "lost"
        return "unsure" if self.is_over else "held"

    @property
    def reason(self) -> Reason | None:
        """Why the run must stop; None as long as it need not."""
        return self._reason

    @property
    def _frozen(self) -> Plan:
        if self.plan is None:
            raise RuntimeError("nothing goes live before it has been planned")
        return self.plan

    async def _save(self, **values: Any) -> None:
        async def save() -> None:
            async with self._units.write() as ctx:
                change = update(Deployment).where(*self.claim.holds()).values(values)
                if (await ctx.db.execute(change.returning(Deployment.deployment_id))).one_or_none() is None:
                    raise Lost
                if "stages" in values:
                    topic = f"deployment:{self.claim.deployment_id}"
                    ctx.outbox.event(topic, type="deployment", deploymentId=self.claim.deployment_id)

        await self.while_held(save)

    async def _change(self, change: Callable[[Context, Any, Deployment], Awaitable[None]]) -> None:
        """Change row and service in one unit, if the claim still holds."""

        async def work() -> None:
            async with self._units.write() as ctx:
                row, deployment = await held(ctx, self.claim)
                await change(ctx, row, deployment)

        await self.while_held(work)

    async def while_held(
        self, work: Callable[[], Awaitable[T]], *, waits_for: tuple[type[Exception], ...] = DATABASE_AWAY
    ) -> T:
        """Do it; wait for a database that is away for as long as the lease may still be ours."""
        while True:
            try:
                return await work()
            except Lost:
                self._ask("lost")
                raise Stopped("lost") from None
            except waits_for as error:
                logger.warning("database_away", cause=str(error))
                if self._reason is not None:
                    raise Stopped(self._reason) from error
                await asyncio.sleep(RETRY_SECONDS)

    def _ask(self, reason: Reason) -> None:
        """The first reason stands, except that a lost lease is stronger than any wish."""
        if self._reason is None or reason == "lost":
            self._reason = reason
            self._asked.set()

    async def _watch(self) -> None:
        with self.runtime.tools.bus.listen(f"stop:{self.claim.deployment_id}") as news:
            while True:
                await self._look()
                with suppress(TimeoutError):
                    async with asyncio.timeout(LOOK_SECONDS):
                        await news.get()

    async def _look(self) -> None:
        is_due = not self.runtime.database.is_sqlite and monotonic() - self._renewed >= HEARTBEAT_SECONDS
        asked_at = monotonic()
        try:
            async with asyncio.timeout(None if self.runtime.database.is_sqlite else LOOK_LIMIT_SECONDS):
                wish = await (claims.renew if is_due else claims.look)(self.runtime, self.claim)
        except Lost:
            self._ask("lost")
            return
        except DATABASE_AWAY:
            if self.is_over:
                self._ask("lost")  # somebody may have taken over by now, and we could not tell
            return
        if is_due:
            self._renewed = asked_at
            self._kept_until = asked_at + claims.LEASE.total_seconds()
        if wish is not None:
            self._ask(wish)

    async def _await_shutdown(self) -> None:
        await self._shutdown.wait()
        self._ask("shutdown")


async def held(ctx: Context, claim: Claim) -> tuple[Any, Deployment]:
    """The service and the deployment of a claim that still holds, locked; raises `Lost`."""
    deployment = await ctx.db.scalar(select(Deployment).where(*claim.holds()).with_for_update())
    if deployment is None:
        raise Lost
    return await ctx.db.get_one(claim.kind.model, claim.service_id), deployment
