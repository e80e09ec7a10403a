"""A service's Traefik file: always rendered whole from the database, so that the last writer writes the truth."""

import asyncio
from typing import Any, Final
from weakref import WeakValueDictionary

from dokploy.context import Units
from dokploy.core.errors import RemoteFailed
from dokploy.pipeline.plan import Routing
from dokploy.releases.kinds import Kind, Routes
from dokploy.releases.records import live_release

TRIES: Final = 10

_locks: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()


async def render(units: Units, kind: Kind, row_id: str) -> Routing:
    """Bring the file to what the database says, or remove it; returns what Traefik must show.

    It is read again after the writing: a change that was made meanwhile, in this process or another, is not
    overwritten by what was read before.
    """
    lock = _locks.setdefault(f"{kind.name}:{row_id}", asyncio.Lock())
    async with lock:
        wanted = await read(units, kind, row_id)
        for _ in range(TRIES):
            if wanted is None:
                return Routing()
            name, routes = wanted
            if routes.document is None:
                await units.tools.traefik.remove(name)
            else:
                await units.tools.traefik.write(name, routes.document)
            seen, wanted = wanted, await read(units, kind, row_id)
            if wanted == seen:
                return routes.routing
    raise RemoteFailed(f"The routes of {name} change faster than they can be written")


async def read(units: Units, kind: Kind, row_id: str) -> tuple[str, Routes] | None:
    """The file's name and what it must hold now; None when the service has been deleted."""
    async with units.read() as ctx:
        row: Any = await ctx.db.get(kind.model, row_id)
        if row is None:
            return None
        live = await live_release(ctx, row)
        return row.app_name, await kind.routes(ctx, row, live.service_name if live else None)
