"""Containers of ours: plain ones, which are started here, and those of services, which are looked at and into."""

from collections.abc import AsyncGenerator, Mapping
from contextlib import aclosing
from dataclasses import dataclass, field
from datetime import datetime
from http import HTTPStatus
from typing import Any, Final

from dokploy.adapters.docker_frames import LogLine, LogReader, Usage, usage
from dokploy.adapters.engine import Engine
from dokploy.adapters.engine_api import EngineRefused, Request, filters, label_filters, quoted
from dokploy.adapters.engine_socket import EngineSocket
from dokploy.adapters.swarm import LABEL_APP, LABEL_INSTANCE, LABEL_SERVICE, demultiplexed
from dokploy.adapters.terminal import Terminal
from dokploy.core.errors import Conflict

LABEL_TASK: Final = "com.docker.swarm.task.id"
ABSENT: Final = (HTTPStatus.NOT_FOUND, HTTPStatus.SERVICE_UNAVAILABLE)
"""No such object; or this engine is in no Swarm, so that it has no tasks and services at all."""


@dataclass(frozen=True)
class ContainerState:
    container_id: str
    name: str
    image: str
    state: str
    """created, running, paused, restarting, removing, exited or dead."""
    labels: Mapping[str, str]


@dataclass(frozen=True)
class Piece:
    """A running or ended part of a service: one container of this node, one task of another, or both in one."""

    name: str
    labels: Mapping[str, str] = field(repr=False)
    container_id: str | None
    """None while the task waits for its container."""
    task_id: str | None
    """None for a container that belongs to no Swarm service."""
    state: str
    """Of the container where it is on this node (running, exited, …), else of the task."""
    desired: str
    node_id: str | None
    is_here: bool
    """On this node: there is a container to look into."""
    image: str = ""
    status: str = ""
    """For people: `Up 4 minutes`."""
    created: float = 0.0
    """Epoch seconds."""
    slot: int | None = None
    is_tty: bool = False
    error: str | None = None
    since: str = ""
    """When the state began, ISO."""
    ports: tuple[Mapping[str, Any], ...] = ()

    @property
    def app_name(self) -> str:
        return self.labels.get(LABEL_APP, "")

    @property
    def service(self) -> str:
        """`<kind>:<id>` of the row that it belongs to; empty for what belongs to none."""
        return self.labels.get(LABEL_SERVICE, "")

    @property
    def is_running(self) -> bool:
        return self.state == "running"


@dataclass(frozen=True)
class LogWish:
    """How much of a log: the last `tail` lines (None = all) since a moment, in the engine's words; and what follows."""

    tail: int | None = None
    since: str | None = None
    """Epoch seconds with up to nine decimals; lines of that very moment are included."""
    follow: bool = False

    def params(self) -> dict[str, str]:
        tail = "all" if self.tail is None else str(self.tail)
        asked = {"stdout": "1", "stderr": "1", "timestamps": "1", "tail": tail}
        return asked | ({"since": self.since} if self.since else {}) | ({"follow": "1"} if self.follow else {})


class Containers:
    """Everything made here carries this instance's label, and nothing else is started, stopped or removed."""

    def __init__(self, engine: Engine, instance_id: str) -> None:
        self._engine = engine
        self._instance_id = instance_id

    async def find(self, name: str) -> ContainerState | None:
        """Any container of this name or id, also somebody else's: see `is_ours`."""
        try:
            found = await self._engine.ask(Request("GET", f"/containers/{quoted(name)}/json"))
        except EngineRefused as error:
            if error.answered == HTTPStatus.NOT_FOUND:
                return None
            raise
        config = found["Config"]
        name = found["Name"].removeprefix("/")
        return ContainerState(found["Id"], name, config["Image"], found["State"]["Status"], config.get("Labels") or {})

    def is_ours(self, container: ContainerState) -> bool:
        return container.labels.get(LABEL_INSTANCE) == self._instance_id

    async def run(self, name: str, image: str, **config: Any) -> str:
        """Create and start; `config` has the keys of Docker's API (`HostConfig`, `Labels`, …). Returns the id.

        A container that cannot be started is removed again.
        """
        labels = {**config.pop("Labels", {}), LABEL_INSTANCE: self._instance_id}
        body = {"Image": image, "Labels": labels, **config}
        try:
            made = await self._engine.ask(Request("POST", "/containers/create", {"name": name}, body))
        except EngineRefused as error:
            if error.answered == HTTPStatus.CONFLICT:
                raise Conflict(f"A container named {name} exists already.") from error
            raise
        try:
            await self.start(made["Id"])
        except Exception:
            await self.remove(made["Id"])
            raise
        return str(made["Id"])

    async def start(self, name: str) -> None:
        """Running already is fine."""
        await self._engine.ask(Request("POST", f"/containers/{quoted(name)}/start"), timeout_s=60)

    async def remove(self, name: str) -> None:
        """Stop and remove; absent is fine, somebody else's is refused."""
        found = await self.find(name)
        if found is None:
            return
        if not self.is_ours(found):
            raise Conflict(f"Container {found.name} was not made by this Dokploy: it is left alone.")
        params = {"force": 1, "v": 1}
        try:
            await self._engine.ask(Request("DELETE", f"/containers/{found.container_id}", params), timeout_s=60)
        except EngineRefused as error:
            # 409: its removal is going on already.
            if error.answered not in (HTTPStatus.NOT_FOUND, HTTPStatus.CONFLICT):
                raise

    async def labelled(self, **labels: str) -> list[ContainerState]:
        """Containers of this instance, also ended ones (its label is always asked for)."""
        wanted = label_filters({**labels, LABEL_INSTANCE: self._instance_id})
        request = Request("GET", "/containers/json", {"all": 1, **filters(label=wanted)})
        return [
            ContainerState(
                found["Id"], found["Names"][0].removeprefix("/"), found["Image"], found["State"], found["Labels"] or {}
            )
            for found in await self._engine.ask(request) or ()
        ]

    async def log(self, name: str, tail: int = 30) -> list[str]:
        """The last lines that it wrote; raises `EngineRefused` when there is no such container."""
        request = Request("GET", f"/containers/{quoted(name)}/logs", {"stdout": 1, "stderr": 1, "tail": str(tail)})
        return demultiplexed(await self._engine.call(lambda client: client.send_request(request).content))[-tail:]

    # ------------------------------------------------------------------------------------------------ looking

    async def pieces(self, **labels: str) -> list[Piece]:
        """Everything of this instance with these labels, oldest first, also what has ended.

        Tasks of other nodes are among them; what this engine has without a Swarm is listed as well.
        """
        wanted = label_filters({**labels, LABEL_INSTANCE: self._instance_id})
        listed = Request("GET", "/containers/json", {"all": 1, **filters(label=wanted)})
        containers = {found["Id"]: found for found in await self._engine.ask(listed) or ()}
        found = []
        for task in await self._tasks(wanted):
            here = containers.pop(_container_of(task), None)
            found.append(_piece_of_task(task, here))
        found.extend(_piece_of_container(left) for left in containers.values())
        return sorted(found, key=lambda piece: piece.created)

    async def piece(self, reference: str) -> Piece | None:
        """The container (name, id or its beginning) or task (id) that is meant, if it is ours."""
        container = await self._inspected(f"/containers/{quoted(reference)}/json")
        if container is not None:
            return self._ours(_piece_of_inspection(container))
        task = await self._inspected(f"/tasks/{quoted(reference)}")
        # Also a container's place in an overlay network is a task, which is no service's and runs nothing.
        if task is None or "ServiceID" not in task:
            return None
        inside = _container_of(task)
        container = await self._inspected(f"/containers/{inside}/json") if inside else None
        return self._ours(_piece_of_task(task, _as_listed(container) if container else None))

    async def inspect(self, container_id: str) -> dict[str, Any] | None:
        """All that the engine knows about one container of ours, in its own words."""
        found = await self._inspected(f"/containers/{quoted(container_id)}/json")
        labels = ((found or {}).get("Config") or {}).get("Labels") or {}
        return found if labels.get(LABEL_INSTANCE) == self._instance_id else None

    async def node_names(self) -> dict[str, str]:
        """Host names by node id."""
        try:
            found = await self._engine.ask(Request("GET", "/nodes"))
        except EngineRefused as error:
            if error.answered in ABSENT:
                return {}
            raise
        return {node["ID"]: node["Description"]["Hostname"] for node in found or ()}

    async def usage(self, container_id: str) -> Usage | None:
        """What it has used until now; None when it does not run. Takes milliseconds."""
        request = Request("GET", f"/containers/{quoted(container_id)}/stats", {"stream": "0", "one-shot": "1"})
        try:
            return usage(await self._engine.ask(request) or {})
        except EngineRefused as error:
            if error.answered in (HTTPStatus.NOT_FOUND, HTTPStatus.CONFLICT):
                return None
            raise

    async def lines(self, piece: Piece, wish: LogWish) -> AsyncGenerator[list[LogLine], None]:
        """The log of one piece in bundles of complete lines; ends with the log, or never when following what runs.

        Use it with `contextlib.aclosing`. A piece that is gone has no lines.
        """
        reader = LogReader(is_tty=piece.is_tty)
        async with aclosing(self._read(piece, wish, reader)) as bundles:
            async for lines in bundles:
                yield lines
        if lines := reader.rest():
            yield lines

    async def last_written(self, piece: Piece, since: str | None) -> str | None:
        """The time of the last complete line that there is now; None when there is none."""
        newest = None
        wish = LogWish(2, since)  # of two, one is complete
        async with aclosing(self._read(piece, wish, LogReader(is_tty=piece.is_tty))) as bundles:
            async for lines in bundles:
                newest = lines[-1].at
        return newest

    async def _read(self, piece: Piece, wish: LogWish, reader: LogReader) -> AsyncGenerator[list[LogLine], None]:
        path = f"/containers/{piece.container_id}/logs" if piece.is_here else f"/tasks/{piece.task_id}/logs"
        try:
            async with aclosing(self._sockets.stream(Request("GET", path, wish.params()))) as chunks:
                async for chunk in chunks:
                    if lines := reader.feed(chunk):
                        yield lines
        except EngineRefused as error:
            if error.answered != HTTPStatus.NOT_FOUND:
                raise

    def terminal(self, container_id: str, shell: str) -> Terminal:
        """A shell in a running container, started when it is entered and ended when it is left."""
        return Terminal(self._engine, self._sockets, container_id, shell)

    @property
    def _sockets(self) -> EngineSocket:
        return EngineSocket(self._engine.docker_host)

    def _ours(self, piece: Piece) -> Piece | None:
        return piece if piece.labels.get(LABEL_INSTANCE) == self._instance_id else None

    async def _inspected(self, path: str) -> dict[str, Any] | None:
        try:
            found: dict[str, Any] = await self._engine.ask(Request("GET", path))
        except EngineRefused as error:
            # 400 is the engine's answer to what cannot be an id at all.
            if error.answered in (*ABSENT, HTTPStatus.BAD_REQUEST):
                return None
            raise
        return found

    async def _tasks(self, wanted: list[str]) -> list[dict[str, Any]]:
        """Tasks have no labels of ours to filter by: those of the services that have them."""
        try:
            services = await self._engine.ask(Request("GET", "/services", filters(label=wanted)))
            if not services:
                return []
            ids = [service["ID"] for service in services]
            found: list[dict[str, Any]] = await self._engine.ask(Request("GET", "/tasks", filters(service=ids)))
        except EngineRefused as error:
            if error.answered in ABSENT:
                return []
            raise
        return found


def _container_of(task: Mapping[str, Any]) -> str:
    return str((task["Status"].get("ContainerStatus") or {}).get("ContainerID") or "")


def _piece_of_task(task: Mapping[str, Any], here: Mapping[str, Any] | None) -> Piece:
    spec, status = task["Spec"].get("ContainerSpec") or {}, task["Status"]
    labels = (here or {}).get("Labels") or spec.get("Labels") or {}
    place = task.get("Slot") or task.get("NodeID") or "0"
    return Piece(
        name=f"{labels.get(LABEL_APP, task['ServiceID'])}.{place}.{task['ID']}",
        labels=labels,
        container_id=_container_of(task) or None,
        task_id=task["ID"],
        state=here["State"] if here else status["State"],
        desired=task["DesiredState"],
        node_id=task.get("NodeID"),
        is_here=here is not None,
        image=spec.get("Image", ""),
        status=here["Status"] if here else status["State"].capitalize(),
        created=_seconds(task["CreatedAt"]),
        slot=task.get("Slot"),
        is_tty=bool(spec.get("TTY")),
        error=status.get("Err"),
        since=status.get("Timestamp", ""),
        ports=tuple((here or {}).get("Ports") or ()),
    )


def _piece_of_container(found: Mapping[str, Any], *, is_tty: bool = False) -> Piece:
    labels = found.get("Labels") or {}
    return Piece(
        name=found["Names"][0].removeprefix("/"),
        labels=labels,
        container_id=found["Id"],
        task_id=labels.get(LABEL_TASK),
        state=found["State"],
        desired=found["State"],
        node_id=None,
        is_here=True,
        image=found["Image"],
        status=found["Status"],
        created=float(found["Created"]),
        is_tty=is_tty,
        ports=tuple(found.get("Ports") or ()),
    )


def _piece_of_inspection(found: Mapping[str, Any]) -> Piece:
    return _piece_of_container(_as_listed(found), is_tty=bool(found["Config"].get("Tty")))


def _as_listed(found: Mapping[str, Any]) -> dict[str, Any]:
    """An inspected container with the keys of the list."""
    state = found["State"]["Status"]
    return {
        "Id": found["Id"],
        "Names": [found["Name"]],
        "Image": found["Config"]["Image"],
        "Labels": found["Config"].get("Labels") or {},
        "State": state,
        "Status": state.capitalize(),
        "Created": _seconds(found["Created"]),
    }


def _seconds(moment: str) -> float:
    """Docker writes nine decimals, Python reads six."""
    date, _, fraction = moment.rstrip("Z").partition(".")
    return datetime.fromisoformat(f"{date}.{fraction[:6].ljust(6, '0')}+00:00").timestamp()
