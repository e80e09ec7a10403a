"""Every WebSocket × every caller × own and foreign object: who is not entitled sees no frame and close code 4003.

A path without a row in `DOORS` fails: whoever adds a socket says here what it shows, and by which permission.
"""

import asyncio
import tempfile
from collections.abc import AsyncIterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlencode

import pytest
from fastapi import FastAPI
from fastapi.routing import APIWebSocketRoute
from starlette.types import Message
from tests.access.inputs import Model
from tests.access.rules import is_of_caller, within_lists
from tests.access.world import Caller, World, built
from tests.testbed import RunningEngine

from dokploy.main import FEATURES
from dokploy.models import Application, Deployment
from dokploy.models.base import primary_key
from dokploy.sockets.door import NOT_AUTHORIZED, TRY_AGAIN
from dokploy.sockets.routes import routes

SECONDS: Final = 20.0
"""For a refusal, which must come."""
QUIET_SECONDS: Final = 0.5
"""For somebody who is let in: what is open may have nothing to say."""


@dataclass(frozen=True)
class Door:
    """One way to ask a socket: which row each parameter names and by which attribute, and the permission it takes."""

    path: str
    needs: str | None
    """None: whoever is signed in; what is then shown is decided call by call, or row by row."""
    names: Mapping[str, tuple[Model, str]] = field(default_factory=dict)
    fixed: Mapping[str, str] = field(default_factory=dict)
    asks_engine: bool = False
    """A name that the caller does not own might be a container's: the engine is asked before it is refused."""

    def __str__(self) -> str:
        return f"{self.path}?{'&'.join([*self.names, *self.fixed.values()])}"


BY_NAME: Final = {"containerId": (Application, "app_name")}
BY_SERVICE: Final = {**BY_NAME, "serviceId": (Application, "application_id")}
MEASURED: Final = {"appName": (Application, "app_name")}
DOORS: Final = (
    Door("/listen-deployment", "deployment:read", {"deploymentId": (Deployment, "deployment_id")}),
    Door("/listen-deployment", "deployment:read", {"logPath": (Deployment, "log_path")}),
    Door("/docker-container-logs", "docker:read", BY_NAME, asks_engine=True),
    Door("/docker-container-logs", "service:read", BY_SERVICE, asks_engine=True),
    Door("/docker-container-terminal", "docker:read", BY_NAME, asks_engine=True),
    Door("/docker-container-terminal", "service:read", BY_SERVICE, asks_engine=True),
    Door("/listen-docker-stats-monitoring", "docker:read", MEASURED),
    Door(
        "/listen-docker-stats-monitoring",
        "service:read",
        {**MEASURED, "serviceId": (Application, "application_id")},
    ),
    Door("/listen-docker-stats-monitoring", "docker:read", fixed={"appName": "dokploy"}),
    Door("/events", None),
    Door("/drawer-logs", None),
)
EACH: Final = pytest.mark.parametrize("door", DOORS, ids=str)


def test_every_socket_has_a_row() -> None:
    assert FEATURES
    router = routes(None)  # type: ignore[arg-type]
    paths = {route.path for route in router.routes if isinstance(route, APIWebSocketRoute)}
    assert paths == {door.path for door in DOORS}


@pytest.fixture(scope="module")
async def world() -> AsyncIterator[World]:
    with tempfile.TemporaryDirectory(prefix="dokploy-world-") as folder:
        async with built(Path(folder)) as made:
            yield made


@pytest.fixture(scope="module")
async def world_with_engine(engine: RunningEngine) -> AsyncIterator[World]:
    with tempfile.TemporaryDirectory(prefix="dokploy-world-") as folder:
        async with built(Path(folder), docker_host=engine.docker_host) as made:
            yield made


@EACH
async def test_everybody_sees_what_is_theirs(world: World, door: Door) -> None:
    assert await _complaints(world, door, without_engine=True) == []


@pytest.mark.engine
@EACH
async def test_with_an_engine_to_ask_as_well(world_with_engine: World, door: Door) -> None:
    assert await _complaints(world_with_engine, door, without_engine=False) == []


async def _complaints(world: World, door: Door, *, without_engine: bool) -> list[str]:
    app = FastAPI()
    app.include_router(routes(world.runtime))
    wrong = []
    for caller in world.callers.values():
        for foreign in (False, True) if door.names else (False,):
            may = not caller.is_anonymous and (door.needs is None or door.needs in caller.grants)
            owns = may and _owns(world, caller, door, foreign=foreign)
            seen = await visit(app, caller, door, _query(world, door, foreign=foreign), owns=owns)
            # Where no engine answers, nobody can say that a name is not a container's; nothing is shown either way.
            unknown = may and door.asks_engine and without_engine
            codes = {NOT_AUTHORIZED, TRY_AGAIN} if unknown else {NOT_AUTHORIZED}
            cell = f"{door} by {caller.name}, {'foreign' if foreign else 'own'}: {seen}"
            wrong += [f"{cell}: {what}" for what in _wrong(seen, codes, owns=owns)]
    return wrong


def _owns(world: World, caller: Caller, door: Door, *, foreign: bool) -> bool:
    models = [model for model, _ in door.names.values()]
    is_theirs = not models or is_of_caller(world, caller, foreign=foreign)
    return is_theirs and all(within_lists(world, caller, model) for model in models)


def _wrong(seen: "Seen", codes: set[int], *, owns: bool) -> list[str]:
    if owns:
        return ["must be let in"] if seen.code == NOT_AUTHORIZED else []
    complaints = ["sees a frame"] if seen.text else []
    return complaints if seen.code in codes else [*complaints, f"must be closed with {sorted(codes)}"]


def _query(world: World, door: Door, *, foreign: bool) -> str:
    rows = world.foreign if foreign else world.ours
    named = {name: getattr(rows[model], attribute) for name, (model, attribute) in door.names.items()}
    return urlencode({**named, **door.fixed})


@dataclass
class Seen:
    text: str = ""
    code: int | None = None


async def visit(app: Any, caller: Caller, door: Door, query: str, *, owns: bool) -> Seen:
    """What comes until the first frame of text, or the end; nothing, from an open door that stays quiet."""
    seen, ended = Seen(), asyncio.Event()
    inbox: asyncio.Queue[Message] = asyncio.Queue()
    inbox.put_nowait({"type": "websocket.connect"})

    async def send(message: Message) -> None:
        if message["type"] == "websocket.send":
            seen.text += message.get("text") or (message.get("bytes") or b"").decode(errors="replace")
            ended.set()
        elif message["type"] == "websocket.close":
            seen.code = message.get("code", 1000)
            ended.set()

    scope = {
        "type": "websocket",
        "path": door.path,
        "raw_path": door.path.encode(),
        "root_path": "",
        "scheme": "ws",
        "query_string": query.encode(),
        "headers": [(b"host", b"panel"), *caller.headers],
        "client": ("127.0.0.1", 1),
        "server": ("panel", 80),
        "subprotocols": [],
        "state": {},
    }
    running = asyncio.create_task(app(scope, inbox.get, send))
    async with asyncio.timeout(2 * SECONDS):
        with suppress(TimeoutError):
            await asyncio.wait_for(ended.wait(), QUIET_SECONDS if owns else SECONDS)
        inbox.put_nowait({"type": "websocket.disconnect", "code": 1001})
        await running
    return seen


def test_the_rows_of_this_table_exist(world: World) -> None:
    """Each parameter really names something: the keys are the ones that the sockets look for."""
    for door in DOORS:
        for model, attribute in door.names.values():
            assert getattr(world.ours[model], attribute)
            assert getattr(world.ours[model], primary_key(model)) != getattr(world.foreign[model], primary_key(model))
