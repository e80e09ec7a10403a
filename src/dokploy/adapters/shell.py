"""Child processes: argv only, one process group per command, lines as they come, TERM then KILL and proof."""

import asyncio
import errno
import os
import shutil
import signal
from collections import deque
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from dokploy.core import failpoints
from dokploy.core.commands import Command
from dokploy.core.errors import Invalid, PreconditionFailed, RemoteFailed, TimedOut
from dokploy.core.guard import outside_write_unit
from dokploy.core.secrets import Secret
from dokploy.core.waiting import to_the_end

OnLine = Callable[[str], Awaitable[None]]
"""Receives one whole line, or several joined by a newline when they came together."""
OnStart = Callable[[int, str], Awaitable[None]]

SEARCH_PATH: Final = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
MARK: Final = "DOKPLOY_CHILD"
"""In the environment of every child, so that what a dead leader left behind can be told from a stranger's process."""
TERM_S: Final = 5
KILL_S: Final = 5
REST_OF_OUTPUT_S: Final = 2
LEADER_S: Final = 0.2
LAST_LINES: Final = 30
LINE_BYTES: Final = 8192
CUT_BACK: Final = 256
CHUNK: Final = 64 * 1024


@dataclass(frozen=True)
class Finished:
    exit_code: int
    """Negative = ended by that signal."""
    last_lines: tuple[str, ...]


class Shell:
    """`env` replaces parts of the minimal environment that every child gets (for example PATH, or a proxy)."""

    def __init__(self, env: Mapping[str, str] | None = None) -> None:
        self._env = {"PATH": SEARCH_PATH, "HOME": str(Path.home()), "LANG": "C.UTF-8", MARK: "1"} | dict(env or {})

    async def run(
        self, command: Command, *, timeout_s: float, on_line: OnLine | None = None, on_start: OnStart | None = None
    ) -> Finished:
        """Run to the end. When cancelled, or out of time (`TimedOut`), the whole group is gone before this returns."""
        outside_write_unit(f"run {Path(command.argv[0]).name}")
        process = await self._start(command)
        if failpoints.meet("shell.run"):
            os.killpg(process.pid, signal.SIGKILL)  # as the kernel does where memory runs out
        lines = Lines(on_line)
        try:
            async with asyncio.timeout(timeout_s):
                if on_start is not None:
                    await on_start(process.pid, started_at(process.pid) or "")
                await _follow(process, command.stdin, lines)
        except TimeoutError as error:
            raise TimedOut(f"{Path(command.argv[0]).name} did not end within {timeout_s:.0f} seconds.") from error
        finally:
            await to_the_end(_end(process.pid))
            await to_the_end(_reap(process))
        await lines.flush()
        return Finished(await process.wait(), tuple(lines.last))

    async def _start(self, command: Command) -> asyncio.subprocess.Process:
        env = self._env | {name: _clear(value) for name, value in command.env.items()}
        program = shutil.which(command.argv[0], path=env["PATH"])
        if program is None:
            raise PreconditionFailed(
                f"The program {command.argv[0]} is not installed.", hint="Install it on this host."
            )
        # The kernel ends the child when we die, however we die; the setting survives the exec that follows.
        guardian = shutil.which("setpriv", path=SEARCH_PATH)
        argv = (guardian, "--pdeathsig", "KILL", "--", program) if guardian else (program,)
        try:
            failpoints.reach("shell.start", _no_process)
            return await asyncio.create_subprocess_exec(
                *argv,
                *command.argv[1:],
                env=env,
                cwd=command.cwd,
                stdin=asyncio.subprocess.DEVNULL if command.stdin is None else asyncio.subprocess.PIPE,
                stdout=asyncio.subprocess.PIPE,
                stderr=asyncio.subprocess.STDOUT,
                start_new_session=True,
                limit=CHUNK,
            )
        except ValueError as error:
            raise Invalid(f"{Path(program).name} cannot be given a value that holds a NUL character.") from error
        except (FileNotFoundError, NotADirectoryError) as error:
            raise PreconditionFailed(f"{error.filename} does not exist.") from error
        except OSError as error:
            raise PreconditionFailed(
                f"{Path(program).name} could not be started: {error.strerror or error}.",
                hint="This machine has too many processes, or too little memory.",
            ) from error

    async def kill_group(self, group: int, started: str) -> bool:
        """End a group that an earlier process of ours left: only if its leader still has this start time.

        Where the leader is gone, its children are ended that carry our mark. True when something was ended.
        """
        outside_write_unit("kill a process group")
        members = await asyncio.to_thread(group_members, group)
        leader = started_at(group)
        is_ours = leader == started if leader is not None else all(_is_marked(pid) for pid in members)
        if group <= 1 or not members or not is_ours:
            return False
        await to_the_end(_end(group))
        return True


@cache
def process_place() -> str:
    """Where process numbers of ours mean something: this boot of this machine, in this namespace."""
    boot = Path("/proc/sys/kernel/random/boot_id").read_text().strip()
    return f"{boot}:{Path('/proc/self/ns/pid').readlink()}"


class Lines:
    """Bytes to lines: undecodable bytes replaced, progress lines reduced to their last state, long lines cut."""

    def __init__(self, on_line: OnLine | None) -> None:
        self.last: deque[str] = deque(maxlen=LAST_LINES)
        self._on_line = on_line
        self._rest = b""
        self._is_skipping = False

    async def feed(self, chunk: bytes) -> None:
        *whole, self._rest = (self._rest + chunk).split(b"\n")
        ready = []
        for raw in whole:
            if not self._is_skipping:
                ready.append(clean(raw))
            self._is_skipping = False
        if len(self._rest) > LINE_BYTES:
            self._rest = self._rest.rpartition(b"\r")[2][: LINE_BYTES + 1]
            if len(self._rest) > LINE_BYTES:
                if not self._is_skipping:
                    ready.append(clean(self._rest))
                self._is_skipping, self._rest = True, b""
        await self._deliver(ready)

    async def flush(self) -> None:
        if self._rest and not self._is_skipping:
            await self._deliver([clean(self._rest)])
        self._rest = b""

    async def _deliver(self, lines: list[str]) -> None:
        self.last.extend(lines)
        if lines and self._on_line is not None:
            await self._on_line("\n".join(lines))


def clean(raw: bytes) -> str:
    """One line as it would stand on a terminal at its end."""
    raw = raw.rstrip(b"\r").rpartition(b"\r")[2]
    if len(raw) > LINE_BYTES:
        # Cut between words where there is one, so that no part of a secret is left that redaction would not recognise.
        between = raw.rfind(b" ", LINE_BYTES - CUT_BACK, LINE_BYTES)
        raw = raw[: between if between > 0 else LINE_BYTES] + b" [cut]"
    return raw.decode(errors="replace").replace("\0", "\ufffd")


def started_at(pid: int) -> str | None:
    """The start time in clock ticks since boot, `/proc/<pid>/stat` field 22; None when there is no such process."""
    fields = _stat(pid)
    return fields[19] if fields else None


def group_members(group: int) -> list[int]:
    """The living processes of a group; one that only waits to be reaped by its parent counts as gone."""
    wanted = str(group)
    pids = [int(entry) for entry in os.listdir("/proc") if entry.isdigit()]  # noqa: PTH208 - Path.iterdir is slower
    return [pid for pid in pids if (fields := _stat(pid)) and fields[2] == wanted and fields[0] not in "ZX"]


def _stat(pid: int) -> list[str] | None:
    """The fields after the command's name: state, parent, group, session …"""
    try:
        return Path(f"/proc/{pid}/stat").read_text(errors="replace").rpartition(")")[2].split()
    except OSError:
        return None


def _is_marked(pid: int) -> bool:
    try:
        return f"{MARK}=1".encode() in Path(f"/proc/{pid}/environ").read_bytes().split(b"\0")
    except OSError:
        return False


def _no_process() -> OSError:
    return BlockingIOError(errno.EAGAIN, os.strerror(errno.EAGAIN))


def _clear(value: str | Secret) -> str:
    return value.reveal() if isinstance(value, Secret) else value


async def _follow(process: asyncio.subprocess.Process, stdin: bytes | None, lines: Lines) -> None:
    """Read until the leader has ended; a child that keeps the pipe open does not hold us up for long."""
    reading = asyncio.ensure_future(_read(process, lines))

    async def wait_for_leader() -> None:
        # `Process.wait` also waits for the pipe's end, which a child that was left running keeps away.
        while process.returncode is None:
            await asyncio.wait([reading], timeout=LEADER_S)
            if reading.done():
                await process.wait()
        await asyncio.wait([reading], timeout=REST_OF_OUTPUT_S)
        reading.cancel()

    tasks = [reading, asyncio.ensure_future(wait_for_leader())]
    if stdin is not None:
        tasks.append(asyncio.ensure_future(_feed(process, stdin)))
    try:
        done, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_EXCEPTION)
        for task in done:
            if not task.cancelled():
                task.result()
    finally:
        for task in tasks:
            task.cancel()


async def _read(process: asyncio.subprocess.Process, lines: Lines) -> None:
    assert process.stdout is not None  # noqa: S101 - we asked for the pipe
    while chunk := await process.stdout.read(CHUNK):
        await lines.feed(chunk)


async def _feed(process: asyncio.subprocess.Process, data: bytes) -> None:
    assert process.stdin is not None  # noqa: S101 - we asked for the pipe
    with suppress(BrokenPipeError, ConnectionResetError):  # a program may end without having read everything
        process.stdin.write(data)
        await process.stdin.drain()
    process.stdin.close()


async def _end(group: int) -> None:
    """TERM, wait, KILL, and proof that no process of the group is left."""
    for number, patience_s in ((signal.SIGTERM, TERM_S), (signal.SIGKILL, KILL_S)):
        try:
            os.killpg(group, number)
        except ProcessLookupError:
            return
        if await _is_empty(group, patience_s):
            return
    raise RemoteFailed(
        f"Process group {group} did not end on SIGKILL: {group_members(group)}.",
        hint="Such a process waits for a disk or a network file system that does not answer.",
    )


async def _is_empty(group: int, patience_s: float) -> bool:
    clock = asyncio.get_running_loop().time
    deadline, pause = clock() + patience_s, 0.005
    while await asyncio.to_thread(group_members, group):
        if clock() > deadline:
            return False
        await asyncio.sleep(pause)
        pause = min(pause * 2, 0.1)
    return True


async def _reap(process: asyncio.subprocess.Process) -> None:
    # Closed first: a stranger who holds the other end of the pipe would otherwise keep `wait` from returning.
    process._transport.close()  # type: ignore[attr-defined]  # noqa: SLF001 - asyncio offers no public way
    await process.wait()
