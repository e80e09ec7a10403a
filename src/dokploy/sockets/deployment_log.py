"""`/listen-deployment`: a log from its first byte, or from an offset, following until the deployment has ended."""

import asyncio
import random
from asyncio import Queue
from contextlib import suppress
from pathlib import Path
from time import monotonic
from typing import Any, Final

from sqlalchemy import select
from starlette.websockets import WebSocket, WebSocketDisconnect

from dokploy.access import owned
from dokploy.context import Runtime
from dokploy.core.errors import Forbidden, Invalid, NotFound, TryLater, Unauthorized
from dokploy.models import Deployment
from dokploy.releases import log
from dokploy.releases.requests import ACTIVE
from dokploy.sockets.door import BAD_PARAMETER, ENDED, NOT_AUTHORIZED, TRY_AGAIN, who_is
from dokploy.wire.credentials import CHANGED

RIGHT: Final = "deployment:read"
RECHECK_SECONDS: Final = (3.0, 4.5)
"""A right that is taken away ends the stream within five seconds; spread, so that viewers do not ask all at once."""
LOOK_SECONDS: Final = 0.5
"""While the news of other processes does not reach us, the file is looked at this often."""
SEND_SECONDS: Final = 10.0
"""A reader that takes no frame for so long is dropped, with the offset from which it may go on."""
CLOSE_SECONDS: Final = 20.0
"""How long we try to tell a reader why; one who has stopped reading takes the reason only when it reads on."""
FRAME_BYTES: Final = 64 * 1024
REASON_BYTES: Final = 120

News = Queue[dict[str, Any]]


class Closing(Exception):
    """The socket is to be closed with this code and reason."""

    def __init__(self, code: int, reason: str = "") -> None:
        super().__init__(reason)
        self.code = code
        self.reason = reason


async def listen_deployment(runtime: Runtime, socket: WebSocket) -> None:
    """Accept first and close afterwards: that is where clients look for the reason."""
    await socket.accept()
    sending = asyncio.create_task(_serve(runtime, socket), name="log socket")
    hanging_up = asyncio.create_task(_until_hung_up(socket))
    try:
        await asyncio.wait((sending, hanging_up), return_when=asyncio.FIRST_COMPLETED)
    finally:
        sending.cancel()
        hanging_up.cancel()
        await asyncio.wait((sending, hanging_up))
    if not sending.cancelled() and (error := sending.exception()) is not None:
        if not isinstance(error, Closing):
            raise error
        with suppress(TimeoutError, WebSocketDisconnect, RuntimeError):
            async with asyncio.timeout(CLOSE_SECONDS):
                await socket.close(error.code, error.reason.encode()[:REASON_BYTES].decode(errors="ignore"))


async def _until_hung_up(socket: WebSocket) -> None:
    """What the client sends means nothing here, but its leaving does."""
    while (await socket.receive())["type"] != "websocket.disconnect":
        continue


async def _serve(runtime: Runtime, socket: WebSocket) -> None:
    """Follow the log; ends with `Closing`, or quietly when the reader has gone."""
    try:
        offset = _offset(socket)
        deployment_id = await _find(runtime, socket)
        topics = (f"log:{deployment_id}", f"deployment:{deployment_id}", CHANGED)
        with runtime.tools.bus.listen(*topics) as news:
            await _Viewer(runtime, socket, deployment_id, offset).follow(news)
    except (Unauthorized, Forbidden, NotFound) as error:
        raise Closing(NOT_AUTHORIZED, error.message) from error
    except Invalid as error:
        raise Closing(BAD_PARAMETER, error.message) from error
    except TryLater as error:
        raise Closing(TRY_AGAIN, error.message) from error
    except (WebSocketDisconnect, OSError):
        return  # the reader went while we were writing


class _Viewer:
    """One reader of one log, and how far it has come."""

    def __init__(self, runtime: Runtime, socket: WebSocket, deployment_id: str, offset: int) -> None:
        self.runtime = runtime
        self.socket = socket
        self.deployment_id = deployment_id
        self.offset = offset

    @property
    def _poll_s(self) -> float:
        return RECHECK_SECONDS[1] if self.runtime.tools.bus.hears_everybody else LOOK_SECONDS

    async def follow(self, news: News) -> None:
        deployment = await _authorized(self.runtime, self.socket, self.deployment_id)
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
                # The key is good, and was counted when the socket opened; or nobody knows as long as the database is away.
                with suppress(TryLater):
                    deployment = await _authorized(self.runtime, self.socket, self.deployment_id)
                has_ended = has_ended or deployment.state not in ACTIVE
                recheck_at = monotonic() + random.uniform(*RECHECK_SECONDS)  # noqa: S311

    async def _send_what_is_there(self, path: Path, grown_to: int | None, *, to_the_end: bool) -> None:
        data = await self._read(path, grown_to)
        while frame := whole_lines(data, to_the_end=to_the_end):
            try:
                async with asyncio.timeout(SEND_SECONDS):
                    await self.socket.send_text(frame.decode(errors="replace"))
            except TimeoutError as error:
                raise Closing(TRY_AGAIN, f"Too slow: resume with offset={self.offset}") from error
            self.offset += len(frame)
            if len(data) < FRAME_BYTES and len(frame) == len(data):
                return
            data = await self._read(path, None)

    async def _read(self, path: Path, grown_to: int | None) -> bytes:
        """A few lines that were written this moment are in memory: a thread for them would cost each viewer more."""
        if grown_to is not None and grown_to - self.offset <= FRAME_BYTES:
            return log.read(path, self.offset, FRAME_BYTES)
        return await asyncio.to_thread(log.read, path, self.offset, FRAME_BYTES)


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


async def _find(runtime: Runtime, socket: WebSocket) -> str:
    """The deployment that is meant. A path is only compared with what the database holds, never opened."""
    asked = socket.query_params
    if deployment_id := asked.get("deploymentId"):
        return deployment_id
    path = asked.get("logPath")
    if not path:
        raise Invalid("deploymentId or logPath is required")
    async with runtime.database.read() as db:
        found: str | None = await db.scalar(
            select(Deployment.deployment_id).where(Deployment.log_path == path).limit(1)
        )
    if found is None:
        raise Invalid("Invalid log path")
    return found


async def _authorized(runtime: Runtime, socket: WebSocket, deployment_id: str) -> Deployment:
    """The deployment as it is now, if the caller may still read it."""
    actor = await who_is(runtime, socket)
    if not actor.is_signed_in:
        raise Unauthorized("Not authorized")
    async with runtime.acting(actor).read() as ctx:
        return await owned(ctx, Deployment, deployment_id, RIGHT)


def _offset(socket: WebSocket) -> int:
    text = socket.query_params.get("offset") or "0"
    if not text.isascii() or not text.isdecimal() or len(text) > 15:
        raise Invalid("offset is a number of bytes")
    return int(text)
