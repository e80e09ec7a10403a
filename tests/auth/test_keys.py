"""API keys: made once, bound to a membership, checked at every use."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Any

import httpx
import pytest
from sqlalchemy import delete, select, update
from tests.factories import a_member, an_organization

from dokploy.core.clock import now
from dokploy.core.secrets import digest
from dokploy.models import ApiKey, Member, Organization, OrganizationRole, User

from .conftest import Panel

NewKey = Callable[..., Awaitable[str]]


@pytest.fixture
async def new_key(owner: httpx.AsyncClient) -> NewKey:
    async def new_key_(**body: Any) -> str:
        answer = await owner.post("/api/user.createApiKey", json={"name": "ci", **body})
        assert answer.status_code == 200, answer.text
        return str(answer.json()["key"])

    return new_key_


async def change(panel: Panel, model: Any = ApiKey, **values: Any) -> None:
    async with panel.runtime.database.write() as db:
        await db.execute(update(model).values(**values))
    panel.forget()


async def status_of(panel: Panel, key: str) -> int:
    return (await panel.with_key(key).get("/api/user.get")).status_code


async def test_the_answer_has_the_key_once(panel: Panel, owner: httpx.AsyncClient) -> None:
    organization = (await owner.get("/api/organization.active")).json()
    body = {"name": "ci", "prefix": "my_", "metadata": {"organizationId": organization["id"]}}
    created = (await owner.post("/api/user.createApiKey", json=body)).json()
    assert created["key"].startswith("my_")
    assert len(created["key"]) == 3 + 64
    assert created["key"][3:].isascii()
    assert created["key"][3:].isalpha()
    assert created["start"] == created["key"][:6]
    assert (created["prefix"], created["enabled"], created["expiresAt"]) == ("my_", True, None)
    assert created["metadata"] == {"organizationId": organization["id"]}
    assert created["rateLimitEnabled"] is False
    (listed,) = (await owner.get("/api/user.get")).json()["user"]["apiKeys"]
    assert set(listed) == {"id", "name", "prefix", "enabled", "expiresAt", "createdAt"}
    async with panel.runtime.database.read() as db:
        stored = (await db.scalars(select(ApiKey))).one()
    assert stored.key == digest(created["key"])


@pytest.mark.parametrize(
    "header", [{"x_api_key": "{}"}, {"authorization": "Bearer {}"}, {"Authorization": "bearer {}"}]
)
async def test_both_headers_carry_a_key(panel: Panel, new_key: NewKey, header: dict[str, str]) -> None:
    key = await new_key()
    client = panel.visitor(**{name: value.format(key) for name, value in header.items()})
    answer = await client.get("/api/user.get")
    assert answer.status_code == 200
    assert answer.json()["role"] == "owner"
    session = (await client.get("/api/auth/get-session")).json()
    assert session["session"]["activeOrganizationId"]


async def test_a_key_beats_the_cookie(panel: Panel, owner: httpx.AsyncClient, new_key: NewKey) -> None:
    await new_key()
    async with panel.runtime.database.write() as db:
        other = await an_organization(db)
        user_id = (await db.scalars(select(Organization.owner_id).where(Organization.id != other.id))).one()
        await a_member(db, other, user_id=user_id)
    key = await new_key(metadata={"organizationId": other.id})
    assert (await owner.get("/api/user.get")).json()["role"] == "owner"
    assert (await owner.get("/api/user.get", headers={"x-api-key": key})).json()["role"] == "member"


async def test_a_deleted_key_is_dead_at_once(panel: Panel, owner: httpx.AsyncClient, new_key: NewKey) -> None:
    key = await new_key()
    assert await status_of(panel, key) == 200
    (listed,) = (await owner.get("/api/user.get")).json()["user"]["apiKeys"]
    answer = await owner.post("/api/user.deleteApiKey", json={"apiKeyId": listed["id"]})
    assert answer.status_code == 200
    assert await status_of(panel, key) == 401
    again = await owner.post("/api/user.deleteApiKey", json={"apiKeyId": listed["id"]})
    assert again.status_code == 404


async def test_nobody_deletes_anothers_key(panel: Panel, owner: httpx.AsyncClient, new_key: NewKey) -> None:
    own = await new_key()
    async with panel.runtime.database.write() as db:
        organization = (await db.scalars(select(Organization))).one()
        admin = await a_member(db, organization, "admin")
        await db.execute(update(ApiKey).values(reference_id=admin.user_id))
        key_id = (await db.scalars(select(ApiKey.id))).one()
    assert (await owner.post("/api/user.deleteApiKey", json={"apiKeyId": key_id})).status_code == 404
    assert (await panel.with_key(own).get("/api/user.get")).json()["role"] == "admin"


async def test_a_key_ends_with_its_membership(panel: Panel, new_key: NewKey) -> None:
    key = await new_key()
    assert await status_of(panel, key) == 200
    async with panel.runtime.database.write() as db:
        await db.execute(delete(Member))
    panel.forget()
    assert await status_of(panel, key) == 401


async def test_another_processes_change_counts_within_a_second(panel: Panel, new_key: NewKey) -> None:
    key = await new_key()
    assert await status_of(panel, key) == 200
    async with panel.runtime.database.write() as db:
        await db.execute(delete(ApiKey))
    await asyncio.sleep(1.1)
    assert await status_of(panel, key) == 401


@pytest.mark.parametrize(
    "values",
    [
        {"enabled": False},
        {"expires_at": now() - timedelta(seconds=1)},
        {"metadata_text": None},
        {"metadata_text": "{}"},
        {"metadata_text": "no JSON"},
        {"metadata_text": "[]"},
        {"metadata_text": '{"organizationId": "another"}'},
        {"remaining": 0},
    ],
    ids=["disabled", "expired", "no metadata", "no organization", "no JSON", "a list", "another", "used up"],
)
async def test_a_key_that_does_not_hold_is_401(panel: Panel, new_key: NewKey, values: dict[str, Any]) -> None:
    key = await new_key()
    await change(panel, **values)
    assert await status_of(panel, key) == 401


async def test_a_banned_persons_key_is_401(panel: Panel, new_key: NewKey) -> None:
    key = await new_key()
    await change(panel, User, banned=True)
    assert await status_of(panel, key) == 401


async def test_the_role_is_that_of_this_moment(panel: Panel, new_key: NewKey) -> None:
    key = await new_key()
    await change(panel, Member, role="member")
    assert (await panel.with_key(key).get("/api/user.get")).json()["role"] == "member"


async def test_a_key_makes_keys_for_its_own_organization_only(panel: Panel, new_key: NewKey) -> None:
    key = await new_key()
    async with panel.runtime.database.write() as db:
        other = await an_organization(db)
        user_id = (await db.scalars(select(Organization.owner_id).where(Organization.id != other.id))).one()
        foreign = await an_organization(db)
        await a_member(db, other, "owner", user_id=user_id)
    client = panel.with_key(key)
    for organization_id in (other.id, foreign.id, "nothing"):
        body = {"name": "ci", "metadata": {"organizationId": organization_id}}
        assert (await client.post("/api/user.createApiKey", json=body)).status_code == 403
    assert (await client.post("/api/user.createApiKey", json={"name": "ci", "prefix": ""})).status_code == 200


@pytest.mark.parametrize(
    "body",
    [
        {"name": ""},
        {"name": "x" * 33},
        {"prefix": "ä"},
        {"prefix": "x" * 33},
        {"expiresIn": 0},
        {"expiresIn": 10**15},
        {"refillAmount": 5},
        {"refillInterval": 5},
        {"remaining": -1},
        {"rateLimitMax": 0},
        {"metadata": "text"},
    ],
    ids=str,
)
async def test_a_key_has_rules(owner: httpx.AsyncClient, body: dict[str, Any]) -> None:
    assert (await owner.post("/api/user.createApiKey", json={"name": "ci", **body})).status_code == 400


async def test_calls_that_remain_run_out(panel: Panel, new_key: NewKey) -> None:
    key = await new_key(remaining=2)
    assert [await status_of(panel, key) for _ in range(3)] == [200, 200, 401]


async def test_parallel_calls_cannot_outrun_the_count(panel: Panel, new_key: NewKey) -> None:
    key = await new_key(remaining=3)
    answers = await asyncio.gather(*(status_of(panel, key) for _ in range(8)))
    assert sorted(answers) == [200] * 3 + [401] * 5


async def test_a_rate_limited_key_is_told_when_to_come_back(panel: Panel, new_key: NewKey) -> None:
    key = await new_key(rateLimitEnabled=True, rateLimitMax=2, rateLimitTimeWindow=60_000)
    assert [await status_of(panel, key) for _ in range(3)] == [200, 200, 429]
    answer = await panel.with_key(key).get("/api/user.get")
    assert 0 < int(answer.headers["retry-after"]) <= 60


async def test_use_is_noted_once_a_minute(panel: Panel, new_key: NewKey) -> None:
    key = await new_key()

    async def last_request() -> Any:
        await asyncio.sleep(0.1)  # it is written beside the answer
        async with panel.runtime.database.read() as db:
            return (await db.scalars(select(ApiKey.last_request))).one()

    await status_of(panel, key)
    first = await last_request()
    assert first is not None
    panel.forget()
    await status_of(panel, key)
    assert await last_request() == first
    await change(panel, last_request=now() - timedelta(minutes=2))
    await status_of(panel, key)
    assert await last_request() > first


async def test_a_custom_role_grants_what_it_lists(panel: Panel, new_key: NewKey) -> None:
    key = await new_key()
    async with panel.runtime.database.write() as db:
        organization = (await db.scalars(select(Organization))).one()
        for permission in ('{"project": ["create"], "no such": ["thing"]}', '{"docker": ["read"]}'):
            db.add(OrganizationRole(organization_id=organization.id, role="ops", permission=permission))
    await change(panel, Member, role="ops")
    from dokploy.wire.credentials import authenticate

    actor = await authenticate(panel.runtime, {"x-api-key": key}, address="", request_id="")
    assert actor.grants == {"project:create", "docker:read"}
    assert not actor.is_privileged


async def test_the_auth_librarys_routes_make_the_same_keys(panel: Panel, owner: httpx.AsyncClient) -> None:
    """A published client signs in, posts a name, and goes on with the key."""
    created = (await owner.post("/api/auth/api-key/create", json={"name": "dpt"})).json()
    assert await status_of(panel, created["key"]) == 200
    listed = (await owner.get("/api/auth/api-key/list")).json()
    assert [key["id"] for key in listed["apiKeys"]] == [created["id"]]
    assert listed["total"] == 1
    assert "key" not in listed["apiKeys"][0]
    assert listed["apiKeys"][0]["createdAt"].endswith("Z")
    gone = await owner.post("/api/auth/api-key/delete", json={"keyId": created["id"]})
    assert gone.json() == {"success": True}
    assert await status_of(panel, created["key"]) == 401
    assert (await owner.post("/api/auth/api-key/delete", json={"keyId": created["id"]})).status_code == 404


async def test_the_auth_librarys_routes_want_a_caller(nobody: httpx.AsyncClient) -> None:
    for method, path in (
        ("POST", "api-key/create"),
        ("GET", "api-key/list"),
        ("POST", "api-key/delete"),
        ("GET", "organization/list"),
        ("POST", "organization/set-active"),
    ):
        answer = await nobody.request(method, f"/api/auth/{path}")
        assert (answer.status_code, answer.json()["code"]) == (401, "UNAUTHORIZED"), path
