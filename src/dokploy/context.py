"""One unit of work, what leaves it after its commit, and the tools that every room shares."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any, Final

from sqlalchemy import event, inspect
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Session

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


CHANGES: Final = "changes"
"""Event topic: rows that people look at have changed. `{"rows": [[table, id, how], …], "organizationId"}`, where `how`
is created, changed or deleted and the organization is the caller's, empty for the control plane itself."""
SHOWN: Final = frozenset({"application", "deployment", "environment", "project"})
"""The tables of those rows."""
_NOTED: Final = "noted"


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

    def announce(self, noted: dict[tuple[str, str], str], organization_id: str) -> None:
        """One event about all rows that people look at: those that were flushed, and deployments told of by name."""
        told = (topic.partition(":") for topic, _ in self.events)
        rows = {(table, row_id): "changed" for table, _, row_id in told if table == "deployment"} | noted
        if rows:
            listed = [[table, row_id, how] for (table, row_id), how in rows.items()]
            self.event(CHANGES, rows=listed, organizationId=organization_id)


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
            noted: dict[tuple[str, str], str] = {}
            db.sync_session.info[_NOTED] = noted
            with write_unit():
                yield Context(db, outbox, self.tools, self.actor)
        outbox.announce(noted, self.actor.organization_id)
        # Delivery survives the caller: a client that hangs up right after the commit must not cost the ring.
        await asyncio.shield(self.runtime.deliver(outbox))


@event.listens_for(Session, "after_flush")
def _note(session: Session, _: object) -> None:
    """Every unit notes what it changes, so that no feature can forget to tell those who look at it."""
    noted = session.info.get(_NOTED)
    if noted is None:
        return
    for how, rows in (("changed", session.dirty), ("created", session.new), ("deleted", session.deleted)):
        for row in rows:
            table = row.__tablename__
            if table in SHOWN and (how != "changed" or session.is_modified(row)):
                key = (table, str(inspect(row).mapper.primary_key_from_instance(row)[0]))
                noted[key] = "created" if how == "changed" and noted.get(key) == "created" else how
