"""The doorbell: arq over Valkey wakes the claim loop. Losing it costs latency alone; the database is the queue."""

import asyncio
import json
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Literal, cast

import structlog

from dokploy.core import failpoints

if TYPE_CHECKING:
    from arq import ArqRedis, Worker

QUEUE: Final = "dokploy:bell"
SEND_SECONDS: Final = 2
"""How long one attempt to ring over the network may take; nobody waits for it."""
KEEP_SECONDS: Final = 30
"""A ring that nobody heard in this time says nothing any more: the claim loop has looked by itself."""
BACK_OFF_SECONDS: Final = (0.2, 0.5, 1, 2, 5)

LISTEN_SECONDS: Final = 0.02

log = structlog.get_logger()


@dataclass(frozen=True)
class Heard:
    """What became of a ring on trial; `cause` says why its server is away."""

    state: Literal["heard", "unheard", "away", "alone"]
    """Some process heard it; its server took it but nobody listens; no server answers; there is none to ask."""
    seconds: float | None = None
    cause: str | None = None


class Bell:
    """`ring` and `wait` work without any server; with one, `listen` also hears the rings of other processes.

    Several installations may share a server: each names its own queue.
    """

    def __init__(
        self, url: str = "", *, socket: Path | None = None, poll_s: float = 0.1, installation: str = ""
    ) -> None:
        self._url = url
        self._queue = f"{QUEUE}:{installation}" if installation else QUEUE
        self._socket = socket
        self._poll_s = poll_s
        self._rung = asyncio.Event()
        self._owed = False
        self._sending: asyncio.Task[None] | None = None
        self._pool: ArqRedis | None = None

    async def ring(self) -> None:
        """Wake every worker. Never raises and never waits long: a bell that does not ring is not an error."""
        self._rung.set()
        self._owed = self.has_server
        if self._owed and (self._sending is None or self._sending.done()):
            self._sending = asyncio.create_task(self._send(), name="bell")

    def hear(self) -> None:
        """Wake this process alone."""
        self._rung.set()

    async def wait(self, timeout_s: float) -> None:
        """Return when the bell has rung, or after the time."""
        with suppress(TimeoutError):
            async with asyncio.timeout(timeout_s):
                await self._rung.wait()
        self._rung.clear()

    async def listen(self) -> None:
        """Hear other processes until cancelled. arq's worker ends when its server does, so it is started again."""
        failures = 0
        while self.has_server:
            started = asyncio.get_running_loop().time()
            try:
                await self._hear()
            except Exception as error:  # noqa: BLE001 - whatever ended the worker, the next one may do better
                if asyncio.get_running_loop().time() - started > BACK_OFF_SECONDS[-1]:
                    failures = 0
                if failures == 0:
                    log.warning("doorbell_lost", cause=str(error) or type(error).__name__)
            await asyncio.sleep(BACK_OFF_SECONDS[min(failures, len(BACK_OFF_SECONDS) - 1)])
            failures += 1

    async def heard(self, timeout_s: float) -> Heard:
        """Ring on trial by way of the server, and wait until some process has heard it. Never raises."""
        if not self.has_server:
            return Heard("alone")
        begun, pool, is_taken = time.monotonic(), None, False
        try:
            async with asyncio.timeout(timeout_s):
                pool = await self._connect()
                job = await pool.enqueue_job("ring", _expires=KEEP_SECONDS)
                is_taken = True
                while job is not None:
                    if (await job.status()).value == "not_found":  # done: its result is not kept
                        break
                    await asyncio.sleep(LISTEN_SECONDS)
            return Heard("heard", time.monotonic() - begun)
        except Exception as error:  # noqa: BLE001 - what went wrong is the answer
            return Heard("unheard") if is_taken else Heard("away", cause=str(error) or "it says nothing")
        finally:
            if pool is not None:
                with suppress(OSError):
                    await pool.aclose()

    async def is_answered(self) -> bool:
        """Whether the server answers, where there is one. Never raises."""
        try:
            pool = await self._connect()  # which pings
            await pool.aclose()
        except Exception as error:  # noqa: BLE001 - what went wrong is the answer
            log.debug("doorbell_away", cause=str(error) or type(error).__name__)
            return False
        return True

    async def close(self) -> None:
        if self._sending is not None:
            self._sending.cancel()
            await asyncio.wait([self._sending])
        await self._disconnect()

    @property
    def has_server(self) -> bool:
        return bool(self._url or self._socket)

    async def _send(self) -> None:
        """One job for all the rings since the last one began: a storm of requests costs a handful of jobs."""
        while self._owed:
            self._owed = False
            try:
                async with asyncio.timeout(SEND_SECONDS):
                    if self._pool is None:
                        self._pool = await self._connect()
                    failpoints.reach("queue.ring")
                    await self._pool.enqueue_job("ring", _expires=KEEP_SECONDS)
            except Exception as error:  # noqa: BLE001 - never raises: the database is the queue
                log.debug("doorbell_not_rung", cause=str(error) or type(error).__name__)
                await self._disconnect()
                return

    async def _hear(self) -> None:
        from arq import Worker, func  # noqa: PLC0415 - arq and redis take 0.3 s to import: after the first answer

        async def ring(_: dict[str, Any]) -> None:
            self._rung.set()

        pool = await self._connect()
        worker = Worker(
            [func(cast(Any, ring), name="ring", timeout=5, max_tries=1, keep_result=0)],
            redis_pool=pool,
            queue_name=self._queue,
            handle_signals=False,
            poll_delay=self._poll_s,
            max_jobs=4,
            retry_jobs=False,
            log_results=False,
            job_serializer=_to_bytes,
            job_deserializer=json.loads,
        )
        try:
            self._rung.set()  # what was rung while nobody listened
            await worker.main()
        finally:
            await _end(worker)
            await pool.aclose()

    async def _connect(self) -> "ArqRedis":
        from arq import create_pool  # noqa: PLC0415 - see _hear
        from arq.connections import RedisSettings  # noqa: PLC0415

        settings = RedisSettings.from_dsn(self._url) if self._url else RedisSettings(unix_socket_path=str(self._socket))
        settings.conn_retries = 0
        return await create_pool(
            settings, default_queue_name=self._queue, job_serializer=_to_bytes, job_deserializer=json.loads
        )

    async def _disconnect(self) -> None:
        pool, self._pool = self._pool, None
        if pool is not None:
            with suppress(OSError):
                await pool.aclose()


async def _end(worker: "Worker") -> None:
    """End the jobs too: arq leaves them running when its worker is cancelled."""
    for task in worker.tasks.values():
        task.cancel()
    await asyncio.gather(*worker.tasks.values(), return_exceptions=True)


def _to_bytes(job: dict[str, Any]) -> bytes:
    return json.dumps(job).encode()
