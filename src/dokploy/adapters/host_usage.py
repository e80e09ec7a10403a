"""What the machine itself uses, from /proc: the figures of `dokploy` among those of services."""

import os
from pathlib import Path
from typing import Final

from dokploy.adapters.docker_frames import Usage

_PROC: Final = Path("/proc")
SECTOR: Final = 512
TICK_NS: Final = 10_000_000
_IDLE: Final = (3, 4)
"""Places of idle and iowait in the first line of /proc/stat."""


def host_usage(proc: Path = _PROC) -> Usage:
    """Reads five small files; `cpu_percent` of two samples is of the whole machine, 0 to 100."""
    ticks = [int(word) for word in (proc / "stat").read_text().splitlines()[0].split()[1:9]]
    memory = _table(proc / "meminfo")
    total = memory["MemTotal"] * 1024
    received, sent = _network(proc)
    read, written = _disks(proc)
    return Usage(
        cpu_ns=(sum(ticks) - sum(ticks[place] for place in _IDLE)) * TICK_NS,
        system_ns=sum(ticks) * TICK_NS,
        cpus=1,
        memory=total - memory["MemAvailable"] * 1024,
        memory_limit=total,
        received=received,
        sent=sent,
        read=read,
        written=written,
    )


def memory_total(proc: Path = _PROC) -> int:
    return _table(proc / "meminfo")["MemTotal"] * 1024


def disk(path: Path) -> tuple[int, int]:
    """Bytes of the file system that holds `path`: all of it, and what is in use."""
    found = os.statvfs(path)
    return found.f_blocks * found.f_frsize, (found.f_blocks - found.f_bfree) * found.f_frsize


def _table(path: Path) -> dict[str, int]:
    pairs = (line.split(":", 1) for line in path.read_text().splitlines())
    return {name: int(value.split()[0]) for name, value in pairs}


def _network(proc: Path) -> tuple[int, int]:
    """Bytes received and sent by all interfaces but the loopback."""
    received = sent = 0
    for line in (proc / "net/dev").read_text().splitlines()[2:]:
        name, _, figures = line.partition(":")
        if name.strip() != "lo":
            columns = figures.split()
            received, sent = received + int(columns[0]), sent + int(columns[8])
    return received, sent


def _disks(proc: Path) -> tuple[int, int]:
    """Bytes read and written by whole disks: what has a folder of its own under /sys/block."""
    read = written = 0
    for line in (proc / "diskstats").read_text().splitlines():
        columns = line.split()
        if columns[2].startswith(("loop", "ram", "dm-", "md")) or not Path("/sys/block", columns[2]).exists():
            continue
        read, written = read + int(columns[5]) * SECTOR, written + int(columns[9]) * SECTOR
    return read, written
