"""What many sockets want to know at one moment is found out once."""

import asyncio
from collections.abc import Awaitable, Callable, Hashable
from functools import partial
from time import monotonic
from typing import Final, Generic, TypeVar

T = TypeVar("T")

KEPT_SECONDS: Final = 1.0


class Together(Generic[T]):
    """Callers with one key share an answer, or its failure; who is cancelled leaves it to the others."""

    def __init__(self) -> None:
        self._asked: dict[Hashable, tuple[float, asyncio.Task[T]]] = {}

    async def ask(self, key: Hashable, work: Callable[[], Awaitable[T]], *, not_before: float) -> T:
        """What `work` gives, or what another caller's work has given that began at `not_before` (monotonic) or later.

        `not_before` is a second ago at the most: older answers are forgotten.
        """
        begun, task = self._asked.get(key, (0.0, None))
        if task is None or begun < not_before:
            task = asyncio.ensure_future(self._answered(work))
            self._asked[key] = (monotonic(), task)
            task.add_done_callback(partial(self._forget_later, key))
        return await asyncio.shield(task)

    async def _answered(self, work: Callable[[], Awaitable[T]]) -> T:
        return await work()

    def _forget_later(self, key: Hashable, task: "asyncio.Task[T]") -> None:
        if not task.cancelled():
            task.exception()  # heard, also where nobody waits for it any more
        asyncio.get_running_loop().call_later(KEPT_SECONDS, self._forget, key, task)

    def _forget(self, key: Hashable, task: "asyncio.Task[T]") -> None:
        if self._asked.get(key, (0.0, None))[1] is task:
            del self._asked[key]
