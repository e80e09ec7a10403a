"""The claim loop: takes waiting runs from the database, at once when the bell rings, and a few at a time."""

import asyncio
from collections.abc import Coroutine
from typing import Any, Final

import structlog

from dokploy.context import QUEUE, Runtime
from dokploy.core.errors import TryLater
from dokploy.core.names import new_id
from dokploy.pipeline.run import run as run_pipeline
from dokploy.releases import claims
from dokploy.releases.reconcile import Reconciler
from dokploy.releases.runs import Pipeline, run_claim
from dokploy.releases.watch import watch

LOOK_SECONDS: Final = 2.0
"""The queue is looked at this often even when nobody rings."""
REAP_SECONDS: Final = 5.0
DRAIN_SECONDS: Final = 3.0
"""At a shutdown, runs that are about to end may do so; what still goes on then continues at the next start."""
STOP_SECONDS: Final = 20.0
"""How long a run may take to end its processes once it has been asked to."""
CLAIMS: Final = "claims"

logger = structlog.get_logger()


class Worker:
    """One per process. `take_over` before the first request is served, then `start`, and `stop` at the end."""

    def __init__(self, runtime: Runtime, *, run: Pipeline = run_pipeline) -> None:
        self.runtime = runtime
        self.epoch = new_id()
        self._run = run
        self._shutdown = asyncio.Event()
        self._closing = False
        self._runs: dict[asyncio.Task[None], str] = {}
        self._loops: list[asyncio.Task[None]] = []
        self._reconciler = Reconciler(runtime)

    async def take_over(self) -> None:
        """End or requeue what a killed process has left: nobody is shown a run that nobody carries out."""
        await self._take_over()
        await claims.repair_statuses(self.runtime)

    async def start(self) -> None:
        loops: dict[str, Coroutine[Any, Any, None]] = {
            CLAIMS: self._claim_for_ever(),
            "bell": self.runtime.tools.bell.listen(),
            "news": self._hear_news(),
            "reconciler": self._reconciler.run(),
            "runtimes": watch(self.runtime),
        }
        if not self.runtime.database.is_sqlite:
            loops["reaper"] = self._reap_for_ever()
        self._loops = [asyncio.create_task(work, name=name) for name, work in loops.items()]
        for loop in self._loops:
            loop.add_done_callback(_report)

    async def stop(self, drain_s: float = DRAIN_SECONDS) -> None:
        """Take nothing more; let runs end for a moment, then put the others back into the queue."""
        self._closing = True
        await self.runtime.tools.bell.ring()
        for loop in self._loops:
            if loop.get_name() != CLAIMS:  # never cancelled: a claim that is committed must find its runner
                loop.cancel()
        if self._loops:
            await asyncio.wait(self._loops)
        if self._runs:
            await asyncio.wait(self._runs, timeout=drain_s)
        self._shutdown.set()
        if self._runs:
            await asyncio.wait(self._runs, timeout=STOP_SECONDS)
        for run in self._runs:
            run.cancel()
        if self._runs:
            await asyncio.wait(self._runs)

    async def _claim_for_ever(self) -> None:
        bell = self.runtime.tools.bell
        while not self._closing:
            try:
                await self._claim_what_fits()
            except TryLater as error:
                logger.warning("queue_not_read", cause=str(error))
            except Exception:  # the loop outlives whatever befalls one look
                logger.exception("queue_not_read")
            await bell.wait(LOOK_SECONDS)

    async def _hear_news(self) -> None:
        """A ring is heard by one worker, which may be busy: the others hear of it here."""
        with self.runtime.tools.bus.listen(QUEUE) as news:
            while True:
                await news.get()
                self.runtime.tools.bell.hear()

    async def _claim_what_fits(self) -> None:
        while not self._closing and len(self._runs) < self.runtime.settings.builds_concurrency:
            claim = await claims.claim(self.runtime, self.epoch)
            if claim is None:
                return
            work = run_claim(self.runtime, claim, run=self._run, shutdown=self._shutdown)
            task = asyncio.create_task(work, name=f"run {claim.deployment_id}")
            self._runs[task] = claim.deployment_id
            task.add_done_callback(self._ended)

    def _ended(self, task: asyncio.Task[None]) -> None:
        """The slot is free: look for the next run."""
        del self._runs[task]
        _report(task)
        if not self._closing:
            ringing = asyncio.ensure_future(self.runtime.tools.bell.ring())
            ringing.add_done_callback(_report)

    async def _reap_for_ever(self) -> None:
        """Take over from other workers, on this machine or another, whose lease has run out."""
        while True:
            await asyncio.sleep(REAP_SECONDS)
            try:
                await self._take_over()
            except TryLater as error:
                logger.warning("leases_not_read", cause=str(error))
            except Exception:
                logger.exception("leases_not_read")

    async def _take_over(self) -> None:
        taken = await claims.take_over(self.runtime, self.epoch, own=tuple(self._runs.values()))
        if taken:
            logger.info("runs_taken_over", count=taken)
            self._reconciler.soon()  # a release that was switched to leaves the one before running


def _report(task: asyncio.Future[Any]) -> None:
    """Whatever ends a task of ours that nobody awaits is written down."""
    if not task.cancelled() and (error := task.exception()) is not None:
        logger.error("task_failed", exc_info=error)
