"""Which organizations a person sees, and which one a session acts in."""

import httpx
import pytest
from sqlalchemy import delete, select
from tests.factories import a_member, an_organization

from dokploy.models import Member, Organization

from .conftest import Panel


@pytest.fixture
async def second(panel: Panel, owner: httpx.AsyncClient) -> Organization:
    """An organization in which the owner of the first is a plain member."""
    async with panel.runtime.database.write() as db:
        first = (await db.scalars(select(Organization))).one()
        organization = await an_organization(db, name="Second", slug="second")
        await a_member(db, organization, user_id=first.owner_id)
        return organization


async def role(client: httpx.AsyncClient) -> str:
    return str((await client.get("/api/user.get")).json()["role"])


async def test_a_person_sees_own_organizations_with_own_membership(
    panel: Panel, owner: httpx.AsyncClient, second: Organization
) -> None:
    async with panel.runtime.database.write() as db:
        foreign = await an_organization(db, name="Foreign")
        await a_member(db, second)
    found = (await owner.get("/api/organization.all")).json()
    assert [one["name"] for one in found] == ["My Organization", "Second"]
    assert [len(one["members"]) for one in found] == [1, 1]
    listed = (await owner.get("/api/auth/organization/list")).json()
    assert [one["id"] for one in listed] == [one["id"] for one in found]
    ones = [await owner.get("/api/organization.one", params={"organizationId": o.id}) for o in (second, foreign)]
    assert [answer.status_code for answer in ones] == [200, 404]


async def test_a_session_acts_where_it_was_told_to(owner: httpx.AsyncClient, second: Organization) -> None:
    assert await role(owner) == "owner"
    answer = await owner.post("/api/auth/organization/set-active", json={"organizationId": second.id})
    body = answer.json()
    assert (body["id"], len(body["members"]), body["invitations"]) == (second.id, 1, [])
    assert body["members"][0]["user"]["email"] == "ada@example.org"
    assert await role(owner) == "member"
    assert (await owner.get("/api/organization.active")).json()["id"] == second.id
    assert (await owner.post("/api/auth/organization/set-active", json={"organizationId": None})).json() is None
    assert await role(owner) == "owner"
    by_slug = await owner.post("/api/auth/organization/set-active", json={"organizationSlug": "second"})
    assert by_slug.json()["id"] == second.id


async def test_a_foreign_organization_cannot_be_entered(panel: Panel, owner: httpx.AsyncClient) -> None:
    async with panel.runtime.database.write() as db:
        foreign = await an_organization(db, slug="foreign")
    for body in ({"organizationId": foreign.id}, {"organizationSlug": "foreign"}, {"organizationId": "nothing"}):
        answer = await owner.post("/api/auth/organization/set-active", json=body)
        assert answer.status_code == 403
    assert await role(owner) == "owner"


async def test_who_is_removed_falls_back_to_the_default_membership(
    panel: Panel, owner: httpx.AsyncClient, second: Organization
) -> None:
    await owner.post("/api/auth/organization/set-active", json={"organizationId": second.id})
    async with panel.runtime.database.write() as db:
        await db.execute(delete(Member).where(Member.organization_id == second.id))
    panel.forget()
    assert await role(owner) == "owner"


async def test_without_any_membership_a_person_is_signed_in_and_powerless(
    panel: Panel, owner: httpx.AsyncClient
) -> None:
    async with panel.runtime.database.write() as db:
        await db.execute(delete(Member))
    panel.forget()
    assert (await owner.get("/api/user.session")).json()["session"] == {"activeOrganizationId": ""}
    assert (await owner.get("/api/organization.all")).json() == []
    assert (await owner.get("/api/organization.active")).json() is None
    assert (await owner.get("/api/user.get")).status_code == 404
    assert (await owner.post("/api/user.createApiKey", json={"name": "x"})).status_code == 403


async def test_a_key_stays_in_its_organization(panel: Panel, owner: httpx.AsyncClient, second: Organization) -> None:
    key = (await owner.post("/api/user.createApiKey", json={"name": "x"})).json()["key"]
    answer = await panel.with_key(key).post("/api/auth/organization/set-active", json={"organizationId": second.id})
    assert answer.status_code == 403
