"""A real application on a real, migrated database: sign-in routes and procedures, without an engine."""

from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

import httpx
import pytest
from fastapi import FastAPI
from pydantic import SecretStr
from starlette.types import ASGIApp, Receive, Scope, Send
from tests.database import migrated, settings_for

from dokploy.adapters.bus import Bus
from dokploy.adapters.database import Database
from dokploy.adapters.folder import DataFolder
from dokploy.auth import setup
from dokploy.auth.routes import routes
from dokploy.context import Runtime, Tools
from dokploy.features import instance, organization, passwords, user
from dokploy.settings import Settings
from dokploy.wire.credentials import CHANGED
from dokploy.wire.dispatcher import Dispatcher

SETUP_TOKEN = "one-time-token-of-this-test"
PASSWORD = "correct horse battery"
MASTER_KEY = "a master key for tests, long enough"

assert instance, "the features are imported for their procedures"
assert organization
assert user

Start = Callable[..., Awaitable[Runtime]]


@pytest.fixture(autouse=True)
def _cheap_hashes(monkeypatch: pytest.MonkeyPatch) -> None:
    """The same algorithm at its lowest cost; `test_passwords` has the real one."""
    for name, value in {"memory_cost": 8, "time_cost": 1, "parallelism": 1}.items():
        monkeypatch.setitem(passwords.COST, name, value)
    passwords._context.cache_clear()
    passwords._nobodys_hash.cache_clear()


@pytest.fixture
async def start(tmp_path: Path) -> AsyncIterator[Start]:
    """Start on the same data folder as often as wanted; keywords are settings."""
    started: list[Runtime] = []
    database = await migrated(tmp_path / "data")

    async def start_(**values: Any) -> Runtime:
        keys = {"secret_key": SecretStr(MASTER_KEY), "setup_token": SecretStr(SETUP_TOKEN)}
        values = {**keys, **settings_for(database), **values}
        settings = Settings(_env_file=None, data=tmp_path / "data", **values)
        folder = DataFolder(settings.data)
        folder.prepare()
        setup.open_keys(settings, folder)
        tools = cast("Any", Tools)(settings, folder, Bus(), *[None] * 7)
        runtime = Runtime(Database(settings.database), tools)
        started.append(runtime)
        await setup.check_key(runtime)
        await setup.ensure_setup_token(runtime)
        return runtime

    yield start_
    for runtime in started:
        await runtime.database.close()
    await database.close()


@pytest.fixture
async def runtime(start: Start) -> Runtime:
    return await start()


def application(runtime: Runtime) -> ASGIApp:
    app = FastAPI(openapi_url=None)
    app.include_router(routes(runtime))
    dispatcher = Dispatcher(runtime)

    async def serve(scope: Scope, receive: Receive, send: Send) -> None:
        await (dispatcher if dispatcher.handles(scope) else app)(scope, receive, send)

    return serve


@dataclass
class Panel:
    """The server and how to visit it: each `visitor()` is a client with a cookie jar of its own."""

    runtime: Runtime
    app: ASGIApp
    opened: list[httpx.AsyncClient]

    def visitor(self, address: str = "192.0.2.1", **headers: str) -> httpx.AsyncClient:
        transport = httpx.ASGITransport(self.app, client=(address, 50000))
        client = httpx.AsyncClient(
            transport=transport,
            base_url="http://panel.example:3000",
            headers={name.replace("_", "-"): value for name, value in headers.items()},
        )
        self.opened.append(client)
        return client

    def with_key(self, key: str) -> httpx.AsyncClient:
        return self.visitor(x_api_key=key)

    def forget(self) -> None:
        """What a commit that changes credentials does; for tests that write to the database directly."""
        self.runtime.tools.bus.publish(CHANGED, {})


@pytest.fixture
async def panel(runtime: Runtime) -> AsyncIterator[Panel]:
    panel = Panel(runtime, application(runtime), [])
    yield panel
    for client in panel.opened:
        await client.aclose()


@pytest.fixture
async def nobody(panel: Panel) -> httpx.AsyncClient:
    return panel.visitor()


@pytest.fixture
async def owner(panel: Panel) -> httpx.AsyncClient:
    """The first administrator, signed in by cookie."""
    client = panel.visitor()
    answer = await client.post(
        "/api/auth/sign-up/email",
        headers={"x-dokploy-token": SETUP_TOKEN},
        json={"name": "Ada", "lastName": "Lovelace", "email": "Ada@Example.org", "password": PASSWORD},
    )
    assert answer.status_code == 200, answer.text
    return client
