"""The log of a deployment: whole lines without secrets, appended to its file; readers are told how far it has grown."""

import asyncio
from collections import deque
from collections.abc import Callable, Iterable
from contextlib import suppress
from os import SEEK_END
from pathlib import Path
from typing import BinaryIO, Final, Literal

import structlog

from dokploy.adapters.redaction import Redaction
from dokploy.context import Context
from dokploy.core import failpoints
from dokploy.core.secrets import Secret
from dokploy.models import Deployment

LIMIT_BYTES: Final = 16 * 1024**2
"""A log grows to this; of what comes later, the end is kept."""
END_BYTES: Final = 256 * 1024
FLUSH_SECONDS: Final = 0.04
"""Lines of this time go to disk, and to the readers, together."""
PENDING_BYTES: Final = 4 * 1024**2
"""A writer that is faster than the disk waits from here on."""
BLOCK_BYTES: Final = 64 * 1024
FOLDER_MODE: Final = 0o700

Holding = Literal["held", "unsure", "lost"]

logger = structlog.get_logger()


class RunLog:
    """The writer's side. It never raises because of the disk: a run must not fail, or stay open, for want of a log.

    What the disk does not take is offered again with the next lines; the latest 256 KiB of it are kept that long.
    """

    def __init__(self, path: Path, grown: Callable[[int], None], *, limit_bytes: int = LIMIT_BYTES) -> None:
        self.path = path
        self._grown = grown
        self._redaction = Redaction()
        self._limit_bytes = limit_bytes
        self._room = max(0, limit_bytes - END_BYTES - size(path))
        self._pending: list[bytes] = []
        self._pending_bytes = 0
        self._flushing: asyncio.Task[None] | None = None
        self._end: deque[bytes] = deque()
        self._end_bytes = 0
        self._left_out = 0
        self._unwritten = b""
        self._lost = 0
        self._holding: Callable[[], Holding] = lambda: "held"

    def belongs(self, holding: Callable[[], Holding]) -> None:
        """Ask this before anything is written: lines wait while it is unsure, and a log that is lost is not touched."""
        self._holding = holding

    def hide(self, secrets: Iterable[Secret]) -> None:
        """From now on, no line shows any of these."""
        self._redaction = Redaction(secrets)

    def redacted(self, text: str) -> str:
        return "\n".join(self._redaction(line) for line in text.split("\n"))

    async def write(self, text: str) -> None:
        """Append one line or several."""
        for line in text.replace("\r\n", "\n").removesuffix("\n").split("\n"):
            self._take(f"{self._redaction(line)}\n".encode(errors="replace"))
        if self._flushing is None or self._flushing.done():
            self._flushing = asyncio.create_task(self._flush(), name=f"log {self.path.stem}")
        if self._pending_bytes > PENDING_BYTES:
            await asyncio.wait([self._flushing])

    async def close(self) -> None:
        """Put everything on disk. The log may be written to again afterwards."""
        if self._flushing is not None:
            await asyncio.wait([self._flushing])
        if self._left_out:
            marker = f"[{self._left_out} lines are left out here: a log holds {self._limit_bytes} bytes]\n"
            self._pending.append(marker.encode())
        self._pending += self._end
        self._end.clear()
        self._end_bytes = self._left_out = 0
        while self._holding() == "unsure":  # noqa: ASYNC110 - the clock and the database decide, and nobody tells
            await asyncio.sleep(FLUSH_SECONDS)
        await self._append()

    def _take(self, line: bytes) -> None:
        if self._room >= len(line):
            self._room -= len(line)
            self._pending.append(line)
            self._pending_bytes += len(line)
            return
        self._room = 0  # the order of lines is worth more than the last free bytes
        self._end.append(line[:END_BYTES])
        self._end_bytes += len(self._end[-1])
        while self._end_bytes > END_BYTES:
            self._end_bytes -= len(self._end.popleft())
            self._left_out += 1

    async def _flush(self) -> None:
        while self._pending:
            await asyncio.sleep(FLUSH_SECONDS)
            await self._append()

    async def _append(self) -> None:
        holding = self._holding()
        if holding == "unsure":
            return
        data = self._unwritten + b"".join(self._pending)
        self._pending.clear()
        self._pending_bytes = 0
        if not data or holding == "lost":
            return
        try:
            self._grown(await asyncio.to_thread(append, self.path, self._gap() + data))
            self._unwritten, self._lost = b"", 0
        except OSError as error:
            if not self._unwritten:
                logger.warning("log_not_written", path=str(self.path), cause=str(error))
            self._unwritten = _latest(data)
            self._lost += data.count(b"\n") - self._unwritten.count(b"\n")

    def _gap(self) -> bytes:
        said = b"[%d lines are left out here: there was no room on the disk]\n"
        return said % self._lost if self._lost else b""


def note(ctx: Context, deployment: Deployment, line: str) -> None:
    """One line from inside a unit: readers who are then told of its news find it. Too short to be worth a thread.

    Where it cannot be written the unit goes on: nobody must be kept from cancelling, or from starting, by a full disk.
    """
    try:
        size = append(Path(deployment.log_path), f"{line}\n".encode())
    except OSError as error:
        logger.warning("log_not_written", path=deployment.log_path, line=line, cause=str(error))
    else:
        ctx.outbox.event(f"log:{deployment.deployment_id}", size=size)


def append(path: Path, data: bytes) -> int:
    """Append all of it, or nothing and raise `OSError`; the new size. The folder is made when it is missing."""
    path.parent.mkdir(mode=FOLDER_MODE, parents=True, exist_ok=True)
    failpoints.reach("files.log")
    with path.open("ab", buffering=0) as file:
        before = file.tell()
        try:
            written = 0
            while written < len(data):
                written += file.write(data[written:])
        except OSError:
            with suppress(OSError):  # the first cause is the one to tell
                file.truncate(before)
            raise
        return before + written


def _latest(data: bytes) -> bytes:
    """As many of the last lines as are kept for a disk that takes nothing now."""
    return data if len(data) <= END_BYTES else data[-END_BYTES:].partition(b"\n")[2]


def size(path: Path) -> int:
    """Zero when there is no log yet, or none that could be read."""
    try:
        return path.stat().st_size
    except OSError:
        return 0


def read(path: Path, offset: int, limit: int = BLOCK_BYTES) -> bytes:
    """The bytes from `offset` on, `limit` at most; none when there is no log, or not so far yet."""
    try:
        with path.open("rb") as file:
            file.seek(offset)
            return file.read(limit)
    except FileNotFoundError:
        return b""


def tail(path: Path, lines: int) -> str:
    """The last lines, read from the end; empty when there is no log."""
    try:
        with path.open("rb") as file:
            blocks = _blocks_from_the_end(file, lines)
    except FileNotFoundError:
        return ""
    text = b"".join(reversed(blocks)).decode(errors="replace")
    return "".join(text.splitlines(keepends=True)[-lines:]) if lines > 0 else ""


def _blocks_from_the_end(file: BinaryIO, lines: int) -> list[bytes]:
    """The last block first, until they hold one line end more than is asked for."""
    blocks: list[bytes] = []
    ends = 0
    position = file.seek(0, SEEK_END)
    while position > 0 and ends <= lines:
        step = min(BLOCK_BYTES, position)
        position -= step
        file.seek(position)
        blocks.append(file.read(step))
        ends += blocks[-1].count(b"\n")
    return blocks
