"""Visitors of a page: many at a time, who keep their connections or bring a new one each time, and sockets."""

import asyncio
import contextlib
import itertools
import time
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Any

import httpx
import websockets
from tests.e2e.instance import Api

KEEPING, COMING = 8, 4
EACH_SECONDS = 0.05
"""Between two requests of a visitor."""
PATIENCE_SECONDS = 30.0
SILENCE_SECONDS = 5.0
"""A socket that says nothing for so long is dead, whatever its connection says."""


@dataclass
class Traffic:
    """Half of the requests carry a body; `failures` holds every answer that was not a page with `mark`."""

    api: Api
    host: str
    mark: str
    asked: int = 0
    failures: list[str] = field(default_factory=list)
    slowest_s: float = 0.0

    @contextlib.asynccontextmanager
    async def flowing(self) -> AsyncIterator["Traffic"]:
        visitors = [self._visit(keeps=True) for _ in range(KEEPING)] + [self._visit(keeps=False) for _ in range(COMING)]
        tasks = [asyncio.create_task(visitor) for visitor in visitors]
        try:
            yield self
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)

    async def _visit(self, *, keeps: bool) -> None:
        limits = httpx.Limits(max_keepalive_connections=1 if keeps else 0)
        async with httpx.AsyncClient(timeout=PATIENCE_SECONDS, limits=limits) as client:
            for number in itertools.count():
                await self._ask(client, "POST" if number % 2 else "GET")
                await asyncio.sleep(EACH_SECONDS)

    async def _ask(self, client: httpx.AsyncClient, method: str) -> None:
        self.asked += 1
        begun = time.monotonic()
        body = b"order" * 200 if method == "POST" else None
        try:
            answer = await client.request(
                method, f"{self.api.instance.web}/", headers={"host": self.host}, content=body
            )
        except httpx.HTTPError as error:
            self.failures.append(f"{method} {error!r}")
            return
        self.slowest_s = max(self.slowest_s, time.monotonic() - begun)
        if answer.status_code != 200 or self.mark not in answer.text:
            self.failures.append(f"{method} {answer.status_code} {answer.text[:80]}")


@dataclass(frozen=True)
class Ended:
    at: float
    """Epoch seconds."""
    code: int | None
    frames: int


@dataclass
class Sockets:
    """So many sockets, each opened again at once when it ends."""

    api: Api
    host: str
    count: int
    ended: list[Ended] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)

    @contextlib.asynccontextmanager
    async def open(self) -> AsyncIterator["Sockets"]:
        tasks = [asyncio.create_task(self._hold()) for _ in range(self.count)]
        try:
            yield self
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)

    async def _hold(self) -> None:
        while True:
            try:
                await self._listen()
            except (OSError, TimeoutError, websockets.WebSocketException) as error:
                self.failures.append(repr(error))
                await asyncio.sleep(EACH_SECONDS)

    async def _listen(self) -> None:
        port = int(self.api.instance.web.rpartition(":")[2])
        frames = 0
        place: dict[str, Any] = {"host": "127.0.0.1", "port": port}
        async with websockets.connect(f"ws://{self.host}/", compression=None, **place) as connection:
            try:
                while True:
                    async with asyncio.timeout(SILENCE_SECONDS):
                        await connection.recv()
                    frames += 1
            except websockets.ConnectionClosed:
                self.ended.append(Ended(time.time(), connection.close_code, frames))
