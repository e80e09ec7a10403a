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
from sqlalchemy import case, func, select

from dokploy import __version__
from dokploy.adapters import vitals
from dokploy.context import Runtime
from dokploy.core.clock import now
from dokploy.core.errors import DokployError
from dokploy.core.meters import FAMILIES, Family, Values, histogram, text
from dokploy.models import Deployment
from dokploy.releases.claims import is_expired

STATES: Final = ("queued", "running", "done", "error", "cancelled")
LOOK_SECONDS: Final = 2.0
"""Whatever does not answer within this time is not up."""
TICK_SECONDS: Final = 1.0

LAG: Final = histogram("dokploy_event_loop_lag_seconds", "How much later than asked for this process woke up.")

log = structlog.get_logger(__name__)


async def exposition(runtime: Runtime) -> str:
    """All figures in the text form of Prometheus. Never raises because something of the installation is away."""
    return text([*FAMILIES, *await _looked_up(runtime), *await asyncio.to_thread(_of_this_process)])


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


async def _looked_up(runtime: Runtime) -> list[Family]:
    tools = runtime.tools
    deployments, engine, queue = await asyncio.gather(
        _answer(_deployments(runtime), "database"),
        _answer(tools.engine.facts(), "engine"),
        _answer(tools.bell.is_answered(), "queue"),
    )
    up = _gauge("dokploy_up", "Whether it answers this process: 1 or 0.", "part")
    up.set(deployments is not None, "database")
    up.set(engine is not None, "engine")
    if tools.bell.has_server:
        up.set(queue is True, "queue")
    return [up, *(deployments or ())]


async def _answer(question: Awaitable[Any], part: str) -> Any:
    try:
        async with asyncio.timeout(LOOK_SECONDS):
            return await question
    except (DokployError, OSError) as error:  # TimeoutError is the latter
        log.debug("not_up", part=part, cause=str(error) or type(error).__name__)
        return None


async def _deployments(runtime: Runtime) -> list[Family]:
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
    states = _gauge("dokploy_deployments", "Deployments that are known, by state.", "state")
    for state in STATES:
        states.set(found.get(state, (0,))[0], state)
    waiting = _gauge("dokploy_queue_oldest_seconds", "How long the oldest deployment in the queue has waited.")
    asked = found["queued"][1] if "queued" in found else None
    waiting.set(max((now() - datetime.fromisoformat(asked)).total_seconds(), 0) if asked else 0)
    _, _, held, over = found.get("running", (0, None, 0, 0))
    leases = _gauge("dokploy_leases", "Runs in some worker's hands; expired: of one that is not heard of.", "state")
    leases.set(held - over, "held")
    leases.set(over, "expired")
    return [states, waiting, leases]


def _of_this_process() -> list[Family]:
    own = vitals.process()
    build = _gauge("dokploy_build_info", "Always 1; what runs here.", "version", "python")
    build.set(1, __version__, platform.python_version())
    cpu = Values("counter", "process_cpu_seconds_total", "Processor time of this process.")
    cpu.set(own.cpu_seconds)
    figures = {
        "process_resident_memory_bytes": ("Memory in use.", own.resident_bytes),
        "process_open_fds": ("Open files and sockets.", own.open_files),
        "process_start_time_seconds": ("When it began, in seconds since 1970.", own.started_at),
    }
    return [build, cpu, *(_filled(name, about, value) for name, (about, value) in figures.items())]


def _filled(name: str, about: str, value: float) -> Values:
    found = _gauge(name, about)
    found.set(value)
    return found


def _gauge(name: str, about: str, *labels: str) -> Values:
    return Values("gauge", name, about, labels)
