"""What one caller may take of this process by sockets: so many at once, and frames so long."""

from collections import Counter
from typing import Final
from weakref import WeakKeyDictionary

from dokploy.context import Runtime
from dokploy.core.errors import TooManyRequests

FRAME_BYTES: Final = 64 * 1024
"""Keys, pastes and sizes of a terminal; who may send more (`/drawer-logs`, whole calls) says so."""
AGAIN_SECONDS: Final = 5


class Seat:
    """A socket's place among those that its caller has open. The newest is refused, never an old one closed."""

    def __init__(self, runtime: Runtime) -> None:
        self._taken = _taken.setdefault(runtime, Counter())
        self._limit = runtime.settings.sockets_per_user
        self._user_id = ""

    def take(self, user_id: str) -> None:
        """Once and for all: who signs in again sits already."""
        if self._user_id:
            return
        if self._taken[user_id] >= self._limit:
            raise TooManyRequests(
                f"You have {self._limit} sockets open", retry_after=AGAIN_SECONDS, hint="Close one, and come again."
            )
        self._user_id = user_id
        self._taken[user_id] += 1

    def leave(self) -> None:
        if self._user_id:
            self._taken[self._user_id] -= 1
            if not self._taken[self._user_id]:
                del self._taken[self._user_id]
            self._user_id = ""


_taken: WeakKeyDictionary[Runtime, Counter[str]] = WeakKeyDictionary()
