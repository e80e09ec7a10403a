"""Counts wrong passwords per account and per address, in memory, and makes both wait; one counter per process."""

from collections import deque
from math import ceil
from time import monotonic
from typing import Final
from weakref import WeakKeyDictionary

from dokploy.context import Runtime
from dokploy.core.errors import TooManyRequests

WINDOW_S: Final = 300
ACCOUNT_FAILURES: Final = 10
ADDRESS_FAILURES: Final = 60
"""Higher: behind a reverse proxy everybody comes from one address."""
_FORGET_ABOVE: Final = 20_000


class SignInLimiter:
    """An attempt counts from its start, so a thousand at once are not all let through; success takes it back.

    An address from which the account has been opened before is not held up by others' failures on that account:
    otherwise anybody could keep an administrator out.
    """

    def __init__(self) -> None:
        self._failures: dict[tuple[str, str], deque[float]] = {}
        self._known: dict[tuple[str, str], float] = {}

    def attempt(self, account: str, address: str) -> "Attempt":
        """Count an attempt, or raise `TooManyRequests`."""
        limits = {("address", address): ADDRESS_FAILURES}
        if (account, address) not in self._known:
            limits["account", account] = ACCOUNT_FAILURES
        at = monotonic()
        for key, limit in limits.items():
            recent = self._recent(key, at)
            if len(recent) >= limit:
                wait = max(1, ceil(recent[0] + WINDOW_S - at))
                raise TooManyRequests("Too many requests. Please try again later.", retry_after=wait)
        for key in limits:
            self._failures.setdefault(key, deque()).append(at)
        return Attempt(self, tuple(limits), at, (account, address))

    def _recent(self, key: tuple[str, str], at: float) -> deque[float]:
        if len(self._failures) > _FORGET_ABOVE:
            self._failures = {k: times for k, times in self._failures.items() if times and times[-1] > at - WINDOW_S}
        times = self._failures.get(key, deque())
        while times and times[0] <= at - WINDOW_S:
            times.popleft()
        return times

    def forgive(self, attempt: "Attempt") -> None:
        for key in attempt.keys:
            times = self._failures.get(key)
            if times is not None and attempt.at in times:
                times.remove(attempt.at)
        self._failures.pop(("account", attempt.who[0]), None)
        if len(self._known) > _FORGET_ABOVE:
            self._known.clear()
        self._known[attempt.who] = attempt.at


class Attempt:
    def __init__(
        self, limiter: SignInLimiter, keys: tuple[tuple[str, str], ...], at: float, who: tuple[str, str]
    ) -> None:
        self._limiter = limiter
        self.keys = keys
        self.at = at
        self.who = who

    def succeeded(self) -> None:
        self._limiter.forgive(self)


_limiters: WeakKeyDictionary[Runtime, SignInLimiter] = WeakKeyDictionary()


def limiter_of(runtime: Runtime) -> SignInLimiter:
    """The one of this process: whoever asks for a password counts in the same place."""
    limiter = _limiters.get(runtime)
    if limiter is None:
        limiter = _limiters[runtime] = SignInLimiter()
    return limiter
