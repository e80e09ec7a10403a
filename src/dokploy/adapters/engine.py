"""The Docker Engine through docker-py, off the event loop, its errors translated at this border."""

import asyncio
import errno
import json
import os
import time
from collections.abc import AsyncGenerator, Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import aclosing
from contextvars import copy_context
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any, TypeVar

from dokploy.adapters.docker_cli import DockerCli, find_cli
from dokploy.adapters.engine_api import Request
from dokploy.core import failpoints
from dokploy.core.errors import EngineUnavailable, TimedOut
from dokploy.core.guard import outside_write_unit

if TYPE_CHECKING:  # docker-py costs 0.2 s and 15 MB: only a process that talks to the engine pays for it
    from dokploy.adapters.docker_client import TimedClient

T = TypeVar("T")

CALLS = 8
STREAMS = 64
FACTS_FOR_S = 5.0
QUEUED_CHUNKS = 256


@dataclass(frozen=True)
class EngineFacts:
    """What was found out about the engine, once per start and again when it comes back."""

    version: str
    api_version: str
    node_id: str
    is_manager: bool
    has_ipvs: bool
    """Without IPVS a virtual IP and the routing mesh do not answer: dnsrr and host-mode ports instead."""
    docker_cli: str | None
    """Path of a docker client that can build with BuildKit; None when there is none."""
    has_buildkit: bool
    reason: str | None = None
    """Why nothing can be deployed, in one sentence with the cure; None when all is well."""
    swarm_state: str = ""
    """inactive, pending, active, error or locked."""
    host_name: str = ""
    plain_cli: str | None = None
    """Path of any docker client; builds without BuildKit when `docker_cli` is None."""


class Engine:
    """`call` and `ask` run in the pool for calls, `stream` in the one for streams, so that neither starves the other.

    Nothing connects before the first use. An engine that is missing raises `EngineUnavailable`; it is found again when
    it comes back, since every failed connection is forgotten.
    """

    def __init__(self, docker_host: str) -> None:
        self.docker_host = docker_host
        self._clients: dict[str, TimedClient] = {}
        self._connecting = Lock()
        self._facts: tuple[float, EngineFacts] | None = None
        self._cli: tuple[float, DockerCli] | None = None
        self._pumps: set[_Pump] = set()

    @cached_property
    def _calls(self) -> ThreadPoolExecutor:
        return ThreadPoolExecutor(CALLS, thread_name_prefix="engine-call")

    @cached_property
    def _streams(self) -> ThreadPoolExecutor:
        return ThreadPoolExecutor(STREAMS, thread_name_prefix="engine-stream")

    async def call(self, work: Callable[[Any], T], *, timeout_s: float = 30) -> T:
        """Run `work(client)` in a thread. Raises `EngineUnavailable`, `TimedOut` or `EngineRefused`."""
        outside_write_unit("the Docker Engine")

        def run() -> T:
            from dokploy.adapters.docker_client import translated  # noqa: PLC0415 - heavy, see above

            client = self._client("calls")
            with self._forgetting("calls"), translated(self.docker_host), client.limit(timeout_s):
                failpoints.reach("engine.call", _broken)
                answer = work(client)
                failpoints.reach("engine.answer", _broken)
                return answer

        try:
            # The thread ends by its own time limit; this one also covers many short waits in a row.
            async with asyncio.timeout(timeout_s * 1.5):
                return await asyncio.get_running_loop().run_in_executor(self._calls, copy_context().run, run)
        except TimeoutError as error:
            raise TimedOut(f"The Docker Engine did not answer within {timeout_s:g} seconds.") from error

    async def ask(self, request: Request, *, timeout_s: float = 30) -> Any:
        """One request of the Engine API; its JSON, or None when the answer is empty."""

        def work(client: "TimedClient") -> Any:
            response = client.send_request(request)
            return response.json() if response.content.strip() else None

        return await self.call(work, timeout_s=timeout_s)

    async def ping(self, *, timeout_s: float) -> None:
        """Nothing but whether it answers."""
        await self.call(lambda client: client.ping(), timeout_s=timeout_s)

    async def stream(self, request: Request, *, idle_s: float | None = None) -> AsyncGenerator[bytes, None]:
        """The answer's bytes as they come; `TimedOut` when none comes for `idle_s`. Closing it cuts the connection.

        Use it with `contextlib.aclosing`, so that a consumer that breaks off frees the thread at once.
        """
        outside_write_unit("the Docker Engine")
        pump = _Pump(self, request, idle_s)
        self._pumps.add(pump)
        running = asyncio.get_running_loop().run_in_executor(self._streams, copy_context().run, pump.run)
        try:
            while (chunk := await pump.queue.get()) is not None:
                yield chunk
            await running
        finally:
            self._pumps.discard(pump)
            pump.stop()
            # One who leaves early does not care how the thread ends, and must not wait for an engine that is silent.
            running.add_done_callback(lambda done: done.cancelled() or done.exception())

    async def json_lines(
        self, request: Request, *, idle_s: float | None = None
    ) -> AsyncGenerator[dict[str, Any], None]:
        """The answer's JSON objects, one a line: progress of pull, push and build, events."""
        rest = b""
        async with aclosing(self.stream(request, idle_s=idle_s)) as chunks:
            async for chunk in chunks:
                *lines, rest = (rest + chunk).split(b"\n")
                for line in filter(None, map(bytes.strip, lines)):
                    yield json.loads(line)
        if rest.strip():
            yield json.loads(rest)

    async def facts(self, *, fresh: bool = False) -> EngineFacts:
        """What the engine is, at most five seconds old. Raises `EngineUnavailable` when no engine answers."""
        if self._facts and not fresh and time.monotonic() - self._facts[0] < FACTS_FOR_S:
            return self._facts[1]
        self._facts = None
        facts = await self.call(self._find_facts, timeout_s=10)
        self._facts = (time.monotonic(), facts)
        return facts

    async def close(self) -> None:
        """Give back threads and connections; the next use takes new ones."""
        for pump in self._pumps:
            pump.stop()
        for pool in ("_calls", "_streams"):
            if pool in self.__dict__:
                self.__dict__.pop(pool).shutdown(wait=False, cancel_futures=True)
        for client in self._clients.values():
            client.close()
        self._clients.clear()

    def _client(self, purpose: str) -> "TimedClient":
        from dokploy.adapters.docker_client import connect, knock  # noqa: PLC0415 - heavy, see above

        if not self.docker_host.startswith("unix://"):
            raise EngineUnavailable(
                f"DOCKER_HOST is {self.docker_host}: a remote engine cannot be used, because sources and mounts lie on "
                "this machine.",
                hint="Unset DOCKER_HOST, or point it to a local socket: unix:///var/run/docker.sock",
            )
        with self._forgetting(purpose):
            knock(self.docker_host)
        with self._connecting:
            if purpose not in self._clients:
                self._clients[purpose] = connect(self.docker_host)
            return self._clients[purpose]

    def _forgetting(self, purpose: str) -> "_Forget":
        return _Forget(self._clients, purpose)

    def _find_facts(self, client: "TimedClient") -> EngineFacts:
        info = client.info()
        swarm = info.get("Swarm") or {}
        cli = self._find_cli()
        return EngineFacts(
            version=info["ServerVersion"],
            api_version=client.api_version,
            node_id=swarm.get("NodeID", ""),
            is_manager=bool(swarm.get("ControlAvailable")),
            # The module is not loaded by us: what a host lacks today it may lack after the next boot.
            has_ipvs=Path("/proc/net/ip_vs").exists(),
            docker_cli=cli.with_buildkit,
            has_buildkit=cli.with_buildkit is not None,
            reason=_why_not(swarm),
            swarm_state=swarm.get("LocalNodeState", ""),
            host_name=info.get("Name", ""),
            plain_cli=cli.any,
        )

    def _find_cli(self) -> DockerCli:
        if self._cli is None or time.monotonic() - self._cli[0] > 60:
            self._cli = (time.monotonic(), find_cli())
        return self._cli[1]


class _Forget:
    """Drop the client when its connection failed: the engine may come back with another API version."""

    def __init__(self, clients: dict[str, "TimedClient"], purpose: str) -> None:
        self._clients = clients
        self._purpose = purpose

    def __enter__(self) -> None: ...

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        if kind is not None and issubclass(kind, EngineUnavailable):
            self._clients.pop(self._purpose, None)


class _Pump:
    """Moves a stream from its thread into a queue of the loop, at the consumer's pace."""

    def __init__(self, engine: Engine, request: Request, idle_s: float | None) -> None:
        self.queue: asyncio.Queue[bytes | None] = asyncio.Queue(QUEUED_CHUNKS)
        self._engine = engine
        self._request = request
        self._idle_s = idle_s
        self._loop = asyncio.get_running_loop()
        self._response: Any = None
        self._stopped = False

    def run(self) -> None:
        try:
            self._read()
        finally:
            self._put(None)

    def _read(self) -> None:
        from dokploy.adapters.docker_client import cut, translated  # noqa: PLC0415 - heavy, see above

        engine = self._engine
        client = engine._client("streams")  # noqa: SLF001 - one thing in two classes
        with engine._forgetting("streams"), translated(engine.docker_host), client.limit(self._idle_s):  # noqa: SLF001
            failpoints.reach("engine.stream", _broken)
            self._response = client.send_request(self._request, stream=True)
            if self._stopped:
                return cut(self._response)
            try:
                for chunk in self._response.raw.stream(amt=65536, decode_content=False):
                    if self._stopped:
                        break
                    self._put(chunk)
            except Exception:
                if not self._stopped:  # otherwise we cut it ourselves
                    raise
            finally:
                cut(self._response)

    def _put(self, chunk: bytes | None) -> None:
        if not self._stopped:
            asyncio.run_coroutine_threadsafe(self.queue.put(chunk), self._loop).result()

    def stop(self) -> None:
        """Called in the loop: wake the thread, whether it waits for the engine or for room in the queue."""
        from dokploy.adapters.docker_client import cut  # noqa: PLC0415 - heavy, see above

        self._stopped = True
        if self._response is not None:
            cut(self._response)
        while not self.queue.empty():
            self.queue.get_nowait()


def _broken() -> OSError:
    return ConnectionResetError(errno.ECONNRESET, os.strerror(errno.ECONNRESET))


def _why_not(swarm: dict[str, Any]) -> str | None:
    state = swarm.get("LocalNodeState", "inactive")
    if state == "active" and swarm.get("ControlAvailable"):
        return None
    if state == "active":
        return (
            "This Docker Engine is a worker of a Swarm, and only a manager can deploy. "
            "Run Dokploy on a manager, or promote this node there: docker node promote <node>"
        )
    if state == "locked":
        return "The Swarm of this Docker Engine is locked. Unlock it: docker swarm unlock"
    if state == "inactive":
        return "This Docker Engine is in no Swarm. `make up` makes it a Swarm of one node; or: docker swarm init"
    error = swarm.get("Error") or "it gives no reason"
    return f"The Swarm of this Docker Engine is in state {state}: {error}. See: docker info"
