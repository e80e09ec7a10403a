"""The examination: every check of the table beside the others, each with a deadline, none of them ever raising."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Final
from weakref import WeakKeyDictionary

import structlog

from dokploy import __version__
from dokploy.context import Runtime
from dokploy.core.clock import now_iso
from dokploy.core.errors import DokployError
from dokploy.features.doctor import checks, engines
from dokploy.features.doctor.schemas import WORST_FIRST, Finding, Patient, Report, Result

LIMIT_S: Final = 10.0

logger = structlog.get_logger()


@dataclass(frozen=True)
class Check:
    """One row: what is looked at, by which function, and which checks must not have failed before it."""

    name: str
    title: str
    look: Callable[[Patient], Awaitable[Finding]]
    needs: tuple[str, ...] = ()
    limit_s: float = LIMIT_S


CHECKS: Final = (
    Check("engine", "Docker Engine", engines.engine),
    Check("swarm", "Swarm", engines.swarm, ("engine",)),
    Check("ipvs", "IPVS", engines.ipvs, ("swarm",)),
    Check("overlay", "Overlay network", engines.overlay, ("swarm",)),
    Check("traefik", "Traefik", engines.traefik, ("engine",)),
    Check("files", "Traefik's files", engines.files, ("traefik",)),
    Check("probe", "Probe route", engines.probe, ("overlay", "files"), limit_s=20),
    Check("database", "Database", checks.database),
    Check("queue", "Queue", checks.queue, ("database",)),
    Check("disk", "Disk", checks.disk),
    Check("memory", "Memory", checks.memory),
    Check("clock", "Clock", checks.clock),
    Check("folder", "Data folder", checks.folder),
)
"""In the order of a report; a row may need only rows above it."""

_TITLES: Final = {check.name: check.title for check in CHECKS}
_going_on: "WeakKeyDictionary[Runtime, asyncio.Task[Report]]" = WeakKeyDictionary()


async def examination(runtime: Runtime, *, has_worker: bool = True) -> Report:
    """Examine now. Who asks while one goes on gets its report: two would only disturb each other.

    `has_worker` is False where no server is running, so that nobody takes up runs and that is no wonder.
    """
    task = _going_on.get(runtime)
    if task is None or task.done():
        task = asyncio.create_task(examine(Patient(runtime, has_worker=has_worker)), name="doctor")
        _going_on[runtime] = task
    return await asyncio.shield(task)  # a caller that hangs up must not leave a probe behind


async def examine(patient: Patient, table: tuple[Check, ...] = CHECKS) -> Report:
    begun, moment = time.monotonic(), now_iso()
    tasks: dict[str, asyncio.Task[Result]] = {}
    for check in table:
        before = [tasks[name] for name in check.needs]
        tasks[check.name] = asyncio.create_task(_made(check, patient, before), name=f"doctor {check.name}")
    results = list(await asyncio.gather(*tasks.values()))
    said = {result.status for result in results}
    return Report(
        status=next((word for word in WORST_FIRST if word in said), "ok"),
        version=__version__,
        checked_at=moment,
        duration_ms=_milliseconds(begun),
        checks=results,
    )


async def _made(check: Check, patient: Patient, before: list[asyncio.Task[Result]]) -> Result:
    for one in await asyncio.gather(*before):
        if one.status in ("failed", "skipped"):
            root = one.details.get("because", one.name)
            why = f"Not looked at, since this has failed: {_TITLES.get(root, root)}."
            return _result(check, Finding("skipped", why, None, {"because": root}), time.monotonic())
    begun = time.monotonic()
    try:
        async with asyncio.timeout(check.limit_s):
            found = await check.look(patient)
    except TimeoutError:
        cure = "Ask again; if it stays so, what is looked at here hangs."
        found = Finding("failed", f"No answer within {check.limit_s:g} seconds.", cure)
    except DokployError as error:
        found = Finding("failed", error.message, error.hint)
    except Exception as error:  # whatever befalls one check, the others still have something to say
        logger.exception("check_failed", check=check.name)
        cure = "This is a fault of Dokploy: report it, with the server's log."
        found = Finding("failed", f"The check broke off: {type(error).__name__}: {error}", cure)
    return _result(check, found, begun)


def _result(check: Check, found: Finding, begun: float) -> Result:
    return Result(
        name=check.name,
        title=check.title,
        status=found.status,
        cause=found.cause,
        cure=found.cure,
        details=dict(found.details),
        duration_ms=_milliseconds(begun),
    )


def _milliseconds(begun: float) -> int:
    return round((time.monotonic() - begun) * 1000)
