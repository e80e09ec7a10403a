"""`/events`: what changes in the caller's organization, as it changes, so that a page need not ask.

Each process loads a changed row once, however many look, and shows it to those who may read it. Nobody looking costs
nothing.
"""

import asyncio
from collections import defaultdict
from collections.abc import AsyncIterator, Collection
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from typing import Any, Final
from weakref import WeakKeyDictionary

import orjson
import structlog

from dokploy.access import Place, may_reach, places
from dokploy.context import CHANGES, Runtime
from dokploy.core.actor import Actor
from dokploy.core.errors import DokployError
from dokploy.features.listing import Columns
from dokploy.models import Application, Base, Deployment, Environment, Project
from dokploy.models.base import primary_key
from dokploy.sockets import health
from dokploy.sockets.visit import Visit, beside

WAITING: Final = 256
"""Events that wait for a reader; one with more is told to look again at everything instead."""
TOGETHER_SECONDS: Final = 0.05
"""Changes that come so close to each other are loaded by one query."""
BLIND_SECONDS: Final = 5.0
"""Where other processes cannot be heard, everybody is told to look again this often."""
WATCH_SECONDS: Final = 2.0
"""How soon it is told that database, engine or doorbell's server is away, and that it is back."""
LOOK_AGAIN: Final = {"type": "look-again"}

log = structlog.get_logger(__name__)


@dataclass(frozen=True)
class Kind:
    """A table that is told about: what is told of a row, and who may hear it."""

    model: type[Base]
    columns: Columns
    needs: tuple[str, ...] = ()


KINDS: Final[dict[str, Kind]] = {
    "application": Kind(
        Application,
        Columns(Application, "application_id", "name", "app_name", "application_status", "runtime"),
        ("service:read",),
    ),
    "deployment": Kind(
        Deployment,
        Columns(
            Deployment, "deployment_id", "application_id", "title", "state", "status", "stage", "created_at",
            "started_at", "finished_at", "error_message",
        ),
        ("deployment:read",),
    ),
    "environment": Kind(Environment, Columns(Environment, "environment_id", "name"), ("environment:read",)),
    "project": Kind(Project, Columns(Project, "project_id", "name")),
}  # fmt: skip


@dataclass(frozen=True)
class Change:
    """One row's news."""

    type: str
    row_id: str
    how: str
    organization_id: str
    """The caller's who deleted it; a row that is there says itself where it belongs."""
    place: Place | None = None
    row: dict[str, Any] = field(default_factory=dict)

    def may_hear(self, actor: Actor) -> bool:
        if not actor.may(*KINDS[self.type].needs):
            return False
        if self.place is not None:
            return may_reach(actor, self.place)
        listed = actor.accessed_services | actor.accessed_environments | actor.accessed_projects
        return self.organization_id == actor.organization_id and (actor.is_privileged or self.row_id in listed)

    def shown(self) -> dict[str, Any]:
        place = self.place
        where = {"projectId": place.project_id, "environmentId": place.environment_id} if place else {}
        return {"type": self.type, "id": self.row_id, "how": self.how, **where, **self.row}


class _Viewer:
    def __init__(self, visit: Visit) -> None:
        self.visit = visit
        self.waiting: asyncio.Queue[dict[str, Any]] = asyncio.Queue(WAITING)

    def tell(self, news: dict[str, Any]) -> None:
        if self.waiting.full():
            while not self.waiting.empty():
                self.waiting.get_nowait()
            news = LOOK_AGAIN
        self.waiting.put_nowait(news)


class _Hub:
    """The one listener of a process; it runs for as long as somebody looks."""

    def __init__(self, runtime: Runtime) -> None:
        self._runtime = runtime
        self.viewers: set[_Viewer] = set()
        self.away: dict[str, str] = {}
        """Parts of the installation that do not answer, each with its cause."""
        works = {"events": self._listen(), "watch": self._watch()}
        self._tasks = [asyncio.create_task(work, name=name) for name, work in works.items()]

    async def stop(self) -> None:
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def _watch(self) -> None:
        while True:
            found = await health.away(self._runtime)
            if found != self.away:
                self.away = found
                self._tell_all(self.health)
            await asyncio.sleep(WATCH_SECONDS)

    @property
    def health(self) -> dict[str, Any]:
        return {"type": "health", "away": self.away}

    async def _listen(self) -> None:
        bus = self._runtime.tools.bus
        with bus.listen(CHANGES) as news:
            while True:
                heard: list[dict[str, Any]] = []
                with suppress(TimeoutError):
                    async with asyncio.timeout(None if bus.hears_everybody else BLIND_SECONDS):
                        heard.append(await news.get())
                await asyncio.sleep(TOGETHER_SECONDS)
                while not news.empty():
                    heard.append(news.get_nowait())
                try:
                    await self._tell(heard)
                except DokployError as error:
                    log.warning("events_not_loaded", cause=str(error))
                    self._tell_all(LOOK_AGAIN)

    async def _tell(self, heard: list[dict[str, Any]]) -> None:
        if not heard or any("rows" not in item for item in heard):
            self._tell_all(LOOK_AGAIN)
        for change in await self._changes(heard):
            shown = change.shown()
            for viewer in self.viewers:
                if change.may_hear(viewer.visit.actor):
                    viewer.tell(shown)

    def _tell_all(self, news: dict[str, Any]) -> None:
        for viewer in self.viewers:
            viewer.tell(news)

    async def _changes(self, heard: list[dict[str, Any]]) -> list[Change]:
        """What was heard, each row once, with its place and what is told of it."""
        last: dict[str, dict[str, tuple[str, str]]] = defaultdict(dict)
        for item in heard:
            for table, row_id, how in item.get("rows", ()):
                was_created = last[table].get(row_id, ("", ""))[0] == "created" and how == "changed"
                last[table][row_id] = ("created" if was_created else how, item["organizationId"])
        changes = []
        for table, rows in last.items():
            found = await self._load(KINDS[table], rows.keys())
            for row_id, (how, organization_id) in rows.items():
                place, row = found.get(row_id, (None, {}))
                if place is not None or how == "deleted":
                    changes.append(Change(table, row_id, how, organization_id, place, row))
        return changes

    async def _load(self, kind: Kind, ids: Collection[str]) -> dict[str, tuple[Place, dict[str, Any]]]:
        key = getattr(kind.model, primary_key(kind.model))
        async with self._runtime.database.read() as db:
            where = {place.row_id: place for place in await places(db, kind.model, ids)}
            found = (await db.execute(kind.columns.select().where(key.in_(ids)))).all()
        rows = {str(row[0]): kind.columns.plain(row) for row in found}
        return {row_id: (where[row_id], rows[row_id]) for row_id in rows.keys() & where.keys()}


_hubs: WeakKeyDictionary[Runtime, _Hub] = WeakKeyDictionary()


@asynccontextmanager
async def _among_viewers(visit: Visit) -> AsyncIterator[_Viewer]:
    hub = _hubs.get(visit.runtime)
    if hub is None:
        hub = _hubs[visit.runtime] = _Hub(visit.runtime)
    viewer = _Viewer(visit)
    if hub.away:
        viewer.tell(hub.health)
    hub.viewers.add(viewer)
    try:
        yield viewer
    finally:
        hub.viewers.discard(viewer)
        if not hub.viewers:
            _hubs.pop(visit.runtime, None)
            await hub.stop()


async def show_events(visit: Visit) -> None:
    """JSON frames, one for each change. After a gap, and on `look-again`, the page asks for what it shows anew."""
    await visit.sign_in()
    async with _among_viewers(visit) as viewer:
        await beside(visit.recheck(visit.sign_in), _tell(visit, viewer))


async def _tell(visit: Visit, viewer: _Viewer) -> None:
    while True:
        news = await viewer.waiting.get()
        await visit.send(orjson.dumps(news).decode(), lambda: "a new connection, and look again")
