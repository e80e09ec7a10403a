"""What cases share: a running control plane, a git server, images, folders. Opened when first asked for."""

import asyncio
import os
import random
import tempfile
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, AsyncExitStack, asynccontextmanager
from pathlib import Path
from types import TracebackType
from typing import Any, Self, TypeVar

from tests import postgres, testbed
from tests.database import say, url_of
from tests.e2e import fleet as fleets
from tests.e2e.fleet import Fleet
from tests.e2e.instance import Api, Instance, administrator
from tests.images import HelloImages, make_images
from tests.pipeline.githttp import GitServer

T = TypeVar("T")

SHORT_WAITS = {
    "DOKPLOY_GATE_STABLE_SECONDS": "0.5",
    "DOKPLOY_GATE_ANSWER_SECONDS": "5",
    "DOKPLOY_DRAIN_SECONDS": "0",
}
"""A deployment of a small image takes two or three seconds with these."""


class Place:
    """`async with Place() as place:`; everything that was opened is closed at the end, the newest first."""

    def __init__(self, seed: int = 1) -> None:
        self.seed = seed
        self.folder = Path()
        self._open = AsyncExitStack()
        self._shared: dict[Callable[[Place], Any], Any] = {}

    async def __aenter__(self) -> Self:
        self.folder = Path(self._open.enter_context(tempfile.TemporaryDirectory(prefix="dokploy-proof-")))
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None
    ) -> None:
        self._shared.clear()
        await self._open.aclose()

    async def shared(self, make: "Callable[[Place], AbstractAsyncContextManager[T]]") -> T:
        """What `make` gives: made by the first case that asks, kept for the others, ended with the place."""
        if make not in self._shared:
            self._shared[make] = await self._open.enter_async_context(make(self))
        found: T = self._shared[make]
        return found

    def dice(self, of: str) -> random.Random:
        """The same for the same seed and subject, whatever ran before."""
        return random.Random(f"{self.seed}/{of}")

    @property
    def engine(self) -> testbed.RunningEngine:
        return testbed.start()

    async def images(self) -> HelloImages:
        return await self.shared(_images)

    async def git(self) -> GitServer:
        return await self.shared(_git)

    async def api(self) -> Api:
        """The first administrator's, on a control plane of one process with short waits; `api.instance` is that."""
        return await self.shared(_api)

    def plane(self, name: str, **variables: str) -> AbstractAsyncContextManager[Api]:
        """The same on one of the case's own."""
        environment = {**SHORT_WAITS, **variables}
        return serving(Instance(self.folder / name / "data", self.engine.docker_host, environment=environment))

    def plane_without_engine(self, name: str, **variables: str) -> AbstractAsyncContextManager[Api]:
        data = self.folder / name / "data"
        return serving(Instance(data, "unix:///no.sock", options=("--no-engine",), environment=variables))

    async def fleet(self) -> tuple[Fleet, list[Api]]:
        """Two APIs and two workers on PostgreSQL and Valkey, and the first administrator's client of each API."""
        return await self.shared(_fleet)


@asynccontextmanager
async def _images(place: Place) -> AsyncIterator[HelloImages]:
    yield await make_images(place.engine, place.folder)


@asynccontextmanager
async def _git(place: Place) -> AsyncIterator[GitServer]:
    with GitServer(place.folder / "git") as server:
        yield server


def _api(place: Place) -> AbstractAsyncContextManager[Api]:
    return place.plane("plane")


@asynccontextmanager
async def serving(instance: Instance) -> AsyncIterator[Api]:
    """Started, set up, and ended however the block ends."""
    try:
        client = await administrator(await asyncio.to_thread(instance.start))
        yield client
        await client.http.aclose()
    finally:
        if instance.process is not None:
            await asyncio.to_thread(instance.stop)


async def empty_database(server: postgres.Server) -> str:
    """Its address as users write it."""
    await say(server.url, "CREATE DATABASE dokploy")
    return url_of(server.url, "dokploy").replace("+asyncpg", "")


@asynccontextmanager
async def _fleet(place: Place) -> AsyncIterator[tuple[Fleet, list[Api]]]:
    with fleets.running(place.folder / "fleet", place.engine.docker_host) as fleet:
        for process in fleet.processes:
            process.environment.update(SHORT_WAITS)
        await fleets.empty_database(fleet)
        fleet.start()
        first = await administrator(fleet.apis[0])
        clients = [first, *(Api(instance, first.key) for instance in fleet.apis[1:])]
        yield fleet, clients
        for client in clients:
            await client.http.aclose()


def claim_engine() -> None:
    """For a program that is not pytest: the engine's folder and network, before anything listens or any loop runs."""
    if not os.environ.get(testbed.REUSE):
        testbed.claim_folder()
        testbed.enter_network()


def end_engine() -> None:
    if testbed.FOLDER in os.environ:
        testbed.end(Path(os.environ.pop(testbed.FOLDER)))
