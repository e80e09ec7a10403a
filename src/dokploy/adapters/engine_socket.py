"""Open-ended streams of the Engine API, in the loop: many may stand open without a thread, at their reader's pace.

`Engine` has threads for its streams, which is right for the few long ones of a run; who looks at a log or sits at a
terminal waits for hours.
"""

import ssl
from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import asynccontextmanager, suppress
from typing import Any

import httpcore
import httpx

from dokploy.adapters.engine_api import EngineRefused, Request, refusal
from dokploy.core.errors import EngineUnavailable, TimedOut
from dokploy.core.guard import outside_write_unit

CONNECT_S = 5.0
ANSWER_S = 30.0
CHUNK = 65536
_UPGRADE = {"Connection": "Upgrade", "Upgrade": "tcp"}


class Duplex:
    """Both directions of a connection that the engine has handed over."""

    def __init__(self, stream: Any) -> None:
        self._stream = stream

    async def read(self) -> bytes:
        """What comes next; empty at the end, however it came about."""
        try:
            return bytes(await self._stream.read(CHUNK))
        except httpcore.NetworkError:
            return b""

    async def write(self, data: bytes) -> None:
        """What nobody takes any more is dropped: reading tells that the end has come."""
        with suppress(httpcore.NetworkError):
            await self._stream.write(data)


class EngineSocket:
    """Each stream has a connection of its own, closed with it; nothing is kept between them."""

    def __init__(self, docker_host: str) -> None:
        self._docker_host = docker_host

    async def stream(self, request: Request) -> AsyncGenerator[bytes, None]:
        """The answer's bytes as they come, for as long as they come. Raises `EngineUnavailable` or `EngineRefused`."""
        async with self._answer(request) as answer:
            async for chunk in answer.aiter_raw():
                yield chunk

    @asynccontextmanager
    async def duplex(self, request: Request) -> AsyncIterator[Duplex]:
        """The connection itself, after the engine has agreed to hand it over."""
        async with self._answer(request, _UPGRADE) as answer:
            yield Duplex(answer.extensions["network_stream"])

    @asynccontextmanager
    async def _answer(self, request: Request, headers: dict[str, str] | None = None) -> AsyncIterator[httpx.Response]:
        outside_write_unit("the Docker Engine")
        with_headers = {**request.headers, **(headers or {})}
        try:
            async with (
                self._client() as client,
                client.stream(
                    request.method,
                    f"http://engine{request.path}",
                    params=dict(request.params),
                    json=request.body,
                    headers=with_headers,
                ) as answer,
            ):
                if answer.status_code >= httpx.codes.BAD_REQUEST:
                    raise await _refusal(answer)
                yield answer
        except httpx.TimeoutException as error:
            raise TimedOut(f"The Docker Engine at {self._docker_host} did not answer in time.") from error
        except (httpx.TransportError, OSError) as error:
            raise EngineUnavailable(
                f"The connection to the Docker Engine at {self._docker_host} failed: {error}"
            ) from error

    def _client(self) -> httpx.AsyncClient:
        # A Unix socket needs no certificates, and reading those of the machine takes 20 ms.
        transport = httpx.AsyncHTTPTransport(
            uds=self._docker_host.removeprefix("unix://"), verify=ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        )
        limits = httpx.Timeout(ANSWER_S, connect=CONNECT_S, read=None)
        return httpx.AsyncClient(transport=transport, timeout=limits, trust_env=False)


async def _refusal(answer: httpx.Response) -> EngineRefused:
    await answer.aread()
    try:
        said: Any = answer.json()["message"]
    except (ValueError, KeyError, TypeError):
        said = answer.text or answer.reason_phrase
    return refusal(str(said), answer.status_code)
