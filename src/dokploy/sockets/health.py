"""What everybody who looks should hear of at once: that database, engine or doorbell's server is away, and back."""

import asyncio
from typing import Final

from dokploy.adapters.database import Database
from dokploy.context import Runtime, Tools
from dokploy.core.errors import DatabaseAway, DokployError

DATABASE_SECONDS: Final = 5.0
ENGINE_SECONDS: Final = 5.0
QUEUE_SECONDS: Final = 2.0
"""Whoever is silent for longer is away."""
QUEUE_AWAY: Final = "The doorbell's server does not answer. Deployments start up to two seconds late; nothing is lost."


async def away(runtime: Runtime) -> dict[str, str]:
    """The parts that do not answer at this moment, each with its cause."""
    tools = runtime.tools
    database, engine, queue = await asyncio.gather(_database(runtime.database), _engine(tools), _queue(tools))
    found = {"database": database, "engine": engine, "queue": queue}
    return {part: cause for part, cause in found.items() if cause is not None}


async def _database(database: Database) -> str | None:
    try:
        async with asyncio.timeout(DATABASE_SECONDS):
            await database.is_alive()
    except TimeoutError:
        return DatabaseAway("it says nothing").message
    except DatabaseAway as error:
        return error.message
    return None


async def _engine(tools: Tools) -> str | None:
    try:
        await tools.engine.ping(timeout_s=ENGINE_SECONDS)
    except DokployError as error:
        return error.message
    return None


async def _queue(tools: Tools) -> str | None:
    if not tools.bell.has_server:
        return None
    try:
        async with asyncio.timeout(QUEUE_SECONDS):
            answers = await tools.bell.is_answered()
    except TimeoutError:
        answers = False
    return None if answers else QUEUE_AWAY
