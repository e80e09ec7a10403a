"""The load generator, a process of its own: raw sockets kept alive, so that it costs less than the server.

    python -m benchmarks.load '{"port": 3000, "path": "/api/health", "connections": 16, "seconds": 5}'

prints `{"rps": …, "p50_ms": …, "p99_ms": …, "bytes": …, "failures": …}`.
"""

import asyncio
import json
import sys
import time
from dataclasses import asdict, dataclass, field
from typing import Any, cast

import uvloop

WARM_UP_SECONDS = 1.0


@dataclass
class Target:
    port: int
    path: str
    connections: int
    seconds: float
    headers: dict[str, str] = field(default_factory=dict)

    @property
    def request(self) -> bytes:
        lines = [f"GET {self.path} HTTP/1.1", "host: 127.0.0.1", *(f"{k}: {v}" for k, v in self.headers.items())]
        return "\r\n".join([*lines, "", ""]).encode()


@dataclass
class Figures:
    rps: float
    p50_ms: float
    p99_ms: float
    bytes: int
    failures: int


class Connection(asyncio.Protocol):
    """Asks, waits for the whole answer, asks again."""

    def __init__(self, request: bytes, seen: list[float], failures: list[str]) -> None:
        self.request = request
        self.seen = seen
        self.failures = failures
        self.buffer = bytearray()
        self.missing: int | None = None
        self.size = 0
        self.begun = 0.0

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = cast("asyncio.Transport", transport)  # uvloop's own class, of the same shape
        self.ask()

    def ask(self) -> None:
        self.begun = time.perf_counter()
        self.transport.write(self.request)

    def data_received(self, data: bytes) -> None:
        self.buffer += data
        if self.missing is None:
            end = self.buffer.find(b"\r\n\r\n")
            if end < 0:
                return
            head = bytes(self.buffer[:end]).lower()
            if not head.startswith(b"http/1.1 200"):
                self.failures.append(head.partition(b"\r\n")[0].decode())
            at = head.find(b"content-length:")
            if at < 0:
                self.failures.append("an answer without content-length")
                self.transport.abort()
                return
            self.size = int(head[at + 15 :].partition(b"\r\n")[0])
            self.missing = end + 4 + self.size
        if len(self.buffer) >= self.missing:
            self.seen.append(time.perf_counter() - self.begun)
            self.buffer.clear()
            self.missing = None
            self.ask()

    def connection_lost(self, error: Exception | None) -> None:
        if error is not None:
            self.failures.append(repr(error))


async def measure(target: Target) -> Figures:
    loop = asyncio.get_running_loop()
    seen: list[float] = []
    failures: list[str] = []
    connections = []
    for _ in range(target.connections):
        _, connection = await loop.create_connection(
            lambda: Connection(target.request, seen, failures), "127.0.0.1", target.port
        )
        connections.append(connection)
    await asyncio.sleep(WARM_UP_SECONDS)
    seen.clear()
    begun = time.perf_counter()
    await asyncio.sleep(target.seconds)
    taken, times = time.perf_counter() - begun, sorted(seen)
    for connection in connections:
        connection.transport.abort()
    if not times:
        raise SystemExit(f"no answer within {target.seconds} s: {failures[:3]}")
    return Figures(
        rps=round(len(times) / taken, 1),
        p50_ms=round(times[len(times) // 2] * 1000, 2),
        p99_ms=round(times[min(len(times) - 1, int(len(times) * 0.99))] * 1000, 2),
        bytes=connections[0].size,
        failures=len(failures),
    )


def main() -> None:
    given: dict[str, Any] = json.loads(sys.argv[1])
    print(json.dumps(asdict(uvloop.run(measure(Target(**given))))))


if __name__ == "__main__":
    main()
