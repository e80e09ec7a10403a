"""However a socket ends, whatever is being said at that moment: no trace in the log, and nothing left running."""

import asyncio
import logging
import socket
import struct
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress

import pytest
import uvicorn
from fastapi import FastAPI, WebSocket
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed

from dokploy.context import Runtime
from dokploy.sockets.visit import Visit, receive

LONGEST = 1024


class Talker:
    """Says something at every chance it gets, so that there is no moment at which it does not."""

    def __init__(self) -> None:
        self.open = 0
        self.delay = 0.0
        """Seconds until a caller is let in."""

    async def show(self, visit: Visit) -> None:
        self.open += 1
        try:
            while True:
                await visit.send("x")
                await asyncio.sleep(0)
        finally:
            self.open -= 1


def failures(caplog: pytest.LogCaptureFixture) -> list[str]:
    """What the server calls a failure of ours; its own remark on bytes that are no text is none."""
    told = [record.getMessage() for record in caplog.records if record.levelno >= logging.ERROR]
    return [line for line in told if not line.startswith("Invalid UTF-8 sequence")]


@asynccontextmanager
async def talking(runtime: Runtime) -> AsyncIterator[tuple[Talker, int]]:
    talker, app = Talker(), FastAPI()

    @app.websocket("/")
    async def _(asked: WebSocket) -> None:
        await asyncio.sleep(talker.delay)
        await receive(runtime, asked, talker.show)

    listener = socket.create_server(("127.0.0.1", 0))
    config = uvicorn.Config(app, ws="websockets-sansio", ws_max_size=LONGEST, lifespan="off", log_config=None)
    server = uvicorn.Server(config)
    serving = asyncio.create_task(server._serve([listener]))
    while not server.started:
        await asyncio.sleep(0.01)
    yield talker, listener.getsockname()[1]
    server.should_exit = True
    await serving
    listener.close()


async def too_long(connection: ClientConnection) -> None:
    await connection.send("y" * (LONGEST + 1))


async def not_text(connection: ClientConnection) -> None:
    await connection.send(b"\xff\xff", text=True)


async def unmasked(connection: ClientConnection) -> None:
    connection.transport.write(b"\x81\x01a")


async def aborted(connection: ClientConnection) -> None:
    connection.transport.abort()


async def polite(connection: ClientConnection) -> None:
    await connection.close()


@pytest.mark.parametrize("end", [too_long, not_text, unmasked, aborted, polite])
async def test_an_open_socket_ends_without_a_trace(
    runtime: Runtime, caplog: pytest.LogCaptureFixture, end: Callable[[ClientConnection], Awaitable[None]]
) -> None:
    async with talking(runtime) as (talker, port):
        for _ in range(20):
            async with connect(f"ws://127.0.0.1:{port}/", max_size=None, compression=None) as connection:
                await connection.recv()
                await end(connection)
                with suppress(ConnectionClosed):
                    while True:
                        await connection.recv()
        async with asyncio.timeout(10):
            while talker.open:
                await asyncio.sleep(0.01)
    assert failures(caplog) == []


async def test_who_leaves_before_being_let_in_leaves_no_trace(
    runtime: Runtime, caplog: pytest.LogCaptureFixture
) -> None:
    async with talking(runtime) as (talker, port):
        talker.delay = 0.02
        for _ in range(50):
            with socket.create_connection(("127.0.0.1", port)) as caller:
                caller.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
                caller.sendall(
                    b"GET / HTTP/1.1\r\nhost: x\r\nupgrade: websocket\r\nconnection: upgrade\r\n"
                    b"sec-websocket-version: 13\r\nsec-websocket-key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n"
                )
            await asyncio.sleep(0.01)
        async with asyncio.timeout(10):
            while talker.open:
                await asyncio.sleep(0.01)
    assert failures(caplog) == []
