"""What every socket has in common: accepted, authorised again and again, left at once, closed with its reason."""

import asyncio
import random
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import Any, Final

import structlog
from prometheus_client import Gauge
from starlette.websockets import WebSocket, WebSocketDisconnect
from structlog.contextvars import bind_contextvars

from dokploy.context import Runtime
from dokploy.core.actor import Actor
from dokploy.core.errors import DokployError, Forbidden, Invalid, NotFound, TryLater, Unauthorized
from dokploy.core.names import new_id
from dokploy.sockets.bounds import FRAME_BYTES, Seat
from dokploy.sockets.door import BAD_PARAMETER, FAILED, NOT_AUTHORIZED, TOO_LONG, TRY_AGAIN, who_is
from dokploy.wire.credentials import CHANGED

RECHECK_SECONDS: Final = (3.0, 4.5)
"""A right that is taken away ends the stream within five seconds; spread, so that viewers do not ask all at once."""
SEND_SECONDS: Final = 10.0
"""A reader that takes no frame for so long is dropped, and told where it may go on."""
CLOSE_SECONDS: Final = 20.0
"""How long we try to tell a reader why; one who has stopped reading takes the reason only when it reads on."""
REASON_BYTES: Final = 120

Hear = Callable[[str | bytes], Awaitable[None]]

OPEN: Final = Gauge("dokploy_sockets_open", "WebSockets that are open in this process.", ["path"])

log = structlog.get_logger(__name__)


class Closing(Exception):
    """The socket is to be closed with this code and reason."""

    def __init__(self, code: int, reason: str = "") -> None:
        super().__init__(reason)
        self.code = code
        self.reason = reason


class Visit:
    """One open socket."""

    def __init__(self, runtime: Runtime, socket: WebSocket) -> None:
        self.runtime = runtime
        self.socket = socket
        self.actor = Actor()
        self.given: dict[str, str] = {}
        """Credentials that came in a frame, as the headers that they stand for."""
        self.hear: Hear | None = None
        """Gets each frame of the client; the next is read when it returns. Unset, frames mean nothing. To be set before
        anything is waited for, or the first frames are missed."""
        self.frame_bytes = FRAME_BYTES
        """A longer frame ends the socket; set like `hear`."""
        self.seat = Seat(runtime)

    def asked(self, name: str) -> str | None:
        """A query parameter; an empty one counts as missing."""
        return self.socket.query_params.get(name) or None

    async def sign_in(self) -> Actor:
        """Who this is, now; a look again does not count against a key's limit."""
        self.actor = await who_is(self.runtime, self.socket, self.given)
        if not self.actor.is_signed_in:
            raise Unauthorized("Not authorized")
        self.seat.take(self.actor.user_id)
        return self.actor

    async def send(self, text: str, resume: Callable[[], str] | None = None) -> None:
        """Send a frame; `Closing` for a reader that does not take it, with what `resume` says about going on."""
        try:
            async with asyncio.timeout(SEND_SECONDS):
                await self.socket.send_text(text)
        except RuntimeError as error:
            # The server has closed it by itself (a frame that is too long or not UTF-8, no pong), and whoever reads has
            # not heard of that yet.
            raise WebSocketDisconnect(1006) from error
        except TimeoutError as error:
            hint = f": resume with {resume()}" if resume else ""
            raise Closing(TRY_AGAIN, f"Too slow{hint}") from error

    async def recheck(self, check: Callable[[], Awaitable[Any]]) -> None:
        """Ask again and again whether this may go on, and at once when rights have changed; never returns by itself."""
        with self.runtime.tools.bus.listen(CHANGED) as news:
            while True:
                with suppress(TimeoutError):
                    async with asyncio.timeout(random.uniform(*RECHECK_SECONDS)):  # noqa: S311 - spreads load only
                        await news.get()
                with suppress(TryLater):  # nobody knows for as long as the database is away
                    await check()


Show = Callable[[Visit], Awaitable[None]]


async def receive(runtime: Runtime, socket: WebSocket, show: Show) -> None:
    """Run `show` for this socket. Accept first and close afterwards: that is where clients look for the reason."""
    bind_contextvars(request_id=new_id())
    await socket.accept()
    OPEN.labels(socket.scope["path"]).inc()
    visit = Visit(runtime, socket)
    showing = asyncio.create_task(_shown(show, visit), name=f"socket {socket.url.path}")
    listening = asyncio.create_task(_until_hung_up(visit))
    try:
        await asyncio.wait((showing, listening), return_when=asyncio.FIRST_COMPLETED)
    finally:
        OPEN.labels(socket.scope["path"]).dec()
        showing.cancel()
        listening.cancel()
        visit.seat.leave()
        await asyncio.wait((showing, listening))
    for task in (listening, showing):
        error = None if task.cancelled() else task.exception()
        if isinstance(error, Closing):
            await _close(socket, error)
            return
        if error is not None:
            raise error


async def beside(*works: Awaitable[None]) -> None:
    """Run them beside each other until the first ends; then the others are ended too, and its failure is raised."""
    tasks = [asyncio.ensure_future(work) for work in works]
    try:
        await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.wait(tasks)
    for task in tasks:
        if not task.cancelled() and (error := task.exception()) is not None:
            raise error


async def _shown(show: Show, visit: Visit) -> None:
    """End with `Closing`, or quietly when the reader has gone."""
    try:
        await show(visit)
    except DokployError as error:
        raise closing(error) from error
    except (WebSocketDisconnect, OSError):
        return  # the reader went while we were writing


def closing(error: DokployError) -> Closing:
    """The code by which clients tell what went wrong."""
    match error:
        case Unauthorized() | Forbidden() | NotFound():
            return Closing(NOT_AUTHORIZED, error.message)
        case Invalid():
            return Closing(BAD_PARAMETER, error.message)
        case _ if error.status >= 500 and not isinstance(error, TryLater):
            log.warning("socket_failed", cause=str(error))
            return Closing(FAILED, str(error))
        case _:
            whole = str(error)
            return Closing(TRY_AGAIN, whole if len(whole.encode()) <= REASON_BYTES else error.message)


async def _until_hung_up(visit: Visit) -> None:
    while (message := await visit.socket.receive())["type"] != "websocket.disconnect":
        frame = message["bytes"] if message.get("text") is None else message["text"]
        if len(frame if isinstance(frame, bytes) else frame.encode()) > visit.frame_bytes:
            raise Closing(TOO_LONG, f"A frame holds {visit.frame_bytes // 1024} KB at most")
        if visit.hear is not None:
            await visit.hear(frame)


async def _close(socket: WebSocket, reason: Closing) -> None:
    with suppress(TimeoutError, WebSocketDisconnect, RuntimeError):
        async with asyncio.timeout(CLOSE_SECONDS):
            await socket.close(reason.code, fitting(reason.reason))


def fitting(reason: str) -> str:
    """As much of it as a closing frame holds, in whole words."""
    data = reason.encode()
    if len(data) <= REASON_BYTES:
        return reason
    return data[: REASON_BYTES - len("…".encode())].decode(errors="ignore").rpartition(" ")[0] + "…"
