"""Calls take turns: in each round of the event loop one begins.

An answer from SQLite is made without a pause. Of sixty-four callers who have asked, all would be answered in one round,
which takes as long as all their answers together; only then does the loop look at its sockets, and takes one connection
that is new (libuv accepts one at a time). Whoever came last would wait for seconds, and every log and timer with him.
"""

import asyncio
from collections import deque


class Turns:
    """First come, first served; nobody waits where nobody else begins."""

    def __init__(self) -> None:
        self._is_taken = False
        self._waiting: deque[asyncio.Future[None]] = deque()

    async def take(self) -> None:
        """Returns when this round is the caller's."""
        loop = asyncio.get_running_loop()
        if not self._is_taken:
            self._is_taken = True
            loop.call_soon(self._pass_on, loop)
            return
        mine = loop.create_future()
        self._waiting.append(mine)
        await mine

    def _pass_on(self, loop: asyncio.AbstractEventLoop) -> None:
        while self._waiting:
            following = self._waiting.popleft()
            if not following.done():  # its caller may have gone
                following.set_result(None)
                loop.call_soon(self._pass_on, loop)
                return
        self._is_taken = False
