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
SHOWN_SECONDS: Final = 10.0
NOTHING: Final = ("", Routes(None, Routing()))

_locks: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()


async def render(units: Units, kind: Kind, row_id: str) -> Routing:
    """Bring the file to what the database says, or remove it; returns what Traefik must show."""
    _, routes = await _write(units, kind, row_id) or NOTHING
    return routes.routing


async def publish(units: Units, kind: Kind, row_id: str) -> None:
    """`render`, and wait until Traefik shows it: redirects and users are in force when this returns.

    Raises `RemoteFailed` with Traefik's own words when it does not come to that; the database keeps the change.
    Without a Traefik there is nobody to ask, and what starts one reads the file.
    """
    for attempt in range(1, TRIES + 1):
        name, routes = await _write(units, kind, row_id) or NOTHING
        if routes.document is None or not units.tools.folder.traefik_ports.exists():
            return
        try:
            await units.tools.traefik.shows(routes.document, timeout_s=SHOWN_SECONDS)
        except RemoteFailed as error:
            # Whoever changed it meanwhile has written another file: then that one is to be shown.
            if attempt == TRIES or await read(units, kind, row_id) == (name, routes):
                raise RemoteFailed(
                    f"Saved and written, but not in force yet. {error.message}", hint=error.hint
                ) from error
        else:
            return


async def _write(units: Units, kind: Kind, row_id: str) -> tuple[str, Routes] | None:
    """The file's name and content, written; None when the service has been deleted.

    It is read again after the writing: a change that was made meanwhile, in this process or another, is not
    overwritten by what was read before.
    """
    lock = _locks.setdefault(f"{kind.name}:{row_id}", asyncio.Lock())
    async with lock:
        seen, wanted = None, await read(units, kind, row_id)
        for _ in range(TRIES):
            if wanted is None:
                if seen is not None:  # deleted while we wrote: nobody else would ever take the file away
                    await units.tools.traefik.remove(seen[0])
                return None
            name, routes = wanted
            if routes.document is None:
                await units.tools.traefik.remove(name)
            else:
                await units.tools.traefik.write(name, routes.document)
            seen, wanted = wanted, await read(units, kind, row_id)
            if wanted == seen:
                return seen
    raise RemoteFailed(f"The routes of {name} change faster than they can be written")


async def read(units: Units, kind: Kind, row_id: str) -> tuple[str, Routes] | None:
    """The file's name and what it must hold now; None when the service has been deleted."""
    async with units.read() as ctx:
        row: Any = await ctx.db.get(kind.model, row_id)
        if row is None:
            return None
        live = await live_release(ctx, row)
        return row.app_name, await kind.routes(ctx, row, live.service_name if live else None)
