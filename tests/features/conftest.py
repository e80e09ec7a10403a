"""Two organizations on a real database, callers of every role with real keys, and calls through the wire."""

import json
from collections.abc import AsyncIterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
import pytest
from sqlalchemy import event
from tests import factories
from tests.database import migrated
from tests.releases.runtime import make_runtime

from dokploy.context import Runtime
from dokploy.core.secrets import digest
from dokploy.main import FEATURES
from dokploy.models import ApiKey, Application, Environment, Member, Organization, Project
from dokploy.models.base import primary_key
from dokploy.wire.credentials import CHANGED
from dokploy.wire.dispatcher import Dispatcher
from dokploy.wire.procedure import REGISTRY

assert FEATURES, "imported for their procedures"


@dataclass(frozen=True)
class Answer:
    status: int
    body: Any

    @property
    def message(self) -> str:
        return str(self.body["message"])

    @property
    def fields(self) -> list[str]:
        """The inputs that were refused."""
        return [".".join(map(str, issue["path"])) for issue in self.body.get("issues", [])]


@dataclass
class House:
    """`call(key, procedure, …)` in the plain form; keys are `owner`, `admin`, `member`, `stranger`."""

    runtime: Runtime
    organization: Organization
    project: Project
    environment: Environment
    application: Application
    foreign: Application
    members: dict[str, Member] = field(default_factory=dict)

    async def call(self, who: str, procedure: str, **body: Any) -> Answer:
        async with self.client(who) as client:
            if REGISTRY[procedure].kind == "query":
                answer = await client.get(f"/api/{procedure}", params=body)
            else:
                answer = await client.post(f"/api/{procedure}", json=body)
        content = answer.json() if "json" in answer.headers.get("content-type", "") else answer.text
        return Answer(answer.status_code, content)

    async def owner(self, procedure: str, **body: Any) -> Any:
        """A call of the owner that must succeed."""
        answer = await self.call("owner", procedure, **body)
        assert answer.status == 200, answer
        return answer.body

    def client(self, who: str) -> httpx.AsyncClient:
        transport = httpx.ASGITransport(app=Dispatcher(self.runtime))
        headers = {"x-api-key": key_of(who)} if who else {}
        return httpx.AsyncClient(transport=transport, base_url="http://panel", headers=headers)

    def context(self) -> Any:
        return self.runtime.acting(factories.acting(self.members["owner"])).read()

    async def change(self, row: Any, **values: Any) -> None:
        async with self.runtime.database.write() as db:
            found = await db.get_one(type(row), _key(row))
            for name, value in values.items():
                setattr(found, name, value)
        self.runtime.tools.bus.publish(CHANGED, {})

    async def seen(self, model: Any, row_id: str) -> Any:
        async with self.runtime.database.read() as db:
            return await db.get(model, row_id)

    async def add(self, row: Any) -> Any:
        async with self.runtime.database.write() as db:
            return await factories.saved(db, row)


def key_of(who: str) -> str:
    return who.ljust(64, "x")


def _key(row: Any) -> Any:
    return getattr(row, primary_key(type(row)))


@pytest.fixture
async def house(tmp_path: Path) -> AsyncIterator[House]:
    database = await migrated(tmp_path / "data")
    runtime = make_runtime(database, tmp_path / "data")
    async with database.write() as db:
        organization = await factories.an_organization(db)
        other = await factories.an_organization(db, name="Rivals")
        mine = await factories.a_project(db, organization)
        production = await factories.an_environment(db, mine)
        application = await factories.an_application(db, production)
        foreign = await factories.an_application(
            db, await factories.an_environment(db, await factories.a_project(db, other))
        )
        members = {
            "owner": await factories.a_member(db, organization, "owner", user_id=organization.owner_id),
            "admin": await factories.a_member(db, organization, "admin"),
            "member": await factories.a_member(db, organization),
            "stranger": await factories.a_member(db, other, "owner", user_id=other.owner_id),
        }
        db.add_all([_api_key(member, who) for who, member in members.items()])
    yield House(runtime, organization, mine, production, application, foreign, members)
    await runtime.tools.engine.close()
    await database.close()


def _api_key(member: Member, who: str) -> ApiKey:
    bound = json.dumps({"organizationId": member.organization_id})
    return ApiKey(name=who, key=digest(key_of(who)), reference_id=member.user_id, enabled=True, metadata_text=bound)


@pytest.fixture
def statements(house: House) -> Any:
    """What the block says to the database."""

    @contextmanager
    def collect() -> Any:
        said: list[str] = []

        def listen(*given: Any) -> None:
            said.append(given[2])

        engine = house.runtime.database.reading.sync_engine
        event.listen(engine, "before_cursor_execute", listen)
        try:
            yield said
        finally:
            event.remove(engine, "before_cursor_execute", listen)

    return collect
