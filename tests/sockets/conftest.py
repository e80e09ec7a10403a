"""A real server with its sockets, one deployment whose run a test holds still, and people with keys."""

import asyncio
import json
import socket
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import uvicorn
from fastapi import FastAPI
from tests import factories
from tests.database import migrated
from tests.releases.runtime import KIND, Work, make_runtime
from websockets.asyncio.client import ClientConnection, connect

from dokploy.context import Runtime
from dokploy.core.actor import SYSTEM
from dokploy.core.names import new_id
from dokploy.core.secrets import digest
from dokploy.models import ApiKey, Application, Deployment, Member
from dokploy.releases import claims, requests
from dokploy.releases.kinds import KINDS
from dokploy.releases.log import RunLog
from dokploy.releases.runs import run_claim
from dokploy.sockets.routes import routes


@pytest.fixture
async def runtime(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Runtime]:
    for name in list(KINDS):
        monkeypatch.delitem(KINDS, name)
    monkeypatch.setitem(KINDS, "application", KIND)
    database = await migrated(tmp_path / "data")
    runtime = make_runtime(database, tmp_path / "data")
    yield runtime
    await runtime.tools.engine.close()
    await database.close()


@dataclass
class Panel:
    """The server, and a way to listen to it."""

    runtime: Runtime
    port: int

    def listen(self, key: str | None = None, headers: dict[str, str] | None = None, **query: Any) -> connect:
        asked = "&".join(f"{name}={value}" for name, value in query.items())
        given = {**({"x-api-key": key} if key else {}), **(headers or {})}
        url = f"ws://127.0.0.1:{self.port}/listen-deployment?{asked}"
        return connect(url, additional_headers=given, max_size=None, compression=None)


@pytest.fixture
async def panel(runtime: Runtime) -> AsyncIterator[Panel]:
    app = FastAPI()
    app.include_router(routes(runtime))
    listener = socket.create_server(("127.0.0.1", 0))
    config = uvicorn.Config(
        app, ws="websockets-sansio", lifespan="off", log_config=None, timeout_graceful_shutdown=1, server_header=False
    )
    server = uvicorn.Server(config)
    server.install_signal_handlers = lambda: None  # type: ignore[attr-defined]
    serving = asyncio.create_task(server._serve([listener]))
    while not server.started:
        await asyncio.sleep(0.01)
    yield Panel(runtime, listener.getsockname()[1])
    server.should_exit = True
    await serving
    listener.close()


NewKey = Callable[[Member], Awaitable[str]]


@dataclass
class House:
    """One organization with an application, and the people around it."""

    application: Application
    owner: Member
    member: Member
    stranger: Member


@pytest.fixture
async def house(runtime: Runtime) -> House:
    async with runtime.database.write() as db:
        acme, other = await factories.an_organization(db), await factories.an_organization(db)
        environment = await factories.an_environment(db, await factories.a_project(db, acme))
        return House(
            await factories.an_application(db, environment),
            await factories.a_member(db, acme, "owner"),
            await factories.a_member(db, acme, "member"),
            await factories.a_member(db, other, "owner"),
        )


@pytest.fixture
def new_key(runtime: Runtime) -> NewKey:
    async def make(member: Member) -> str:
        key = new_id()
        bound = json.dumps({"organizationId": member.organization_id})
        async with runtime.database.write() as db:
            db.add(ApiKey(key=digest(key), reference_id=member.user_id, enabled=True, metadata_text=bound))
        return key

    return make


@pytest.fixture
async def key(house: House, new_key: NewKey) -> str:
    return await new_key(house.owner)


class HeldRun:
    """A deployment in progress: the test writes its log and says when it ends."""

    def __init__(self, runtime: Runtime, deployment: Deployment) -> None:
        self.id = deployment.deployment_id
        self.path = Path(deployment.log_path)
        self.log = RunLog(self.path, lambda size: runtime.tools.bus.publish(f"log:{self.id}", {"size": size}))
        self.work = Work()
        self.task: asyncio.Task[None] | None = None

    async def write(self, text: str) -> None:
        await self.log.write(text)
        await self.log.close()

    async def end(self) -> None:
        self.work.may_end.set()
        if self.task is not None:
            await asyncio.wait([self.task])


async def _requested(runtime: Runtime, house: House) -> Deployment:
    async with runtime.acting(SYSTEM).write() as ctx:
        row = await ctx.db.get_one(Application, house.application.application_id)
        return await requests.request(ctx, KIND, row)


@pytest.fixture
async def run(runtime: Runtime, house: House) -> AsyncIterator[HeldRun]:
    held = HeldRun(runtime, await _requested(runtime, house))
    claim = await claims.claim(runtime, "me")
    assert claim is not None
    held.task = asyncio.create_task(run_claim(runtime, claim, run=held.work))
    while not held.work.started or b"Building" not in (held.path.read_bytes() if held.path.exists() else b""):
        await asyncio.sleep(0.01)
    yield held
    await held.end()


@pytest.fixture
async def waiting(runtime: Runtime, house: House) -> Deployment:
    return await _requested(runtime, house)


async def text_of(connection: ClientConnection) -> str:
    """Everything until the server closes."""
    return "".join([frame if isinstance(frame, str) else frame.decode() async for frame in connection])
