"""The little of HTTP that calls need, straight on ASGI: what was asked, the body within a limit, one answer back."""

import asyncio
import re
import secrets
from collections.abc import AsyncGenerator, AsyncIterator, Awaitable, Callable
from contextlib import aclosing
from dataclasses import dataclass, field
from typing import Any, Final

from starlette.types import Receive, Scope, Send

from dokploy.core.errors import TooLarge

JSON: Final = "application/json"
MULTIPART: Final = "multipart/form-data"
NO_CONTENT: Final = 204
REQUEST_ID: Final = "request_id"
"""Key of the request's id in the scope's `state`."""

Headers = list[tuple[bytes, bytes]]
_GIVEN_ID = re.compile(r"[A-Za-z0-9._-]{8,64}")


class ClientGone(Exception):
    """The caller hung up before the whole request was here; nobody waits for an answer."""


@dataclass(slots=True)
class Answer:
    status: int
    body: bytes
    media_type: str = JSON
    headers: Headers = field(default_factory=list)

    async def send(self, send: Send, *, without_body: bool = False) -> None:
        headers = [(b"cache-control", b"no-store"), *self.headers]
        if self.status != NO_CONTENT:
            headers.append((b"content-type", self.media_type.encode()))
            headers.append((b"content-length", b"%d" % len(self.body)))
        await send({"type": "http.response.start", "status": self.status, "headers": headers})
        await send({"type": "http.response.body", "body": b"" if without_body else self.body})


@dataclass(slots=True)
class Stream:
    """An answer whose lines are sent as they are ready; `gone` ends it when nobody waits for them any more."""

    lines: AsyncGenerator[bytes, None]
    gone: Callable[[], Awaitable[None]]
    headers: Headers = field(default_factory=list)

    async def send(self, send: Send, *, without_body: bool = False) -> None:
        fixed = [(b"cache-control", b"no-store"), (b"content-type", JSON.encode()), (b"vary", b"trpc-accept, accept")]
        await send({"type": "http.response.start", "status": 200, "headers": [*fixed, *self.headers]})
        if not without_body:
            sending = asyncio.ensure_future(self._send_lines(send))
            leaving = asyncio.ensure_future(self.gone())
            await asyncio.wait((sending, leaving), return_when=asyncio.FIRST_COMPLETED)
            for task in (sending, leaving):
                task.cancel()
            await asyncio.gather(sending, leaving, return_exceptions=True)
        await send({"type": "http.response.body", "body": b""})

    async def _send_lines(self, send: Send) -> None:
        async with aclosing(self.lines) as lines:
            async for line in lines:
                await send({"type": "http.response.body", "body": line, "more_body": True})


class Request:
    """One HTTP request; header names are lower case."""

    __slots__ = ("_receive", "_scope", "headers", "method", "request_id")

    def __init__(self, scope: Scope, receive: Receive) -> None:
        self._scope = scope
        self._receive = receive
        self.method: str = scope["method"]
        self.headers = read_headers(scope)
        self.request_id = request_id(scope)

    @property
    def query_string(self) -> bytes:
        query: bytes = self._scope.get("query_string", b"")
        return query

    @property
    def address(self) -> str:
        client = self._scope.get("client")
        return client[0] if client else ""

    @property
    def media_type(self) -> str:
        return self.headers.get("content-type", "").partition(";")[0].strip().lower()

    @property
    def wants_json(self) -> bool:
        return JSON in self.headers.get("accept", "").lower()

    async def gone(self) -> None:
        """Returns when the caller has hung up; to be awaited after the body was read."""
        while (await self._receive())["type"] != "http.disconnect":
            continue

    async def chunks(self, limit: int) -> AsyncIterator[bytes]:
        """The body as it comes in; more than `limit` bytes is `TooLarge`, at once where the length is announced."""
        announced = self.headers.get("content-length", "")
        if announced.isdecimal() and (len(announced) > len(str(limit)) or int(announced) > limit):
            raise _too_large(limit)
        received, more = 0, True
        while more:
            message = await self._receive()
            if message["type"] == "http.disconnect":
                raise ClientGone
            chunk, more = message.get("body", b""), message.get("more_body", False)
            received += len(chunk)
            if received > limit:
                raise _too_large(limit)
            if chunk:
                yield chunk

    async def body(self, limit: int) -> bytes:
        return b"".join([chunk async for chunk in self.chunks(limit)])


def read_headers(scope: Scope) -> dict[str, str]:
    """Header names in lower case; a header that was sent twice is joined as HTTP says."""
    headers: dict[str, str] = {}
    for raw_name, raw_value in scope["headers"]:
        name, value = raw_name.decode("latin-1").lower(), raw_value.decode("latin-1")
        if name in headers:
            value = f"{headers[name]}{'; ' if name == 'cookie' else ', '}{value}"
        headers[name] = value
    return headers


def request_id(scope: Scope) -> str:
    """The id under which this request is logged: the one that a proxy gave it, else a new one."""
    state: dict[str, Any] = scope.setdefault("state", {})
    known: str | None = state.get(REQUEST_ID)
    if known is None:
        given = next((value for name, value in scope["headers"] if name == b"x-request-id"), b"").decode("latin-1")
        known = state[REQUEST_ID] = given if _GIVEN_ID.fullmatch(given) else secrets.token_hex(8)
    return known


def _too_large(limit: int) -> TooLarge:
    size = f"{limit // 1024**2} MB" if limit >= 1024**2 else f"{limit} bytes"
    return TooLarge(f"The body is larger than {size}")
