"""A panel with the toy procedures, a migrated database, and real keys of an owner, a member and a stranger."""

import asyncio
import json
import socket
from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

import httpx
import pytest
import uvicorn
from starlette.types import Receive, Scope, Send
from starlette.websockets import WebSocket
from tests.database import migrated
from tests.factories import a_member, an_organization
from tests.wire.procedures import TOYS

from dokploy.adapters.bell import Bell
from dokploy.adapters.bus import Bus
from dokploy.adapters.containers import Containers
from dokploy.adapters.engine import Engine
from dokploy.adapters.folder import DataFolder
from dokploy.adapters.images import Images
from dokploy.adapters.shell import Shell
from dokploy.adapters.swarm import Swarm
from dokploy.adapters.traefik import Traefik
from dokploy.context import Runtime, Tools
from dokploy.core.secrets import digest
from dokploy.models import ApiKey, Member
from dokploy.settings import Settings
from dokploy.sockets import visit
from dokploy.sockets.drawer import show_drawer
from dokploy.wire.calls import Calls
from dokploy.wire.dispatcher import Dispatcher
from dokploy.wire.headers import SecurityHeaders

JSON = {"content-type": "application/json"}


@dataclass(frozen=True)
class Panel:
    """The wire over one database: `owner` and `member` are keys of one organization."""

    runtime: Runtime
    owner: str
    member: str
    organization_id: str

    @property
    def app(self) -> Any:
        dispatcher = Dispatcher(self.runtime, TOYS)
        drawer = partial(show_drawer, calls=Calls(self.runtime, TOYS))

        async def application(scope: Scope, receive: Receive, send: Send) -> None:
            if scope["type"] == "websocket":
                await visit.receive(self.runtime, WebSocket(scope, receive, send), drawer)
            elif dispatcher.handles(scope):
                await dispatcher(scope, receive, send)
            else:
                await send({"type": "http.response.start", "status": 418, "headers": []})
                await send({"type": "http.response.body", "body": b"not for procedures"})

        return SecurityHeaders(application)

    def with_settings(self, **values: Any) -> "Panel":
        tools = replace(self.runtime.tools, settings=self.runtime.settings.model_copy(update=values))
        return replace(self, runtime=Runtime(self.runtime.database, tools))

    def client(self, key: str | None = None) -> httpx.AsyncClient:
        transport = httpx.ASGITransport(app=self.app, client=("192.0.2.7", 4711))
        headers = {} if key is None else {"x-api-key": key}
        return httpx.AsyncClient(transport=transport, base_url="http://panel", headers=headers)


@pytest.fixture(scope="module")
async def panel(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Panel]:
    folder = DataFolder(tmp_path_factory.mktemp("panel"))
    folder.prepare()
    database = await migrated(folder.root)
    async with database.write() as db:
        organization = await an_organization(db)
        owner = await a_member(db, organization, "owner", user_id=organization.owner_id)
        member = await a_member(db, organization)
        db.add_all([key_of(owner, "o" * 64), key_of(member, "m" * 64)])
    yield Panel(Runtime(database, _tools(folder)), "o" * 64, "m" * 64, organization.id)
    await database.close()


def key_of(member: Member, key: str) -> ApiKey:
    bound = json.dumps({"organizationId": member.organization_id})
    return ApiKey(name="test", key=digest(key), reference_id=member.user_id, enabled=True, metadata_text=bound)


def _tools(folder: DataFolder) -> Tools:
    """Adapters connect when they are used; nothing here uses the engine."""
    engine = Engine("unix:///nowhere/docker.sock")
    return Tools(
        settings=Settings(_env_file=None, data=folder.root),
        folder=folder,
        bus=Bus(),
        bell=Bell("redis://127.0.0.1:1"),
        engine=engine,
        swarm=Swarm(engine, folder.instance_id),
        images=Images(engine, folder.instance_id),
        containers=Containers(engine, folder.instance_id),
        traefik=Traefik(folder),
        shell=Shell(),
    )


@pytest.fixture
async def api(panel: Panel) -> AsyncIterator[httpx.AsyncClient]:
    """The owner's client."""
    async with panel.client(panel.owner) as client:
        yield client


@pytest.fixture
async def anonymous(panel: Panel) -> AsyncIterator[httpx.AsyncClient]:
    async with panel.client() as client:
        yield client


@pytest.fixture
async def member(panel: Panel) -> AsyncIterator[httpx.AsyncClient]:
    async with panel.client(panel.member) as client:
        yield client


@pytest.fixture
def uploads(panel: Panel) -> Path:
    return panel.runtime.tools.folder.uploads


@pytest.fixture(scope="module")
async def address(panel: Panel) -> AsyncIterator[str]:
    """The panel on a real socket, for clients that are programs of their own."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        config = uvicorn.Config(panel.app, http="httptools", ws="websockets-sansio", lifespan="off", log_config=None)
        server = uvicorn.Server(config)
        serving = asyncio.create_task(server.serve(sockets=[listener]))
        while not server.started:
            await asyncio.sleep(0.01)
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
        server.should_exit = True
        await serving


async def output_of(*argv: str, folder: Path | None = None) -> str:
    """Standard output of a program that must end well."""
    process = await asyncio.create_subprocess_exec(
        *argv, cwd=folder, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE
    )
    out, complaints = await asyncio.wait_for(process.communicate(), 120)
    assert process.returncode == 0, f"{argv[0]}: {complaints.decode()}"
    return out.decode()
