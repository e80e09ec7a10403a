"""Requests below HTTP: bytes on a socket, and whatever comes back; and many ways to write a request wrong."""

import asyncio
import random
import re
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from time import monotonic
from typing import Final

from tests.proofs import oddities

STATUS: Final = re.compile(rb"HTTP/1\.[01] (\d{3}) ")
PATIENCE_S: Final = 5.0
QUIET_S: Final = 0.3
"""An answer that is not there by now is waited for no longer: the request was never whole."""
BIG_HEADER: Final = 200_000
LONG_PATH: Final = 70_000
TYPE_JSON: Final = b"content-type: application/json"


@dataclass(frozen=True)
class Heard:
    """The statuses of all answers on one connection, in their order; none where it was only closed."""

    statuses: tuple[int, ...]
    seconds: float
    """Until the first byte of the answer; 0 without one."""
    ended: bool
    """The server closed the connection, at the latest after we had said that there is no more."""
    text: bytes


async def exchange(host: str, port: int, sent: bytes, quiet_s: float = QUIET_S) -> Heard:
    """Send the bytes and hear the server out; what it still waits for after `quiet_s` will not come, and it is told."""
    reader, writer = await asyncio.open_connection(host, port)
    begun = monotonic()
    heard, first, ended = b"", 0.0, False
    with suppress(ConnectionError, TimeoutError):
        writer.write(sent)
        async with asyncio.timeout(PATIENCE_S + quiet_s):
            while not ended:
                try:
                    chunk = await asyncio.wait_for(reader.read(65_536), quiet_s)
                except TimeoutError:
                    writer.write_eof()
                    chunk = await reader.read()
                first = first or (monotonic() - begun if chunk else 0.0)
                heard, ended = heard + chunk, not chunk
    writer.close()
    with suppress(ConnectionError):
        await writer.wait_closed()
    return Heard(tuple(int(number) for number in STATUS.findall(heard)), first, ended, heard)


@dataclass(frozen=True)
class Scribe:
    """Writes requests that are nearly right, in the name of `key`; the same dice write the same ones."""

    dice: random.Random
    key: str
    names: tuple[str, ...]
    """Procedures that may be called."""

    def request(self) -> bytes:
        return self.dice.choice(_WAYS)(self)

    def name(self) -> bytes:
        return self.dice.choice(self.names).encode()

    def one(self, of: tuple[bytes, ...]) -> bytes:
        return self.dice.choice(of)

    def get(self, path: bytes) -> bytes:
        return self.head(b"GET " + path + b" HTTP/1.1")

    def head(self, first: bytes, *headers: bytes) -> bytes:
        return _lines(first, b"host: panel", b"x-api-key: " + self.key.encode(), *headers, b"connection: close")

    def post(self, body: bytes, *headers: bytes, path: bytes = b"") -> bytes:
        first = b"POST " + (path or b"/api/" + self.name()) + b" HTTP/1.1"
        return self.head(first, *(headers or (TYPE_JSON,)), b"content-length: %d" % len(body)) + body


def _lines(*lines: bytes) -> bytes:
    return b"\r\n".join((*lines, b"", b""))


def _bad_json(scribe: Scribe) -> bytes:
    return scribe.post(scribe.one(oddities.JSON_BODIES))


def _bad_type(scribe: Scribe) -> bytes:
    return scribe.post(scribe.one(oddities.JSON_BODIES), b"content-type: " + scribe.one(oddities.TYPES))


def _bad_first_line(scribe: Scribe) -> bytes:
    line = re.sub(rb"%b", lambda _: scribe.name(), scribe.one(oddities.FIRST_LINES))
    return scribe.head(line.replace(b"%%", b"%"))


def _bad_header(scribe: Scribe) -> bytes:
    """With our own host beside it, or, where the host is what is tried, without."""
    first = scribe.one(oddities.PAGES) + b" HTTP/1.1"
    bad = scribe.dice.choices(oddities.HEADERS, k=scribe.dice.randrange(1, 4))
    if scribe.dice.random() < 0.5:
        return scribe.head(first, *bad)
    return _lines(first, *bad, b"connection: close")


def _huge_header(scribe: Scribe) -> bytes:
    size, many = scribe.dice.randrange(1000, BIG_HEADER), scribe.dice.randrange(2000)
    first = b"GET /api/settings.health HTTP/1.1"
    if scribe.dice.random() < 0.5:
        return scribe.head(first, b"x-wide: " + b"a" * size)
    return scribe.head(first, *(b"x-%d: y" % number for number in range(many)))


def _long_path(scribe: Scribe) -> bytes:
    size = scribe.dice.randrange(1000, LONG_PATH)
    calls, pairs, dots = b"a.b," * (size // 4), b"a=1&" * (size // 4), b"/%2e" * (size // 4)
    names = b"/api/" + b"a" * size, b"/api/trpc/" + calls + b"?batch=1", b"/" * size
    return scribe.get(scribe.one((*names, b"/api/" + scribe.name() + b"?" + pairs, dots)))


def _bad_length(scribe: Scribe) -> bytes:
    first = b"POST /api/" + scribe.name() + b" HTTP/1.1"
    return scribe.head(first, TYPE_JSON, b"content-length: " + scribe.one(oddities.LENGTHS)) + b"{}"


def _bad_chunks(scribe: Scribe) -> bytes:
    also = (b"content-length: 3",) if scribe.dice.random() < 0.3 else ()
    first = b"POST /api/" + scribe.name() + b" HTTP/1.1"
    return scribe.head(first, TYPE_JSON, b"transfer-encoding: chunked", *also) + scribe.one(oddities.CHUNKS)


def _bad_batch(scribe: Scribe) -> bytes:
    names = b",".join(scribe.name() for _ in range(scribe.dice.randrange(1, 6)))
    path, body = b"/api/trpc/" + names + b"?batch=1", scribe.one(oddities.BATCHES)
    return scribe.post(body, path=path) if scribe.dice.random() < 0.5 else scribe.get(path + b"&input=" + body)


def _bad_upload(scribe: Scribe) -> bytes:
    form = b"content-type: multipart/form-data; boundary=b"
    return scribe.post(scribe.one(oddities.UPLOADS), form, path=b"/api/application.dropDeployment")


def _bad_webhook(scribe: Scribe) -> bytes:
    path, event = b"/api/deploy/" + scribe.one(oddities.TOKENS), scribe.one(oddities.EVENTS)
    return scribe.post(scribe.one(oddities.JSON_BODIES), event, TYPE_JSON, path=path)


def _bad_auth(scribe: Scribe) -> bytes:
    media_type = b"content-type: " + scribe.one((b"application/json", *oddities.TYPES))
    return scribe.post(scribe.one(oddities.JSON_BODIES), media_type, path=b"/api/auth/" + scribe.one(oddities.AUTH))


def _bad_upgrade(scribe: Scribe) -> bytes:
    key = b"sec-websocket-key: " + scribe.one((b"dGhlIHNhbXBsZSBub25jZQ==", b"x", b"", b"\xff"))
    version = b"sec-websocket-version: " + scribe.one((b"13", b"8", b"x", b"13, 8"))
    host = scribe.one((b"host: panel", b"host: [", b"host: a/b?x"))
    first, who = scribe.one(oddities.SOCKETS) + b" HTTP/1.1", b"x-api-key: " + scribe.key.encode()
    asked = _lines(first, host, who, b"upgrade: websocket", b"connection: Upgrade", key, version)
    return asked + scribe.dice.randbytes(scribe.dice.randrange(200))


def _noise(scribe: Scribe) -> bytes:
    return scribe.dice.randbytes(scribe.dice.randrange(3000))


def _bitten(scribe: Scribe) -> bytes:
    """A good request with a few bytes changed, doubled or gone."""
    whole = bytearray(scribe.post(b'{"name":"x","json":{"a":[1,2,3]}}'))
    for _ in range(scribe.dice.randrange(1, 6)):
        place = scribe.dice.randrange(len(whole))
        match scribe.dice.randrange(3):
            case 0:
                whole[place] = scribe.dice.randrange(256)
            case 1:
                del whole[place]
            case _:
                whole.insert(place, whole[place])
    return bytes(whole)


_WAYS: Final[tuple[Callable[[Scribe], bytes], ...]] = (
    _bad_json, _bad_type, _bad_first_line, _bad_header, _bad_header, _huge_header, _long_path, _bad_length,
    _bad_chunks, _bad_batch, _bad_upload, _bad_webhook, _bad_auth, _bad_upgrade, _noise, _bitten, _bitten,
)  # fmt: skip
