"""`/listen-deployment`: a log from its first byte, or from an offset, following until the deployment has ended."""

import asyncio
import random
from asyncio import Queue
from contextlib import suppress
from functools import lru_cache, partial
from pathlib import Path
from time import monotonic
from typing import Any, Final

from sqlalchemy import select

from dokploy.access import owned
from dokploy.core.errors import Invalid, TryLater
from dokploy.models import Deployment
from dokploy.releases import log
from dokploy.releases.requests import ACTIVE
from dokploy.sockets.door import ENDED, identity_of
from dokploy.sockets.together import Together
from dokploy.sockets.visit import RECHECK_SECONDS, Closing, Visit
from dokploy.wire.credentials import CHANGED

RIGHT: Final = "deployment:read"
LOOK_SECONDS: Final = 0.5
"""Where the worker is another process, its news does not reach us: the file is looked at this often."""
FRAME_BYTES: Final = 64 * 1024
AS_GOOD_AS_NOW_S: Final = 0.5
"""Viewers who look again at nearly the same moment with the same credentials share what is found."""
NEWEST: Final = 32
"""Pieces of logs that are kept while viewers fetch them, each a frame at most."""

News = Queue[dict[str, Any]]

_checks: Together[Deployment] = Together()


async def show_deployment(visit: Visit) -> None:
    """Follow the log; ends with `Closing`."""
    offset = _offset(visit)
    deployment_id = await _find(visit)
    topics = (f"log:{deployment_id}", f"deployment:{deployment_id}", CHANGED)
    with visit.runtime.tools.bus.listen(*topics) as news:
        await _Viewer(visit, deployment_id, offset).follow(news)


class _Viewer:
    """One reader of one log, and how far it has come."""

    def __init__(self, visit: Visit, deployment_id: str, offset: int) -> None:
        self.visit = visit
        self.deployment_id = deployment_id
        self.offset = offset
        self._poll_s = RECHECK_SECONDS[1] if visit.runtime.settings.is_embedded else LOOK_SECONDS

    async def follow(self, news: News) -> None:
        deployment = await _authorized(self.visit, self.deployment_id)
        path = Path(deployment.log_path)
        has_ended = deployment.state not in ACTIVE
        recheck_at = monotonic() + random.uniform(*RECHECK_SECONDS)  # noqa: S311 - spreads load, protects nothing
        heard: list[dict[str, Any]] = []
        while True:
            grown_to = max((item["size"] for item in heard if "size" in item), default=None)
            await self._send_what_is_there(path, grown_to, to_the_end=has_ended)
            if has_ended:
                raise Closing(ENDED)
            heard = await _next(news, min(self._poll_s, recheck_at - monotonic()))
            has_ended = any(item.get("state") not in (None, *ACTIVE) for item in heard)
            is_doubtful = any("size" not in item and item.get("type") != "deployment" for item in heard)
            if is_doubtful or monotonic() >= recheck_at:
                since = monotonic() - (0 if is_doubtful else AS_GOOD_AS_NOW_S)
                with suppress(TryLater):  # nobody knows for as long as the database is away
                    deployment = await self._still_authorized(since)
                has_ended = has_ended or deployment.state not in ACTIVE
                recheck_at = monotonic() + random.uniform(*RECHECK_SECONDS)  # noqa: S311

    async def _still_authorized(self, since: float) -> Deployment:
        """As was found at this moment or later. Five hundred who ask the database for themselves hold up all lines."""
        who = (self.visit.runtime, *identity_of(self.visit.socket, self.visit.given), self.deployment_id)
        return await _checks.ask(who, partial(_authorized, self.visit, self.deployment_id), not_before=since)

    async def _send_what_is_there(self, path: Path, grown_to: int | None, *, to_the_end: bool) -> None:
        data = await self._read(path, grown_to)
        while frame := whole_lines(data, to_the_end=to_the_end):
            await self.visit.send(frame.decode(errors="replace"), lambda: f"offset={self.offset}")
            self.offset += len(frame)
            if len(data) < FRAME_BYTES and len(frame) == len(data):
                return
            data = await self._read(path, None)

    async def _read(self, path: Path, grown_to: int | None) -> bytes:
        """A few lines that were written this moment are in memory: a thread for them would cost each viewer more."""
        if grown_to is not None and grown_to - self.offset <= FRAME_BYTES:
            return _news(path, self.offset, grown_to)
        return await asyncio.to_thread(log.read, path, self.offset, FRAME_BYTES)


@lru_cache(NEWEST)
def _news(path: Path, offset: int, grown_to: int) -> bytes:
    """What has just been announced, read once for all viewers who keep up; a log only grows."""
    return log.read(path, offset, max(0, grown_to - offset))


def whole_lines(data: bytes, *, to_the_end: bool) -> bytes:
    """As much of `data` as may be sent: whole lines, and of a line that fills a frame, whole characters."""
    end = data.rfind(b"\n") + 1
    if end:
        return data[:end]
    if to_the_end and len(data) < FRAME_BYTES:
        return data
    if len(data) < FRAME_BYTES:
        return b""  # the rest of this line is being written
    while end > -4 and data[end - 1] & 0xC0 == 0x80:  # inside a character of several bytes
        end -= 1
    return data[: end - 1]


async def _next(news: News, timeout_s: float) -> list[dict[str, Any]]:
    """All the news there is, after waiting for the first; none after the time."""
    heard = []
    with suppress(TimeoutError):
        async with asyncio.timeout(max(0.0, timeout_s)):
            heard.append(await news.get())
    while not news.empty():
        heard.append(news.get_nowait())
    return heard


async def _find(visit: Visit) -> str:
    """The deployment that is meant. A path is only compared with what the database holds, never opened."""
    if deployment_id := visit.asked("deploymentId"):
        return deployment_id
    path = visit.asked("logPath")
    if not path:
        raise Invalid("deploymentId or logPath is required")
    if "\0" in path:  # PostgreSQL keeps none, and would refuse to compare it
        raise Invalid("Invalid log path")
    async with visit.runtime.database.read() as db:
        found: str | None = await db.scalar(
            select(Deployment.deployment_id).where(Deployment.log_path == path).limit(1)
        )
    if found is None:
        raise Invalid("Invalid log path")
    return found


async def _authorized(visit: Visit, deployment_id: str) -> Deployment:
    """The deployment as it is now, if the caller may still read it."""
    async with visit.runtime.acting(await visit.sign_in()).read() as ctx:
        return await owned(ctx, Deployment, deployment_id, RIGHT)


def _offset(visit: Visit) -> int:
    text = visit.asked("offset") or "0"
    if not text.isascii() or not text.isdecimal() or len(text) > 15:
        raise Invalid("offset is a number of bytes")
    return int(text)
