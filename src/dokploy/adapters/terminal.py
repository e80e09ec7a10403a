"""A shell inside a container, on a terminal of its own, which ends when its user leaves."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from types import TracebackType
from typing import Any, Final, Self

import structlog

from dokploy.adapters.engine import Engine
from dokploy.adapters.engine_api import EngineRefused, Request
from dokploy.adapters.engine_socket import Duplex, EngineSocket
from dokploy.core.errors import DokployError, PreconditionFailed
from dokploy.core.waiting import to_the_end

START_S: Final = 15.0
HANG_UP_S: Final = 1.0
"""Between the polite end of a session's processes and the other one."""
NUMBER_LIMIT: Final = 10
LOOK_S: Final = 0.05
GONE: Final = 137

_START: Final = 'echo "$$"; exec "$0"'
"""Says its process id first: the engine tells only the id outside, and cannot end what it started inside."""
_END: Final = """
for stat in /proc/[0-9]*/stat; do
  { read -r line <"$stat"; } 2>/dev/null || continue
  rest=${line##*) }; rest=${rest#* }; rest=${rest#* }; rest=${rest#* }
  if [ "${rest%% *}" = "$1" ]; then pid=${stat#/proc/}; kill -"$2" "${pid%/stat}" 2>/dev/null; fi
done
true
"""
"""Signals every process of a session (the sixth field of its stat), with nothing but what each shell has built in."""

log = structlog.get_logger(__name__)


class Terminal:
    """`async with containers.terminal(id, "bash") as terminal:`, then `output`, `write` and `resize`.

    Leaving it ends the shell and all that still runs in its session: the engine itself would let them run on.
    """

    def __init__(self, engine: Engine, sockets: EngineSocket, container_id: str, shell: str) -> None:
        self._engine = engine
        self._sockets = sockets
        self._container_id = container_id
        self._shell = shell
        self._stack = AsyncExitStack()
        self._connection: Duplex | None = None
        self._exec_id = ""
        self._session = ""
        self._first = b""

    async def __aenter__(self) -> Self:
        """Raises `PreconditionFailed` when the container does not run or has no such shell."""
        try:
            # A shell that has not said its process id yet could not be ended: who leaves meanwhile waits for it.
            await to_the_end(self._start())
        except BaseException:
            await to_the_end(self._leave())
            raise
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None
    ) -> None:
        await to_the_end(self._leave())

    async def output(self) -> AsyncIterator[bytes]:
        """What the shell writes, until it ends."""
        if self._first:
            yield self._first
        while chunk := await self._duplex.read():
            yield chunk

    async def write(self, keys: bytes) -> None:
        await self._duplex.write(keys)

    async def resize(self, columns: int, rows: int) -> None:
        try:
            await self._engine.ask(Request("POST", f"/exec/{self._exec_id}/resize", {"h": rows, "w": columns}))
        except EngineRefused as error:
            log.info("terminal_not_resized", cause=str(error))  # it has just ended

    async def exit_code(self) -> int | None:
        """None while it runs; 137, as after a kill, when the container is gone."""
        return await self._code_of(self._exec_id)

    async def _code_of(self, exec_id: str) -> int | None:
        try:
            found = await self._engine.ask(Request("GET", f"/exec/{exec_id}/json"))
        except EngineRefused:
            return GONE
        return None if found.get("Running") else found.get("ExitCode")

    @property
    def _duplex(self) -> Duplex:
        if self._connection is None:
            raise RuntimeError("the terminal is not open")
        return self._connection

    async def _start(self) -> None:
        command = [self._shell, "-c", _START, self._shell]
        try:
            self._exec_id = await self._prepare(command, interactive=True)
            request = Request("POST", f"/exec/{self._exec_id}/start", body={"Detach": False, "Tty": True})
            self._connection = await self._stack.enter_async_context(self._sockets.duplex(request))
        except EngineRefused as error:
            raise PreconditionFailed(f"The container cannot be entered: {error}") from error
        async with asyncio.timeout(START_S):
            said = b""
            while b"\n" not in said and (chunk := await self._duplex.read()):
                said += chunk
        number, _, self._first = said.partition(b"\n")
        if not (number.strip().isdigit() and len(number) <= NUMBER_LIMIT):
            raise PreconditionFailed(self._why_not(said.decode(errors="replace").strip()))
        self._session = number.strip().decode()

    def _why_not(self, said: str) -> str:
        if "executable file not found" in said or "no such file or directory" in said:
            return f"There is no {self._shell} in this container"
        return f"The shell {self._shell} could not be started: {said or 'the container has ended'}"

    async def _prepare(self, command: list[str], *, interactive: bool) -> str:
        body: dict[str, Any] = {"Cmd": command, "AttachStdout": True, "AttachStderr": True, "Tty": interactive}
        if interactive:
            body |= {"AttachStdin": True, "WorkingDir": "/", "Env": ["TERM=xterm-256color"]}
        else:
            body |= {"User": "0"}  # the session may have become somebody else's
        made = await self._engine.ask(Request("POST", f"/containers/{self._container_id}/exec", body=body))
        return str(made["Id"])

    async def _leave(self) -> None:
        """Hang up, then end whatever of the session is left; a container that is gone has nothing left."""
        try:
            await self._stack.aclose()
            if self._session:
                await self._signal("HUP")
                await self._until_ended(self._exec_id, HANG_UP_S)
                await self._signal("KILL")
        except DokployError as error:
            log.warning("terminal_not_ended", container=self._container_id, session=self._session, cause=str(error))

    async def _signal(self, signal: str) -> None:
        command = [self._shell, "-c", _END, self._shell, self._session, signal]
        try:
            exec_id = await self._prepare(command, interactive=False)
        except EngineRefused as error:
            log.info("terminal_container_ended", cause=str(error))
            return
        await self._engine.ask(Request("POST", f"/exec/{exec_id}/start", body={"Detach": True, "Tty": False}))
        await self._until_ended(exec_id, START_S)

    async def _until_ended(self, exec_id: str, seconds: float) -> None:
        for _ in range(round(seconds / LOOK_S)):
            if await self._code_of(exec_id) is not None:
                return
            await asyncio.sleep(LOOK_S)
