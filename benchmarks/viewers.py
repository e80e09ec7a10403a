"""Many viewers of one log: how long a line takes from the worker's hand to each of them.

The server is a real one on PostgreSQL and Valkey; the lines are written by a process of its own, with what a worker
writes with (`RunLog`, `SharedBus`); the viewers are another process, which costs less than the server.

    python -m benchmarks.viewers '{"part": "watch", …}'

prints `{"viewers": …, "lines": …, "p50_ms": …, "p99_ms": …, "gaps": …}`.
"""

import asyncio
import json
import os
import subprocess
import sys
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, cast

import uvloop

from benchmarks.server import ROOT, Api, Server
from dokploy.adapters.bus import SharedBus
from dokploy.adapters.database import Database
from dokploy.adapters.folder import DataFolder
from dokploy.core.names import new_id
from dokploy.models import Deployment
from dokploy.releases.log import RunLog

LINES_A_SECOND = 100
SECONDS = 10
CONNECT_SECONDS = 60


def measure(server: Server, api: Api, application_id: str, viewers: int) -> dict[str, Any]:
    """Figures of so many viewers, and what they cost the server in memory."""
    before = server.memory_mb()["pss"]
    deployment_id, path = asyncio.run(_running(server, application_id))
    given = {
        "port": server.port,
        "key": api.key,
        "deployment_id": deployment_id,
        "viewers": viewers,
        "path": str(path),
        "redis_url": server.redis_url,
        "data": str(server.data),
    }
    watching = _start({"part": "watch", **given})
    assert watching.stdout is not None
    if watching.stdout.readline().strip() != "connected":
        raise SystemExit(watching.communicate()[1])
    writing = _start({"part": "write", **given})
    said, complaint = watching.communicate()
    writing.communicate()
    if watching.returncode != 0:
        raise SystemExit(complaint)
    figures: dict[str, Any] = json.loads(said)
    return figures | {"grown_mb": round(server.memory_mb()["pss"] - before, 1)}


def _start(given: dict[str, Any]) -> "subprocess.Popen[str]":
    command = [sys.executable, "-m", "benchmarks.viewers", json.dumps(given)]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


async def _running(server: Server, application_id: str) -> tuple[str, Path]:
    """A deployment that somebody seems to be at work on."""
    deployment_id = new_id()
    path = server.data / "logs" / "bench" / f"{deployment_id}.log"
    now = datetime.now(UTC)
    database = Database(server.database)
    async with database.write() as session:
        session.add(
            Deployment(
                deployment_id=deployment_id,
                application_id=application_id,
                title="Watched",
                status="running",
                state="running",
                log_path=str(path),
                started_at=now.isoformat(),
                stages=[],
                lease_owner="the benchmark",
                lease_until=now + timedelta(hours=1),
            )
        )
    await database.close()
    return deployment_id, path


# ------------------------------------------------------------------------------------------------ the worker


async def write(given: dict[str, Any]) -> None:
    """A hundred lines a second, each with the moment at which it was handed over."""
    topic = f"log:{given['deployment_id']}"
    bus = SharedBus(given["redis_url"], f"dokploy:{DataFolder(Path(given['data'])).instance_id}:events")
    async with bus.connected():
        log = RunLog(Path(given["path"]), lambda size: bus.publish(topic, {"size": size}))
        begun = time.monotonic()
        for number in range(LINES_A_SECOND * SECONDS):
            await asyncio.sleep(begun + number / LINES_A_SECOND - time.monotonic())
            await log.write(f"{time.time():.6f} {number} compiling something with a name of some length")
        await log.close()
        await asyncio.sleep(0.5)


# ------------------------------------------------------------------------------------------------ the viewers


class Viewer(asyncio.Protocol):
    """A WebSocket in its simplest form: an upgrade, then frames of text that nobody masks."""

    def __init__(self, request: bytes, wanted: int) -> None:
        self.request = request
        self.wanted = wanted
        self.is_open = asyncio.get_running_loop().create_future()
        self.is_done = asyncio.get_running_loop().create_future()
        self.buffer = bytearray()
        self.times: list[float] = []
        self.next_number = 0
        self.gaps = 0

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        cast("asyncio.Transport", transport).write(self.request)

    def data_received(self, data: bytes) -> None:
        self.buffer += data
        if not self.is_open.done():
            head, end, _ = self.buffer.partition(b"\r\n\r\n")
            if not end:
                return
            if not head.startswith(b"HTTP/1.1 101"):
                self.is_open.set_exception(RuntimeError(bytes(head[:100])))
                return
            del self.buffer[: len(head) + 4]
            self.is_open.set_result(None)
        while (frame := self._frame()) is not None:
            self._take(frame)

    def _frame(self) -> bytes | None:
        if len(self.buffer) < 4:
            return None
        length, start = self.buffer[1], 2
        if length == 126:
            length, start = int.from_bytes(self.buffer[2:4], "big"), 4
        elif length == 127:
            length, start = int.from_bytes(self.buffer[2:10], "big"), 10
        if len(self.buffer) < start + length:
            return None
        payload = bytes(self.buffer[start : start + length]) if self.buffer[0] == 0x81 else b""
        del self.buffer[: start + length]
        return payload

    def _take(self, frame: bytes) -> None:
        now = time.time()
        for line in frame.splitlines():
            at, number, _ = line.split(b" ", 2)
            self.times.append(now - float(at))
            self.gaps += int(number) != self.next_number
            self.next_number = int(number) + 1
        if self.next_number == self.wanted and not self.is_done.done():
            self.is_done.set_result(None)


async def watch(given: dict[str, Any]) -> None:
    loop = asyncio.get_running_loop()
    lines = [
        f"GET /listen-deployment?deploymentId={given['deployment_id']} HTTP/1.1",
        f"host: 127.0.0.1:{given['port']}",
        f"x-api-key: {given['key']}",
        "connection: upgrade",
        "upgrade: websocket",
        "sec-websocket-version: 13",
        "sec-websocket-key: dGhlIHNhbXBsZSBub25jZQ==",
    ]
    request, wanted = "\r\n".join([*lines, "", ""]).encode(), LINES_A_SECOND * SECONDS
    viewers = []
    async with asyncio.timeout(CONNECT_SECONDS):
        for _ in range(given["viewers"]):
            _, viewer = await loop.create_connection(lambda: Viewer(request, wanted), "127.0.0.1", given["port"])
            viewers.append(viewer)
        await asyncio.gather(*(viewer.is_open for viewer in viewers))
    print("connected", flush=True)
    async with asyncio.timeout(CONNECT_SECONDS + SECONDS):
        await asyncio.gather(*(viewer.is_done for viewer in viewers))
    times = sorted(at for viewer in viewers for at in viewer.times)
    figures = {
        "viewers": len(viewers),
        "lines": len(times),
        "p50_ms": round(times[len(times) // 2] * 1000, 1),
        "p99_ms": round(times[int(len(times) * 0.99)] * 1000, 1),
        "gaps": sum(viewer.gaps for viewer in viewers),
    }
    print(json.dumps(figures), flush=True)


def main() -> None:
    given: dict[str, Any] = json.loads(sys.argv[1])
    uvloop.run({"watch": watch, "write": write}[given["part"]](given))
    os._exit(0)  # the sockets need no farewell


if __name__ == "__main__":
    main()
