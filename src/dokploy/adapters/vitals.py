"""Figures of this machine, as a diagnosis wants them: space, memory, file modes. Nothing here judges."""

import fcntl
import os
import secrets
import stat
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from dokploy.core.guard import outside_write_unit

TRIAL_BYTES: Final = 64 * 1024
_MEMORY_LIMITS: Final = (Path("/sys/fs/cgroup/memory.max"), Path("/sys/fs/cgroup/memory/memory.limit_in_bytes"))
_KIBIBYTE: Final = 1024


@dataclass(frozen=True)
class Space:
    """What the file system of a path has left, in bytes and in inodes. A file system without inodes has 0 of 0."""

    path: str
    device: int
    total_bytes: int
    free_bytes: int
    """What an ordinary user may still take; root may take a little more."""
    total_inodes: int
    free_inodes: int


@dataclass(frozen=True)
class Memory:
    """Bytes. `limit` is that of our own control group; None = there is none."""

    total: int
    available: int
    swap_total: int
    swap_free: int
    own: int
    limit: int | None


def space(path: Path) -> Space:
    """Raises `OSError` when the path cannot be seen from here."""
    found = os.statvfs(path)
    return Space(
        str(path),
        path.stat().st_dev,
        found.f_blocks * found.f_frsize,
        found.f_bavail * found.f_frsize,
        found.f_files,
        found.f_favail,
    )


def try_writing(folder: Path) -> None:
    """Write a little, to the disk, and remove it again; raises `OSError` with the reason why that is impossible."""
    outside_write_unit("the data folder")
    trial = folder / f".trial-{secrets.token_hex(6)}"
    try:
        with trial.open("xb") as file:
            file.write(b"\0" * TRIAL_BYTES)
            file.flush()
            os.fsync(file.fileno())
    finally:
        trial.unlink(missing_ok=True)


def memory() -> Memory:
    machine = _fields(Path("/proc/meminfo"))
    return Memory(
        total=machine["MemTotal"],
        available=machine["MemAvailable"],
        swap_total=machine.get("SwapTotal", 0),
        swap_free=machine.get("SwapFree", 0),
        own=_fields(Path("/proc/self/status")).get("VmRSS", 0),
        limit=_limit(machine["MemTotal"]),
    )


def mode(path: Path) -> int | None:
    """The permission bits; None when there is no such file."""
    try:
        return stat.S_IMODE(path.stat().st_mode)
    except FileNotFoundError:
        return None


def is_ours(path: Path) -> bool:
    """Whether the file belongs to the user that this process runs as."""
    return path.stat().st_uid == os.geteuid()


def is_locked(path: Path) -> bool:
    """Whether some process holds the lock file. It is tried for an instant, and neither made nor written to."""
    try:
        with path.open("rb") as file:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    except FileNotFoundError:
        return False
    return False


def _fields(path: Path) -> dict[str, int]:
    """`Name:  123 kB` lines of /proc, in bytes."""
    words = (line.split() for line in path.read_text().splitlines())
    return {parts[0].rstrip(":"): int(parts[1]) * _KIBIBYTE for parts in words if parts[-1] == "kB"}


def _limit(total: int) -> int | None:
    for path in _MEMORY_LIMITS:
        try:
            limit = int(path.read_text())
        except (OSError, ValueError):
            continue  # another version of control groups, or the word `max`
        return limit if limit < total else None
    return None
