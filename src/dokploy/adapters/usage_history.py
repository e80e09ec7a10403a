"""Figures of the last hours, a file of fixed size for each service: no memory, one small write a minute, no growth."""

import fcntl
import struct
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import astuple, dataclass
from pathlib import Path
from typing import Final

from dokploy.core.names import app_name as checked

POINTS: Final = 288
EVERY_S: Final = 60
SPAN_S: Final = POINTS * EVERY_S
_RECORD: Final = struct.Struct("<10d")
_SUFFIX: Final = ".points"


@dataclass(frozen=True, slots=True)
class Sample:
    """What a service, or the machine, used at a moment. Bytes; network and disk traffic are totals that grow."""

    at: float
    """Epoch seconds."""
    cpu: float
    """Per cent; for a service, of one processor."""
    memory: float
    memory_limit: float
    received: float
    sent: float
    read: float
    written: float
    disk_total: float = 0
    """0 where the disk is not known: for every service."""
    disk_used: float = 0


class UsageHistory:
    """Each minute has its place in the file, so that writing needs no reading and old points go by themselves."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    @contextmanager
    def turn(self) -> Iterator[bool]:
        """True for one process at a time: of several that share the folder, one takes the samples."""
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        with (self._folder / "lock").open("w") as file:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                yield False
                return
            yield True

    def add(self, app_name: str, sample: Sample) -> None:
        path = self._path(app_name)
        place = int(sample.at // EVERY_S) % POINTS * _RECORD.size
        with path.open("r+b" if path.exists() else "w+b") as file:
            file.seek(place)
            file.write(_RECORD.pack(*astuple(sample)))

    def read(self, app_name: str) -> list[Sample]:
        """The points of the last hours, oldest first."""
        try:
            data = self._path(app_name).read_bytes()
        except FileNotFoundError:
            return []
        oldest = time.time() - SPAN_S
        whole = len(data) - len(data) % _RECORD.size
        found = [Sample(*record) for record in _RECORD.iter_unpack(data[:whole])]
        return sorted((sample for sample in found if sample.at > oldest), key=lambda sample: sample.at)

    def sweep(self) -> None:
        """Remove the files of services that have not run for as long as a file remembers."""
        oldest = time.time() - SPAN_S
        for path in self._folder.glob(f"*{_SUFFIX}"):
            if path.stat().st_mtime < oldest:
                path.unlink(missing_ok=True)

    def _path(self, app_name: str) -> Path:
        return self._folder / f"{checked(app_name)}{_SUFFIX}"
