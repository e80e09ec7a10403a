"""Failpoints: named places where a test lets this process die, stand still or meet a failure. Unarmed, they cost one
look at a global.

`DOKPLOY_FAILPOINTS` arms them, for tests alone; a server that has any says so at its start. Its words are
`point=action`, divided by commas, each of which happens once:

    stage.build.started=kill     when the process first gets there
    engine#7=fail                at the seventh call that one run makes to the engine
    database#3+=fail             at the third call of the first run, at the fourth of the second, and so on

A point is also meant by the words it begins with: `database` is `database.begin`, `database.commit` and so on. Numbered
points count what is done inside a run; one that ends without having got so far says so in the server's log.

Actions: `kill` is SIGKILL for this process and `freeze` SIGSTOP; `fail` is what the outside world does when it is away,
and `full` a disk without room, both raised inside the adapter, so that its own translation of errors is what is tried;
`+3600` and `-86400` set this process's clock by so many seconds.
"""

import errno
import os
import re
import signal
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Final, Literal, cast, get_args

import structlog

from dokploy.core import clock

Failure = Literal["fail", "full"]
ACTIONS: Final = frozenset({"kill", "freeze", *get_args(Failure)})
STEP: Final = re.compile(r"[+-]\d{1,9}")

logger = structlog.get_logger()


@dataclass
class _Point:
    """`number` counts inside one run; `grows` gives every run a number of its own, one higher than that before."""

    name: str
    action: str
    number: int | None = None
    grows: bool = False
    is_spent: bool = False

    def covers(self, name: str) -> bool:
        return name == self.name or name.startswith(f"{self.name}.")


@dataclass
class _Run:
    name: str
    numbers: dict[int, int]
    """Index of a numbered point → the call at which it happens in this run."""
    calls: Counter[int] = field(default_factory=Counter)


_points: list[_Point] = []
_run: ContextVar[_Run | None] = ContextVar("failpoints_of_run", default=None)


def arm(words: str) -> None:
    """Take up the points of the setting; none without any."""
    _points[:] = read(words)
    if _points:
        logger.warning("failpoints_armed", points=words, hint="Unset DOKPLOY_FAILPOINTS: it is for tests alone")


def read(words: str) -> list[_Point]:
    """Raises `ValueError` where a word cannot be understood."""
    return [_read(word.strip()) for word in words.split(",") if word.strip()]


def _read(word: str) -> _Point:
    place, _, action = word.rpartition("=")
    name, counted, number = place.partition("#")
    digits = number.removesuffix("+")
    is_known = action in ACTIONS or STEP.fullmatch(action)
    if not name or not is_known or (counted and not (digits.isdecimal() and int(digits) > 0)):
        raise ValueError(f"{word!r} is no failpoint; write point=action or point#number=action, with {sorted(ACTIONS)}")
    return _Point(name, action, int(digits) if digits else None, number.endswith("+"))


@contextmanager
def counting(run: str) -> Iterator[None]:
    """What is done inside, and in tasks that are started inside, is counted as this run's."""
    if not _points:
        yield
        return
    mine = _Run(run, {index: point.number for index, point in enumerate(_points) if point.number is not None})
    for index in mine.numbers:
        _points[index].number = mine.numbers[index] + int(_points[index].grows)
    mark = _run.set(mine)
    try:
        yield
    finally:
        _run.reset(mark)
        for index, number in mine.numbers.items():
            if mine.calls[index] < number:
                logger.warning("failpoint_not_reached", run=run, point=_points[index].name, number=number,
                               calls=mine.calls[index])  # fmt: skip


def are_armed() -> bool:
    return bool(_points)


def meet(point: str) -> Failure | None:
    """To be called at the place: dies or stands still itself; the caller fails as this says."""
    return _meet(point) if _points else None


def reach(point: str, fail: Callable[[], Exception] | None = None) -> None:
    """`meet`, and raise: `OSError` for a full disk, else what `fail` makes."""
    failure = _meet(point) if _points else None
    if failure == "full":
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
    if failure == "fail":
        raise fail() if fail else OSError(errno.EIO, os.strerror(errno.EIO))


def _meet(name: str) -> Failure | None:
    run = _run.get()
    for index, point in enumerate(_points):
        if point.covers(name) and _is_due(index, point, run):
            logger.warning("failpoint_reached", run=run.name if run else None, point=name, action=point.action,
                           number=run.numbers.get(index) if run else None)  # fmt: skip
            if point.action in get_args(Failure):
                return cast(Failure, point.action)
            if STEP.fullmatch(point.action):
                clock.step(int(point.action))
                return None
            os.kill(os.getpid(), signal.SIGKILL if point.action == "kill" else signal.SIGSTOP)
    return None


def _is_due(index: int, point: _Point, run: _Run | None) -> bool:
    if point.number is None:
        is_first, point.is_spent = not point.is_spent, True
        return is_first
    if run is None or index not in run.numbers:
        return False
    run.calls[index] += 1
    return run.calls[index] == run.numbers[index]
