"""How often someone may do something: one number per key, in memory, refilled evenly.

The generic cell rate algorithm: `limit` at once, then one more each `window / limit` seconds. It is exact,
costs one float per key, and never lets a burst through at the turn of a minute.
"""

import math
import time
from collections.abc import Callable
from dataclasses import dataclass

from dokploy.core.errors import TooManyRequests

KEYS_BEFORE_SWEEP = 10_000


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a key stands after one more, or after its refusal."""

    allowed: bool
    limit: int
    remaining: int
    full_at: float
    """Epoch seconds at which the whole limit is available again."""
    retry_after: int
    """Whole seconds until the refused one would be allowed; 0 when it was."""

    def headers(self) -> list[tuple[bytes, bytes]]:
        """`X-RateLimit-*`; Reset is in epoch seconds."""
        return [
            (b"x-ratelimit-limit", b"%d" % self.limit),
            (b"x-ratelimit-remaining", b"%d" % self.remaining),
            (b"x-ratelimit-reset", b"%d" % math.ceil(self.full_at)),
        ]


class RateLimited(TooManyRequests):
    """A refusal that tells where the caller stands."""

    def __init__(self, standing: Standing, message: str = "Too many requests") -> None:
        super().__init__(f"{message}. Try again in {standing.retry_after} seconds", retry_after=standing.retry_after)
        self.standing = standing


class Limiter:
    """`limit` per `window` seconds for each key."""

    def __init__(self, limit: int, window: float, clock: Callable[[], float] = time.time) -> None:
        if limit < 1 or window <= 0:
            raise ValueError("A limiter allows at least one per window")
        self.limit = limit
        self.window = window
        self._interval = window / limit
        self._clock = clock
        self._full_at: dict[str, float] = {}
        self._sweep_at = KEYS_BEFORE_SWEEP

    def take(self, key: str, cost: int = 1) -> Standing:
        """Count `cost` for the key if that is allowed; a refusal costs nothing."""
        now, full_at = self._look(key)
        standing = self._standing(now, full_at, cost)
        if standing.allowed:
            self._full_at[key] = standing.full_at
            if len(self._full_at) > self._sweep_at:
                self._sweep(now)
        return standing

    def _look(self, key: str) -> tuple[float, float]:
        now = self._clock()
        # Never further ahead than one window: a wall clock that is set back must not lock anybody out.
        return now, min(max(self._full_at.get(key, now), now), now + self.window)

    def _standing(self, now: float, full_at: float, cost: int) -> Standing:
        after = full_at + cost * self._interval
        wait = after - now - self.window
        if wait > self._tolerance:
            return Standing(False, self.limit, self._left(now, full_at), full_at, max(1, math.ceil(wait)))
        return Standing(True, self.limit, self._left(now, after), after, 0)

    @property
    def _tolerance(self) -> float:
        """Sums of floats at today's epoch are exact to a microsecond at best."""
        return self._interval * 1e-3

    def _left(self, now: float, full_at: float) -> int:
        return max(0, math.floor((self.window - (full_at - now) + self._tolerance) / self._interval))

    def _sweep(self, now: float) -> None:
        """Forget keys that are full again; memory follows the callers of one window, not of all time."""
        self._full_at = {key: at for key, at in self._full_at.items() if at > now}
        self._sweep_at = max(KEYS_BEFORE_SWEEP, 2 * len(self._full_at))
