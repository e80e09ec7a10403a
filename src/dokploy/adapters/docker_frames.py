"""What the engine streams, taken apart: log frames into lines, statistics into figures. Pure."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

HEADER: Final = 8
SYSTEM_ERROR: Final = 3
"""The stream in which the engine says why it has no log: not the program's words."""
LINE_LIMIT: Final = 256 * 1024
"""Bytes after which a line is passed on although it has no end."""
STREAMS: Final = 3
"""Standard input, output, error."""


@dataclass(frozen=True, slots=True)
class LogLine:
    at: str
    """As the engine writes it: `2026-11-22T06:23:59.617791465Z`; sorts by time."""
    text: str

    def __str__(self) -> str:
        return f"{self.at} {self.text}"


class LogReader:
    """Feed it the bytes of a log with timestamps; it gives back the lines that are complete.

    Without a terminal the engine puts a header before each piece, and output and error are pieced together apart, so
    that neither breaks a line of the other. With one it sends the bytes as they are.
    """

    def __init__(self, *, is_tty: bool) -> None:
        self._is_tty = is_tty
        self._raw = b""
        self._open: dict[int, bytes] = {}

    def feed(self, data: bytes) -> list[LogLine]:
        lines: list[LogLine] = []
        for stream, payload in self._pieces(data):
            if stream == SYSTEM_ERROR:
                continue
            *whole, rest = (self._open.get(stream, b"") + payload).split(b"\n")
            if len(rest) > LINE_LIMIT:
                whole, rest = [*whole, rest], b""
            self._open[stream] = rest
            lines.extend(map(_line, whole))
        return lines

    def rest(self) -> list[LogLine]:
        """What stands there without its end, when nothing more will come."""
        found = [_line(text) for text in self._open.values() if text]
        self._open.clear()
        return found

    def _pieces(self, data: bytes) -> Iterator[tuple[int, bytes]]:
        if self._is_tty:
            yield 1, data
            return
        data = self._raw + data
        position = 0
        while position + HEADER <= len(data):
            end = position + HEADER + int.from_bytes(data[position + 4 : position + HEADER])
            if end > len(data):
                break
            yield data[position], data[position + HEADER : end]
            position = end
        self._raw = data[position:]


def _line(raw: bytes) -> LogLine:
    at, _, text = raw.rstrip(b"\r").decode(errors="replace").partition(" ")
    return LogLine(at, text)


@dataclass(frozen=True, slots=True)
class Usage:
    """What a container has used; times and bytes are totals since its start, memory is of now."""

    cpu_ns: int
    system_ns: int
    """Processor time of the whole machine, which `cpu_ns` is compared with."""
    cpus: int
    memory: int
    """Without the page cache that the kernel would give back at once."""
    memory_limit: int
    received: int
    sent: int
    read: int
    written: int


def usage(stats: Mapping[str, Any]) -> Usage | None:
    """The engine's statistics of one container; None when it does not run."""
    cpu = stats.get("cpu_stats") or {}
    if not cpu.get("system_cpu_usage"):
        return None
    memory = stats.get("memory_stats") or {}
    networks = (stats.get("networks") or {}).values()
    blocks = (stats.get("blkio_stats") or {}).get("io_service_bytes_recursive") or ()
    return Usage(
        cpu_ns=cpu["cpu_usage"]["total_usage"],
        system_ns=cpu["system_cpu_usage"],
        cpus=cpu.get("online_cpus") or len(cpu["cpu_usage"].get("percpu_usage") or ()) or 1,
        memory=_without_cache(memory),
        memory_limit=memory.get("limit", 0),
        received=sum(network["rx_bytes"] for network in networks),
        sent=sum(network["tx_bytes"] for network in networks),
        read=_blocks(blocks, "read"),
        written=_blocks(blocks, "write"),
    )


def _without_cache(memory: Mapping[str, Any]) -> int:
    detail = memory.get("stats") or {}
    cache = detail.get("total_inactive_file", detail.get("inactive_file", 0))  # cgroup v1, v2
    used = int(memory.get("usage", 0))
    return used - cache if cache < used else used


def _blocks(entries: Any, operation: str) -> int:
    return sum(entry["value"] for entry in entries if str(entry["op"]).lower() == operation)


def cpu_percent(before: Usage, after: Usage) -> float:
    """Per cent of one processor between two samples: 200 is two of them, busy all the time."""
    used, passed = after.cpu_ns - before.cpu_ns, after.system_ns - before.system_ns
    return used / passed * after.cpus * 100 if passed > 0 and used > 0 else 0.0
