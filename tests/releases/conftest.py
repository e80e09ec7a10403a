"""An application in an organization, on a real database."""

from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, update
from tests import factories
from tests.database import migrated
from tests.releases.runtime import KIND, make_runtime

from dokploy.context import Runtime
from dokploy.core.actor import SYSTEM
from dokploy.core.names import new_app_name
from dokploy.models import Application, Deployment, Environment, Rollback
from dokploy.releases import claims, requests
from dokploy.releases.kinds import KINDS

NewApplication = Callable[..., Awaitable[Application]]
Ask = Callable[..., Awaitable[str]]


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


@pytest.fixture
async def environment(runtime: Runtime) -> Environment:
    async with runtime.database.write() as db:
        project = await factories.a_project(db, await factories.an_organization(db))
        return await factories.an_environment(db, project)


@pytest.fixture
def new_application(runtime: Runtime, environment: Environment) -> NewApplication:
    async def make(**values: Any) -> Application:
        async with runtime.database.write() as db:
            return await factories.an_application(db, environment, **{"app_name": new_app_name("shop"), **values})

    return make


@pytest.fixture
async def application(new_application: NewApplication) -> Application:
    return await new_application()


@pytest.fixture
def ask(runtime: Runtime) -> Ask:
    """Request a run of an application; answers its id."""

    async def request(application: Application, **how: Any) -> str:
        async with runtime.acting(SYSTEM).write() as ctx:
            row = await ctx.db.get_one(Application, application.application_id)
            return (await requests.request(ctx, KIND, row, **how)).deployment_id

    return request


class Seen:
    """What the database says now."""

    def __init__(self, runtime: Runtime) -> None:
        self.runtime = runtime

    async def run(self, deployment_id: str) -> Deployment:
        async with self.runtime.database.read() as db:
            return await db.get_one(Deployment, deployment_id)

    async def application(self, application: Application) -> Application:
        async with self.runtime.database.read() as db:
            return await db.get_one(Application, application.application_id)

    async def releases(self, application: Application) -> list[Rollback]:
        from sqlalchemy import select

        async with self.runtime.database.read() as db:
            query = select(Rollback).where(Rollback.application_id == application.application_id)
            return list(await db.scalars(query.order_by(Rollback.version)))

    async def log(self, deployment_id: str) -> str:
        path = Path((await self.run(deployment_id)).log_path)
        return path.read_text() if path.exists() else ""


@pytest.fixture
def seen(runtime: Runtime) -> Seen:
    return Seen(runtime)


async def expire_leases(runtime: Runtime) -> None:
    """As if the workers had been silent for the length of a lease; where one process is all there is, it has none."""
    if not runtime.database.is_sqlite:
        async with runtime.database.write() as db:
            running = update(Deployment).where(Deployment.state == "running")
            await db.execute(running.values(lease_until=func.now() - claims.LEASE))
