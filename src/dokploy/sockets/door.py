"""Who may open a socket: signed in as for HTTP, and with the right to the very object."""

from typing import Final

from starlette.websockets import WebSocket

from dokploy.context import Runtime
from dokploy.core.actor import Actor
from dokploy.core.names import new_id
from dokploy.wire.credentials import authenticate

ENDED: Final = 1000
TOO_LONG: Final = 1009
FAILED: Final = 1011
TRY_AGAIN: Final = 1013
BAD_PARAMETER: Final = 4000
NOT_AUTHORIZED: Final = 4003


async def who_is(runtime: Runtime, socket: WebSocket, given: dict[str, str]) -> Actor:
    """The caller at this moment; raises what `authenticate` raises. A cookie counts from our own pages only.

    `given` are headers that came in a frame. A stream is no call: neither opening it nor looking again takes anything
    off a key's limit.
    """
    address = socket.client.host if socket.client else ""
    headers = credentials_of(socket) | given
    return await authenticate(runtime, headers, address=address, request_id=new_id(), counts=False)


def identity_of(socket: WebSocket, given: dict[str, str]) -> tuple[tuple[str, str], ...]:
    """The same for all sockets whose caller `who_is` finds out from the same words."""
    heard = credentials_of(socket) | given
    said = {name: value for name, value in heard.items() if not name.startswith("sec-websocket-")}
    return (("", socket.client.host if socket.client else ""), *sorted(said.items()))


def credentials_of(socket: WebSocket) -> dict[str, str]:
    """The headers; browsers cannot set any on a socket, so `?token=` may carry a key or a JWT instead."""
    headers = dict(socket.headers)
    token = socket.query_params.get("token")
    if token and "x-api-key" not in headers:
        headers["authorization"] = f"Bearer {token}"
    return headers
