"""`/drawer-logs`: every procedure, and the subscriptions, over one socket that speaks tRPC."""

import asyncio
from typing import Final

from dokploy.sockets.door import credentials_of
from dokploy.sockets.visit import Visit, beside
from dokploy.wire.calls import JSON_LIMIT, Calls
from dokploy.wire.trpc_socket import TrpcSocket, caller, connection_params

PARAMS_SECONDS: Final = 10.0
CREDENTIALS: Final = {
    "x-api-key": "x-api-key",
    "apikey": "x-api-key",
    "token": "x-api-key",
    "authorization": "authorization",
}
"""What connection parameters may be called, and the header that they stand for: browsers can set none on a socket."""
FRAMES: Final = 16


async def show_drawer(visit: Visit, calls: Calls | None = None) -> None:
    frames: asyncio.Queue[str | bytes] = asyncio.Queue(FRAMES)
    visit.hear, visit.frame_bytes = frames.put, JSON_LIMIT
    if visit.asked("connectionParams") == "1":
        async with asyncio.timeout(PARAMS_SECONDS):
            params = connection_params(await frames.get())
        visit.given = {CREDENTIALS[name]: value for name, value in params.items() if name in CREDENTIALS}
    await visit.sign_in()
    who = caller(credentials_of(visit.socket) | visit.given, visit.actor.address)
    link = TrpcSocket(calls or Calls.of(visit.runtime), who, visit.send)

    async def recheck() -> None:
        link.check(await visit.sign_in())

    async def listen() -> None:
        while True:
            await link.hear(await frames.get())

    try:
        await beside(visit.recheck(recheck), listen())
    finally:
        await link.close()
