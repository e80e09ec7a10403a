"""One unit of work, what leaves it after its commit, and the tools that every room shares."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any, Final

from sqlalchemy.ext.asyncio import AsyncSession

from dokploy.adapters.bell import Bell
from dokploy.adapters.bus import Bus
from dokploy.adapters.containers import Containers
from dokploy.adapters.database import Database
from dokploy.adapters.engine import Engine
from dokploy.adapters.folder import DataFolder
from dokploy.adapters.images import Images
from dokploy.adapters.shell import Shell
from dokploy.adapters.swarm import Swarm
from dokploy.adapters.traefik import Traefik
from dokploy.core.actor import ANONYMOUS, Actor
from dokploy.core.guard import write_unit
from dokploy.settings import Settings

QUEUE: Final = "queue"
"""Event topic: a worker may find something to do."""


@dataclass(frozen=True)
class Tools:
    """The adapters: whatever touches the engine, the network, the disk or another process."""

    settings: Settings
    folder: DataFolder
    bus: Bus
    bell: Bell
    engine: Engine
    swarm: Swarm
    images: Images
    containers: Containers
    traefik: Traefik
    shell: Shell


@dataclass
class Outbox:
    """What a unit sends: nothing leaves before its commit, and nothing at all if it rolls back."""

    rings: bool = False
    events: list[tuple[str, dict[str, Any]]] = field(default_factory=list)

    def ring(self) -> None:
        """Wake the workers: a deployment is queued, or one was asked to stop."""
        self.rings = True

    def event(self, topic: str, **data: Any) -> None:
        self.events.append((topic, data))


@dataclass(frozen=True)
class Context:
    """One transaction. What every action receives, from the wire, a socket, a webhook, the worker or a test."""

    db: AsyncSession
    outbox: Outbox
    tools: Tools
    actor: Actor


class Runtime:
    """Makes units. One per process."""

    def __init__(self, database: Database, tools: Tools) -> None:
        self.database = database
        self.tools = tools

    @property
    def settings(self) -> Settings:
        return self.tools.settings

    def acting(self, actor: Actor) -> "Units":
        return Units(self, actor)

    async def deliver(self, outbox: Outbox) -> None:
        for topic, data in outbox.events:
            self.tools.bus.publish(topic, data)
        if outbox.rings:
            self.tools.bus.publish(QUEUE, {})
            await self.tools.bell.ring()


class Units:
    """Short units of work for one caller; a procedure that talks to the engine opens them around the call."""

    def __init__(self, runtime: Runtime, actor: Actor = ANONYMOUS) -> None:
        self.runtime = runtime
        self.actor = actor

    @property
    def tools(self) -> Tools:
        return self.runtime.tools

    @asynccontextmanager
    async def read(self) -> AsyncIterator[Context]:
        async with self.runtime.database.read() as db:
            yield Context(db, Outbox(), self.tools, self.actor)

    @asynccontextmanager
    async def write(self) -> AsyncIterator[Context]:
        """One transaction, committed at the end; then its events and its ring leave."""
        outbox = Outbox()
        async with self.runtime.database.write() as db:
            with write_unit():
                yield Context(db, outbox, self.tools, self.actor)
        # Delivery survives the caller: a client that hangs up right after the commit must not cost the ring.
        await asyncio.shield(self.runtime.deliver(outbox))
