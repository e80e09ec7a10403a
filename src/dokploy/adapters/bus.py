"""Events inside one process: "there is news", never the news itself; content comes from database and log file."""

import asyncio
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

QUEUE_LENGTH = 256


class Bus:
    """Topics are words with an id: `log:<deployment>`, `deployment:<id>`, `organization:<id>`.

    A listener that does not keep up loses the oldest news; that does no harm, since news only says where to look.
    """

    def __init__(self) -> None:
        self._listeners: dict[str, set[asyncio.Queue[dict[str, Any]]]] = defaultdict(set)

    def publish(self, topic: str, data: dict[str, Any]) -> None:
        for queue in self._listeners.get(topic, ()):
            if queue.full():
                queue.get_nowait()
            queue.put_nowait(data)

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
