"""What containers write: the last lines of all pieces of a service in one order, and then each line as it comes."""

import asyncio
import re
from collections import deque
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import aclosing, suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from types import TracebackType
from typing import Final, Self

from dokploy.adapters.containers import Containers, LogWish, Piece
from dokploy.adapters.docker_frames import LogLine
from dokploy.core.clock import now
from dokploy.core.errors import DokployError, Invalid

TAIL_DEFAULT: Final = 100
TAIL_MAXIMUM: Final = 10_000
SEARCH_LIMIT: Final = 500
SINCE: Final = re.compile(r"all|(\d{1,9})([smhd])|(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.(\d{1,9}))?Z")
SEARCH: Final = re.compile(r"[a-zA-Z0-9 ._-]{0,500}")
HISTORY_BYTES: Final = 8 * 1024**2
"""Of one answer; what is older is left out, whatever `tail` says."""
HISTORY_SECONDS: Final = 5.0
"""How long the past of all pieces is waited for, so as to be shown in one order; a node may not answer."""
LOOK_SECONDS: Final = 2.0
"""How soon the log of a task that has just started is followed."""
BUNDLES: Final = 64
"""Of 64 KB at most: what is read ahead of a slow reader. Then the engine waits, and nothing is lost."""
AT_ONCE: Final = 8
_UNITS: Final = {"s": "seconds", "m": "minutes", "h": "hours", "d": "days"}


@dataclass(frozen=True)
class Asked:
    """How much of a log: the last `tail` lines that match, not older than `since` (the engine's words)."""

    tail: int = TAIL_DEFAULT
    since: str | None = None
    search: str = ""
    goes_on: bool = False
    """`since` is the time of a line: somebody who follows goes on there, and misses nothing whatever `tail` says."""

    @property
    def read_back(self) -> int:
        """How many lines each piece is asked for: a search looks through more than it shows."""
        return TAIL_MAXIMUM if self.search else max(1, self.tail)

    def matches(self, line: LogLine) -> bool:
        return not self.search or self.search.lower() in line.text.lower()


def asked(tail: int | None = None, since: str | None = None, search: str | None = None) -> Asked:
    """Checked: raises `Invalid`."""
    lines = TAIL_DEFAULT if tail is None else tail
    if not 0 <= lines <= TAIL_MAXIMUM:
        raise Invalid(f"tail is 0 to {TAIL_MAXIMUM}")
    if not SEARCH.fullmatch(search or ""):
        raise Invalid("search takes up to 500 letters, digits, blanks, '.', '_' and '-'")
    return Asked(lines, moment(since or "all"), search or "", goes_on="T" in (since or ""))


def moment(since: str) -> str | None:
    """`all`, `15m` or a time as it stands before each line, in the engine's words (that very line is included)."""
    try:
        found = SINCE.fullmatch(since)
        if found is None:
            raise Invalid("since is all, a number with s, m, h or d, or a time such as 2026-11-22T03:04:05.678Z")
        count, unit, second, fraction = found.groups()
        if unit:
            return f"{(now() - timedelta(**{_UNITS[unit]: int(count)})).timestamp():.6f}"
        if second:
            whole = datetime.fromisoformat(f"{second}+00:00").timestamp()
            return f"{whole:.0f}.{(fraction or '').ljust(9, '0')}"
    except (ValueError, OverflowError) as error:
        raise Invalid("since lies outside of time") from error
    return None


async def history(containers: Containers, pieces: list[Piece], wanted: Asked) -> list[LogLine]:
    """The last lines of all pieces, in the order of their times."""
    turn = asyncio.Semaphore(AT_ONCE)

    async def read(piece: Piece) -> list[LogLine]:
        kept: deque[LogLine] = deque(maxlen=max(1, wanted.tail))
        size = 0
        async with turn, aclosing(containers.lines(piece, LogWish(wanted.read_back, wanted.since))) as bundles:
            async for lines in bundles:
                for line in filter(wanted.matches, lines):
                    size += len(line.text) - (len(kept[0].text) if len(kept) == kept.maxlen else 0)
                    kept.append(line)
                    while size > HISTORY_BYTES and len(kept) > 1:
                        size -= len(kept.popleft().text)
        return list(kept)

    read_all = await asyncio.gather(*(read(piece) for piece in pieces if piece.container_id))
    return _last(sorted((line for lines in read_all for line in lines), key=_time), wanted.tail)


def _time(line: LogLine) -> str:
    return line.at


def _last(lines: list[LogLine], count: int) -> list[LogLine]:
    """The last `count` lines, within the limit of bytes."""
    lines, size = lines[len(lines) - count :] if count < len(lines) else lines, 0
    for index in range(len(lines) - 1, -1, -1):
        size += len(lines[index].text)
        if size > HISTORY_BYTES:
            return lines[index + 1 :]
    return lines


@dataclass
class _Source:
    """One piece that is followed."""

    unsent: deque[str] = field(default_factory=deque)
    """The times of its bundles that no reader has yet."""
    past: str | None = ""
    """The last line that was there when we came: empty as long as we do not know, None when it is behind us."""
    has_ended: bool = False
    task: asyncio.Task[None] | None = None


def _behind(source: _Source, at: str, lines: list[LogLine]) -> None:
    """Note whether these lines reach what was there when we came."""
    if source.past is not None and max(at, lines[-1].at) >= source.past:
        source.past = None


class Follower:
    """Follows a log. `async with`, then iterate over bundles of lines; each counts as sent when the next is asked for.

    `look` tells which pieces there are; with `forever` it is asked again and again, and what has started meanwhile is
    followed as well: a task that Swarm has restarted, another replica, the next release.
    """

    def __init__(
        self, containers: Containers, look: Callable[[], Awaitable[list[Piece]]], wanted: Asked, *, forever: bool
    ) -> None:
        self._containers = containers
        self._look = look
        self._wanted = wanted
        self._forever = forever
        self._sources: dict[str, _Source] = {}
        self._bundles: asyncio.Queue[tuple[_Source | None, list[LogLine]]] = asyncio.Queue(BUNDLES)
        self._held: deque[LogLine] = deque()
        self._watching: asyncio.Task[None] | None = None
        self._failure: DokployError | None = None

    async def __aenter__(self) -> Self:
        tail = None if self._wanted.goes_on else self._wanted.read_back
        self._take(await self._look(), LogWish(tail, self._wanted.since, follow=True))
        if self._forever:
            self._watching = asyncio.create_task(self._watch(), name="log pieces")
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None
    ) -> None:
        tasks = [task for task in (*(source.task for source in self._sources.values()), self._watching) if task]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    @property
    def resume_at(self) -> str | None:
        """The time of the oldest line that no reader has; `since` takes it."""
        waiting = [source.unsent[0] for source in self._sources.values() if source.unsent]
        waiting += [self._held[0].at] if self._held else []
        return min(waiting, default=None)

    async def bundles(self) -> AsyncIterator[list[LogLine]]:
        """What had been written before, in order; then what comes, as it comes. Ends when all pieces have."""
        if not self._wanted.goes_on:
            self._held.extend(await self._written_before())
        while self._held:
            size, count = 0, 0
            while count < len(self._held) and size < HISTORY_BYTES // BUNDLES // 2:
                size += len(self._held[count].text) + len(self._held[count].at) + 2
                count += 1
            yield [self._held[index] for index in range(count)]
            for _ in range(count):
                self._held.popleft()
        while not self._has_ended:
            source, lines = await self._bundles.get()
            if matching := [line for line in lines if self._wanted.matches(line)]:
                yield matching
            if source is not None:
                source.unsent.popleft()
        if self._failure is not None:
            raise self._failure

    async def _written_before(self) -> list[LogLine]:
        """All that was there when we came."""
        found: list[LogLine] = []
        with suppress(TimeoutError):
            async with asyncio.timeout(HISTORY_SECONDS):
                while not self._is_present and not self._has_ended:
                    source, lines = await self._bundles.get()
                    found.extend(line for line in lines if self._wanted.matches(line))
                    if source is not None:
                        _behind(source, source.unsent.popleft(), lines)
                    if len(found) > 2 * TAIL_MAXIMUM:
                        found = _last(sorted(found, key=_time), self._wanted.tail)
        return _last(sorted(found, key=_time), self._wanted.tail)

    @property
    def _is_present(self) -> bool:
        return all(source.past is None or source.has_ended for source in self._sources.values())

    @property
    def _has_ended(self) -> bool:
        if not self._bundles.empty():
            return False
        if self._failure is not None:
            return True
        return not self._forever and all(source.has_ended for source in self._sources.values())

    def _take(self, pieces: list[Piece], wish: LogWish) -> None:
        for piece in pieces:
            if piece.container_id is not None and piece.container_id not in self._sources:
                source = self._sources[piece.container_id] = _Source()
                source.task = asyncio.create_task(self._pump(source, piece, wish), name=f"log of {piece.name}")

    async def _pump(self, source: _Source, piece: Piece, wish: LogWish) -> None:
        try:
            if not self._wanted.goes_on:
                source.past = await self._containers.last_written(piece, wish.since)
                await self._bundles.put((None, []))
            async with aclosing(self._containers.lines(piece, wish)) as bundles:
                async for lines in bundles:
                    source.unsent.append(lines[0].at)
                    await self._bundles.put((source, lines))
        except DokployError as error:
            self._failure = error
        source.has_ended = True
        await self._bundles.put((None, []))  # wakes the reader, who looks whether this was the last one

    async def _watch(self) -> None:
        while True:
            await asyncio.sleep(LOOK_SECONDS)
            try:
                pieces = await self._look()
            except DokployError as error:
                self._failure = error
                await self._bundles.put((None, []))
                return
            self._take(pieces, LogWish(follow=True))
            self._forget({piece.container_id for piece in pieces})

    def _forget(self, there: set[str | None]) -> None:
        """Drop what is gone and read to its end, or a log followed for weeks would remember every task."""
        for container_id, source in list(self._sources.items()):
            if container_id not in there and source.has_ended and not source.unsent:
                del self._sources[container_id]
