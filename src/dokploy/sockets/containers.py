"""What the containers of a service say, do and use: `/docker-container-logs`, `-terminal`, `/listen-docker-stats-…`."""

import asyncio
import codecs
import json
from contextlib import suppress
from typing import Any, Final

from dokploy.access import owned
from dokploy.adapters.containers import Piece
from dokploy.adapters.terminal import Terminal
from dokploy.core.errors import Invalid, NotFound, PreconditionFailed
from dokploy.features import monitoring
from dokploy.features.container_log import Asked, Follower, asked
from dokploy.features.containers import DOCKER_READ, SERVICE_READ, Service, Target, find, pieces, service_named
from dokploy.sockets.door import BAD_PARAMETER, ENDED
from dokploy.sockets.visit import Closing, Visit, beside

SHELLS: Final = frozenset(shell for name in ("sh", "bash", "zsh", "ash") for shell in (name, f"/bin/{name}"))
SIDE_MAXIMUM: Final = 1000
COLUMNS: Final = 80
ROWS: Final = 24
KEYS: Final = 64
"""Frames that wait until the shell takes them; then the client waits."""
RESIZE_LENGTH: Final = 200
"""Characters; what is longer was pasted."""


# ------------------------------------------------------------------------------------------------ log


async def show_container_log(visit: Visit) -> None:
    """Lines with their times, as `docker logs --timestamps` writes them; `since` takes such a time to go on there."""
    reference = _container(visit)
    wanted = asked(_number(visit, "tail"), visit.asked("since"), visit.asked("search"))
    target = await _target(visit, reference)
    await beside(visit.recheck(lambda: _still(visit, target)), _follow(visit, target, wanted))


async def _follow(visit: Visit, target: Target, wanted: Asked) -> None:
    tools = visit.runtime.tools
    # A service is followed for ever: its tasks come and go. A container's log ends with it.
    is_service = target.piece is None or (visit.asked("runType") == "swarm" and target.piece.task_id is None)
    follower = Follower(tools.containers, lambda: pieces(tools, target), wanted, forever=is_service)
    async with follower:
        async for lines in follower.bundles():
            await visit.send("".join(f"{line}\n" for line in lines), lambda: f"since={follower.resume_at}")
    raise Closing(ENDED, "The container has ended")


# ------------------------------------------------------------------------------------------------ terminal


async def show_terminal(visit: Visit) -> None:
    """A shell in the container: its output as text, keys as text or bytes, `{"type": "resize", "cols", "rows"}`."""
    keys: asyncio.Queue[str | bytes] = asyncio.Queue(KEYS)
    visit.hear = keys.put
    reference, shell = _container(visit), visit.asked("activeWay") or "sh"
    if shell not in SHELLS:
        raise Invalid("activeWay is sh, bash, zsh or ash")
    columns, rows = (_side(visit, name, default) for name, default in (("cols", COLUMNS), ("rows", ROWS)))
    target = await _target(visit, reference)
    piece = _to_enter(await pieces(visit.runtime.tools, target))
    terminal = visit.runtime.tools.containers.terminal(piece.container_id or "", shell)
    try:
        async with terminal:
            await terminal.resize(columns, rows)
            rights = visit.recheck(lambda: _still(visit, target))
            await beside(rights, _speak(visit, terminal), _type(terminal, keys))
    except PreconditionFailed as error:
        await visit.send(f"{error.message}\r\n")
        raise Closing(BAD_PARAMETER, error.message) from error


def _to_enter(found: list[Piece]) -> Piece:
    """The newest container that runs here."""
    running = [piece for piece in found if piece.is_running]
    here = [piece for piece in running if piece.is_here]
    if here:
        return here[-1]
    if running:
        raise Invalid("The container runs on another node")
    raise Invalid("Container not running")


async def _speak(visit: Visit, terminal: Terminal) -> None:
    """Whole characters only: a frame may end where one of several bytes is still on its way."""
    decoder = codecs.getincrementaldecoder("utf-8")(errors="replace")
    async for chunk in terminal.output():
        if text := decoder.decode(chunk):
            await visit.send(text)
    await visit.send(f"\nContainer closed with code: {await terminal.exit_code()}\n")
    raise Closing(ENDED)


async def _type(terminal: Terminal, keys: asyncio.Queue[str | bytes]) -> None:
    """Bytes are always keys; a text may be a wish for another size."""
    while True:
        frame = await keys.get()
        if isinstance(frame, bytes):
            await terminal.write(frame)
        elif (size := resize_in(frame)) is not None:
            await terminal.resize(*size)
        else:
            await terminal.write(frame.encode())


def resize_in(frame: str) -> tuple[int, int] | None:
    """Columns and rows, when the frame is a wish for another size and not something that was typed."""
    if len(frame) > RESIZE_LENGTH or not frame.startswith("{"):
        return None
    with suppress(ValueError, RecursionError):
        wish: Any = json.loads(frame)
        if wish.get("type") == "resize" and all(_is_side(wish.get(side)) for side in ("cols", "rows")):
            return wish["cols"], wish["rows"]
    return None


def _is_side(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 1 <= value <= SIDE_MAXIMUM


# ------------------------------------------------------------------------------------------------ statistics


async def show_usage(visit: Visit) -> None:
    """`{"data": {cpu, memory, disk, network, block}}` about every 1.3 seconds, for as long as something runs."""
    app_name = visit.asked("appName")
    if app_name is None:
        raise Invalid("appName is required")
    labels = await _measured(visit, app_name)
    await beside(visit.recheck(lambda: _measured(visit, app_name)), _tell_usage(visit, app_name, labels))


async def _tell_usage(visit: Visit, app_name: str, labels: dict[str, str] | None) -> None:
    async with monitoring.watching(visit.runtime, app_name, labels) as watch:
        while (sample := await watch.next()) is not None:
            await visit.send(json.dumps({"data": monitoring.shown(sample)}))
    raise Closing(BAD_PARAMETER, "Container not running")


async def _measured(visit: Visit, app_name: str) -> dict[str, str] | None:
    """The labels of what is measured; None for the machine, which takes `docker:read`."""
    service_id = visit.asked("serviceId")
    actor = await visit.sign_in()
    if app_name == monitoring.HOST:
        actor.require(DOCKER_READ)
        return None
    async with visit.runtime.acting(actor).read() as ctx:
        service: Service = await service_named(ctx, app_name, SERVICE_READ if service_id else DOCKER_READ)
    if service_id and service.id != service_id:
        raise NotFound("Container not found")
    return service.labels


# ------------------------------------------------------------------------------------------------ what was asked


async def _target(visit: Visit, reference: str) -> Target:
    """What is meant, if the caller may look at it now."""
    units = visit.runtime.acting(await visit.sign_in())
    return await find(units, reference, visit.asked("serviceId"))


async def _still(visit: Visit, target: Target) -> None:
    """Raise what `_target` would, without asking the engine again what it was that was found."""
    service = target.service
    async with visit.runtime.acting(await visit.sign_in()).read() as ctx:
        await owned(ctx, service.kind.model, service.id, SERVICE_READ if visit.asked("serviceId") else DOCKER_READ)


def _container(visit: Visit) -> str:
    found = visit.asked("containerId")
    if found is None:
        raise Invalid("containerId is required")
    if visit.asked("serverId"):
        raise Invalid("Remote servers cannot be looked at yet: leave out serverId")
    return found


def _number(visit: Visit, name: str) -> int | None:
    text = visit.asked(name)
    if text is None:
        return None
    if not text.isascii() or not text.isdecimal() or len(text) > 9:
        raise Invalid(f"{name} is a whole number")
    return int(text)


def _side(visit: Visit, name: str, default: int) -> int:
    number = _number(visit, name)
    if number is not None and not 1 <= number <= SIDE_MAXIMUM:
        raise Invalid(f"{name} is 1 to {SIDE_MAXIMUM}")
    return number or default
