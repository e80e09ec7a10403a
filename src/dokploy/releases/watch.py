"""What runs, written down within seconds: two questions to the engine for all services, more only for what has changed.

The reconciler asks for each service alone, once a minute; a page must not call a service failing for so long that has
come back, nor one running that has not.
"""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

import structlog
from sqlalchemy import select

from dokploy.context import Runtime, Units
from dokploy.core.actor import SYSTEM
from dokploy.core.errors import EngineUnavailable
from dokploy.models import Rollback
from dokploy.models.base import primary_key
from dokploy.releases import live
from dokploy.releases.kinds import KINDS, Kind
from dokploy.releases.reconcile import noted

LOOK_SECONDS: Final = 5.0
MORE_FOR_EACH_SECONDS: Final = 0.01
"""With more than five hundred services the looks come less often: each takes longer, here and in the engine."""

logger = structlog.get_logger()


@dataclass(frozen=True)
class Live:
    """A service with a live release, and what was written down of it last."""

    kind: Kind
    row_id: str
    service: str | None
    seen: Mapping[str, Any] | None

    def differs_from(self, running: int | None) -> bool:
        """`running`: how many of its tasks run; None where Swarm has no such service."""
        if self.seen is None or self.seen["state"] == "starting":  # it may have become one that fails
            return True
        state, count = self.seen["state"], self.seen["running"]
        return (running is None) is not (state == "absent") or (running or 0) != int(count)


async def watch(runtime: Runtime) -> None:
    """For ever, until cancelled. No failure ends it."""
    services = 0
    while True:
        try:
            services = await look(runtime.acting(SYSTEM))
        except EngineUnavailable:
            pass  # what is shown stays as last seen, and every page says so
        except Exception as error:  # noqa: BLE001 - a database that is away: the next look comes
            logger.warning("runtimes_not_seen", cause=str(error))
        await asyncio.sleep(max(LOOK_SECONDS, MORE_FOR_EACH_SECONDS * services))


async def look(units: Units) -> int:
    """Write down anew what differs from what is there; returns how many services have a live release."""
    swarm = units.tools.swarm
    there = {service.name: service.service_id for service in await swarm.labelled()}
    running = await swarm.running()
    found = await _live(units)
    for one in found:
        service_id = there.get(one.service or "")
        if one.differs_from(None if service_id is None else running[service_id]):
            with noted("runtime", service=one.row_id):  # one that fails must not hide the others
                await live.refresh(units, one.kind, one.row_id)
    return len(found)


async def _live(units: Units) -> list[Live]:
    found: list[Live] = []
    async with units.read() as ctx:
        for kind in KINDS.values():
            model: Any = kind.model
            query = select(getattr(model, primary_key(model)), Rollback.service_name, model.runtime)
            query = query.join(Rollback, model.live_rollback_id == Rollback.rollback_id)
            found += [Live(kind, *row) for row in await ctx.db.execute(query)]
    return found
