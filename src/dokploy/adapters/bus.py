"""Events: "there is news", never the news itself; content comes from database and log file.

Inside one process they go from hand to hand. Between processes they also go through one channel of Redis or Valkey;
what is lost on that way costs time alone, since whoever may have missed something is told to look again.
"""

import asyncio
import secrets
from collections import defaultdict
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager, suppress
from typing import TYPE_CHECKING, Any, Final

import orjson
import structlog

if TYPE_CHECKING:
    from redis.asyncio import Redis

QUEUE_LENGTH: Final = 256
LOOK_AGAIN: Final[dict[str, Any]] = {"type": "look-again"}
"""What every listener is told when news may have been lost on its way."""
WAITING_LIMIT: Final = 1000
"""News that wait to be sent; where they become more, the others are told to look again instead."""
TICK_SECONDS: Final = 5.0
"""Every process says something at least this often, so that a connection that died in silence is noticed."""
SILENCE_SECONDS: Final = 12.0
SEND_SECONDS: Final = 3.0
BACK_OFF_SECONDS: Final = (0.1, 0.3, 1, 2)

log = structlog.get_logger()

Piece = tuple[str, dict[str, Any]]


class Bus:
    """Topics are words with an id: `log:<deployment>`, `deployment:<id>`, `organization:<id>`.

    A listener that does not keep up loses the oldest news; that does no harm, since news only says where to look.
    `hears_everybody` is false while other processes may say things that do not arrive here: look by the clock then.
    """

    def __init__(self, *, hears_everybody: bool = True) -> None:
        self.hears_everybody = hears_everybody
        self._listeners: dict[str, set[asyncio.Queue[dict[str, Any]]]] = defaultdict(set)

    def publish(self, topic: str, data: dict[str, Any]) -> None:
        """Tell this process and every other one; never waits, never raises."""
        self._deliver(topic, data)

    @contextmanager
    def listen(self, *topics: str) -> Iterator[asyncio.Queue[dict[str, Any]]]:
        """A queue of what is published on any of the topics from now on."""
        queue: asyncio.Queue[dict[str, Any]] = asyncio.Queue(QUEUE_LENGTH)
        for topic in topics:
            self._listeners[topic].add(queue)
        try:
            yield queue
        finally:
            for topic in topics:
                self._listeners[topic].discard(queue)
                if not self._listeners[topic]:
                    del self._listeners[topic]

    def _deliver(self, topic: str, data: dict[str, Any]) -> None:
        for queue in self._listeners.get(topic, ()):
            _put(queue, data)

    def _let_all_look(self) -> None:
        for queue in {queue for queues in self._listeners.values() for queue in queues}:
            _put(queue, LOOK_AGAIN)


class SharedBus(Bus):
    """The same for all processes of an installation: each one publishes to its channel and listens to it."""

    def __init__(self, url: str, channel: str) -> None:
        super().__init__(hears_everybody=False)
        self._url = url
        self._channel = channel
        self._own = secrets.token_hex(8)
        self._waiting: list[Piece] = []
        self._has_lost = False
        self._wakes = asyncio.Event()

    def publish(self, topic: str, data: dict[str, Any]) -> None:
        super().publish(topic, data)
        if len(self._waiting) < WAITING_LIMIT:
            self._waiting.append((topic, data))
        else:
            self._lose()
        self._wakes.set()

    @asynccontextmanager
    async def connected(self) -> AsyncIterator["SharedBus"]:
        """Speak and hear for as long as the block lasts, with whatever server there is at the moment."""
        tasks = [asyncio.create_task(work, name="bus") for work in (self._hear_for_ever(), self._speak_for_ever())]
        try:
            yield self
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.wait(tasks)

    async def _hear_for_ever(self) -> None:
        failures = 0
        while True:
            try:
                await self._hear()
            except Exception as error:  # noqa: BLE001 - whatever broke the connection, the next one may do better
                if self.hears_everybody:
                    log.warning("bus_lost", cause=str(error) or type(error).__name__)
                    failures = 0
                self.hears_everybody = False
            await asyncio.sleep(BACK_OFF_SECONDS[min(failures, len(BACK_OFF_SECONDS) - 1)])
            failures += 1

    async def _hear(self) -> None:
        client = self._client()
        pubsub = client.pubsub()
        try:
            await pubsub.subscribe(self._channel)
            while True:
                message = await pubsub.get_message(timeout=SILENCE_SECONDS)
                if message is None:
                    raise TimeoutError(f"nothing was heard for {SILENCE_SECONDS:.0f} seconds, not even ourselves")
                if message["type"] == "subscribe":  # also after a connection that the library itself made anew
                    self.hears_everybody = True
                    self._let_all_look()
                elif message["type"] == "message":
                    self._take(message["data"])
        finally:
            await _close(pubsub, client)

    def _take(self, data: bytes) -> None:
        try:
            said = orjson.loads(data)
            origin, has_lost, news = said["from"], said["lost"], [(str(topic), dict(it)) for topic, it in said["news"]]
        except (ValueError, TypeError, KeyError):
            log.warning("bus_not_understood", length=len(data))
            return
        if origin == self._own:
            return  # delivered when it was published
        for topic, it in news:
            self._deliver(topic, it)
        if has_lost:
            self._let_all_look()

    async def _speak_for_ever(self) -> None:
        client = self._client()
        try:
            while True:
                with suppress(TimeoutError):
                    async with asyncio.timeout(TICK_SECONDS):
                        await self._wakes.wait()
                self._wakes.clear()
                if not await self._speak(client):
                    await asyncio.sleep(BACK_OFF_SECONDS[-1])
                    self._wakes.set()  # what was lost is owed
        finally:
            await _close(client)

    async def _speak(self, client: "Redis") -> bool:
        """Send what waits, in one message; what may have been lost with it is made good by the next one."""
        news, self._waiting = self._waiting, []
        said = {"from": self._own, "lost": self._has_lost, "news": news}
        try:
            async with asyncio.timeout(SEND_SECONDS):
                await client.publish(self._channel, orjson.dumps(said))
        except Exception as error:  # noqa: BLE001 - never raises: listeners look by themselves
            log.debug("bus_not_reached", cause=str(error) or type(error).__name__)
            if news:
                self._lose()
            return False
        self._has_lost = False
        return True

    def _lose(self) -> None:
        self._waiting.clear()
        self._has_lost = True

    def _client(self) -> "Redis":
        from redis.asyncio import Redis  # noqa: PLC0415 - 0.2 s to import, which the embedded size does without

        client: Redis = Redis.from_url(self._url, socket_connect_timeout=SEND_SECONDS)
        return client


async def _close(*opened: Any) -> None:
    from redis.exceptions import RedisError  # noqa: PLC0415 - see _client

    for one in opened:
        with suppress(OSError, RedisError):  # it is broken already, and another one is made
            await one.aclose()


def _put(queue: asyncio.Queue[dict[str, Any]], data: dict[str, Any]) -> None:
    if queue.full():
        queue.get_nowait()
    queue.put_nowait(data)
