"""Figures of the installation and of this process, for whoever watches many of them: read when they are asked for.

What is counted as it happens is declared beside it (`core/meters.py`); here is what one has to go and look at.
"""

import asyncio
import platform
import time
from collections.abc import AsyncIterator, Awaitable
from contextlib import asynccontextmanager
from datetime import datetime
from typing import Any, Final

import structlog
from prometheus_client import REGISTRY, CollectorRegistry, Gauge, Histogram, generate_latest
from sqlalchemy import case, func, select

from dokploy import __version__
from dokploy.context import Runtime
from dokploy.core.clock import now
from dokploy.core.errors import DokployError
from dokploy.core.meters import FAST
from dokploy.models import Deployment
from dokploy.releases.claims import is_expired

STATES: Final = ("queued", "running", "done", "error", "cancelled")
LOOK_SECONDS: Final = 2.0
"""Whatever does not answer within this time is not up."""
TICK_SECONDS: Final = 1.0

LAG: Final = Histogram(
    "dokploy_event_loop_lag_seconds", "How much later than asked for this process woke up.", buckets=FAST
)
BUILD: Final = Gauge("dokploy_build_info", "Always 1; what runs here.", ["version", "python"])
BUILD.labels(__version__, platform.python_version()).set(1)

log = structlog.get_logger(__name__)


async def exposition(runtime: Runtime) -> bytes:
    """All figures in the text form of Prometheus. Never raises because something of the installation is away."""
    looked_up = await _looked_up(runtime)
    return await asyncio.to_thread(lambda: generate_latest(REGISTRY) + generate_latest(looked_up))


@asynccontextmanager
async def watching_the_loop() -> AsyncIterator[None]:
    """Once a second: one who sleeps and is woken late knows how long a caller waits for nothing but us."""

    async def watch() -> None:
        while True:
            begun = time.perf_counter()
            await asyncio.sleep(TICK_SECONDS)
            LAG.observe(max(time.perf_counter() - begun - TICK_SECONDS, 0.0))

    task = asyncio.create_task(watch(), name="loop lag")
    try:
        yield
    finally:
        task.cancel()


async def _looked_up(runtime: Runtime) -> CollectorRegistry:
    tools, found = runtime.tools, CollectorRegistry()
    deployments, engine, queue = await asyncio.gather(
        _answer(_deployments(runtime, found), "database"),
        _answer(tools.engine.facts(), "engine"),
        _answer(tools.bell.is_answered(), "queue"),
    )
    up = Gauge("dokploy_up", "Whether it answers this process: 1 or 0.", ["part"], registry=found)
    up.labels("database").set(deployments is not None)
    up.labels("engine").set(engine is not None)
    if tools.bell.has_server:
        up.labels("queue").set(queue is True)
    return found


async def _answer(question: Awaitable[Any], part: str) -> Any:
    try:
        async with asyncio.timeout(LOOK_SECONDS):
            return await question
    except (DokployError, OSError) as error:  # TimeoutError is the latter
        log.debug("not_up", part=part, cause=str(error) or type(error).__name__)
        return None


async def _deployments(runtime: Runtime, into: CollectorRegistry) -> bool:
    is_over = case((is_expired(runtime), 1), else_=0)
    counted = select(
        Deployment.state,
        func.count(),
        func.min(Deployment.created_at),
        func.count(Deployment.lease_until),
        func.sum(is_over),
    ).group_by(Deployment.state)
    async with runtime.database.read() as db:
        found = {row[0]: row[1:] for row in (await db.execute(counted)).all()}
    states = Gauge("dokploy_deployments", "Deployments that are known, by state.", ["state"], registry=into)
    for state in STATES:
        states.labels(state).set(found.get(state, (0,))[0])
    asked = found["queued"][1] if "queued" in found else None
    waited = max((now() - datetime.fromisoformat(asked)).total_seconds(), 0) if asked else 0
    about = "How long the oldest deployment in the queue has waited."
    Gauge("dokploy_queue_oldest_seconds", about, registry=into).set(waited)
    _, _, held, over = found.get("running", (0, None, 0, 0))
    about = "Runs in some worker's hands; expired: of one that is not heard of."
    leases = Gauge("dokploy_leases", about, ["state"], registry=into)
    leases.labels("held").set(held - over)
    leases.labels("expired").set(over)
    return True
