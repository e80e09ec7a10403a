"""How people come into an organization by invitation, and how they leave it."""

from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Any

import httpx
import pytest
from sqlalchemy import select
from tests.factories import a_member, an_organization

from dokploy.core.clock import now
from dokploy.features import invitations, members
from dokploy.models import Invitation, Member, Organization, Session, User

from .conftest import PASSWORD, Panel

assert invitations, "imported for their procedures"
assert members

BOB = "bob@example.org"
Invite = Callable[..., Awaitable[dict[str, Any]]]


@pytest.fixture
def invite(owner: httpx.AsyncClient) -> Invite:
    async def send(email: str = BOB, role: str = "member") -> dict[str, Any]:
        answer = await owner.post("/api/organization.inviteMember", json={"email": email, "role": role})
        assert answer.status_code == 200, answer.text
        return dict(answer.json())

    return send


async def sign_up(panel: Panel, token: str, email: str = BOB) -> httpx.AsyncClient:
    visitor = panel.visitor()
    body = {"name": "Bob", "email": email, "password": PASSWORD}
    answer = await visitor.post("/api/auth/sign-up/email", headers={"x-dokploy-token": token}, json=body)
    assert answer.status_code == 200, answer.text
    return visitor


async def change(panel: Panel, invitation_id: str, **values: Any) -> None:
    async with panel.runtime.database.write() as db:
        row = await db.get_one(Invitation, invitation_id)
        for name, value in values.items():
            setattr(row, name, value)


async def answer_to(client: httpx.AsyncClient, word: str, invitation_id: str) -> httpx.Response:
    return await client.post(f"/api/auth/organization/{word}-invitation", json={"invitationId": invitation_id})


# ------------------------------------------------------------------------------------------------ inviting


async def test_an_invitation_holds_two_days_and_stands_in_the_list(owner: httpx.AsyncClient, invite: Invite) -> None:
    made = await invite("BOB@Example.org", "admin")
    assert (made["email"], made["role"], made["status"]) == (BOB, "admin", "pending")
    (listed,) = (await owner.get("/api/organization.allInvitations")).json()
    assert listed == made
    left = await owner.get("/api/trpc/organization.allInvitations")
    assert "expiresAt" in str(left.json()["result"]["data"]["meta"]), "a date for tRPC clients"
    expires = made["expiresAt"]
    assert (now() + timedelta(hours=47)).isoformat() < expires < (now() + timedelta(hours=49)).isoformat()


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({"email": BOB}, 400),
        ({"email": BOB, "role": ""}, 400),
        ({"email": "bob", "role": "member"}, 400),
        ({"email": "a..b@example.org", "role": "member"}, 400),
        ({"email": f"{'x' * 65}@example.org", "role": "member"}, 400),
        ({"email": BOB, "role": "owner"}, 403),
        ({"email": BOB, "role": "nothing"}, 404),
        ({"email": "ada@example.org", "role": "member"}, 409),
    ],
)
async def test_an_invitation_is_sent_by_the_rules(owner: httpx.AsyncClient, body: dict[str, str], status: int) -> None:
    assert (await owner.post("/api/organization.inviteMember", json=body)).status_code == status


async def test_one_invitation_waits_at_a_time_and_an_expired_one_is_in_nobodys_way(
    panel: Panel, owner: httpx.AsyncClient, invite: Invite
) -> None:
    first = await invite()
    again = await owner.post("/api/organization.inviteMember", json={"email": "Bob@example.org", "role": "member"})
    assert again.status_code == 409
    await change(panel, first["id"], expires_at=now() - timedelta(seconds=1))
    second = await invite()
    found = {one["id"]: one["status"] for one in (await owner.get("/api/organization.allInvitations")).json()}
    assert found == {first["id"]: "canceled", second["id"]: "pending"}


async def test_an_invitation_is_taken_back(panel: Panel, owner: httpx.AsyncClient, invite: Invite) -> None:
    made = await invite()
    body = {"invitationId": made["id"]}
    canceled = (await answer_to(owner, "cancel", made["id"])).json()
    assert canceled["status"] == "canceled"
    assert (await answer_to(owner, "cancel", made["id"])).status_code == 400
    assert (await owner.post("/api/organization.removeInvitation", json=body)).json() == {"success": True}
    assert (await owner.post("/api/organization.removeInvitation", json=body)).status_code == 404
    async with panel.runtime.database.write() as db:
        other = await an_organization(db)
        theirs = Invitation(
            organization_id=other.id,
            email=BOB,
            role="member",
            status="pending",
            expires_at=now(),
            inviter_id=other.owner_id,
        )
        db.add(theirs)
    for answer in (
        await owner.post("/api/organization.removeInvitation", json={"invitationId": theirs.id}),
        await answer_to(owner, "cancel", theirs.id),
    ):
        assert answer.status_code == 404


async def test_a_plain_member_neither_invites_nor_sees_invitations(panel: Panel, invite: Invite) -> None:
    bob = await sign_up(panel, (await invite())["id"])
    other = await invite("eve@example.org")
    body = {"email": "carl@example.org", "role": "member"}
    assert (await bob.post("/api/organization.inviteMember", json=body)).status_code == 403
    assert (await bob.get("/api/organization.allInvitations")).status_code == 403
    assert (await bob.post("/api/organization.removeInvitation", json={"invitationId": other["id"]})).status_code == 403
    assert (await answer_to(bob, "cancel", other["id"])).status_code == 403


# ------------------------------------------------------------------------------------------------ accepting


async def test_an_invitation_tells_its_holder_whom_it_is_for(
    panel: Panel, nobody: httpx.AsyncClient, invite: Invite
) -> None:
    made = await invite(role="admin")

    async def told(token: str) -> Any:
        answer = await nobody.get(
            "/api/trpc/user.getUserByToken", params={"input": f'{{"json":{{"token":"{token}"}}}}'}
        )
        return answer.json()["result"]["data"]["json"] if answer.status_code == 200 else answer.status_code

    first = await told(made["id"])
    assert first == {
        "id": made["id"], "email": BOB, "status": "pending", "role": "admin", "inviterId": made["inviterId"],
        "isExpired": False, "userAlreadyExists": False,
    }  # fmt: skip
    await sign_up(panel, made["id"])
    await change(panel, made["id"], expires_at=now())
    second = await told(made["id"])
    assert (second["status"], second["isExpired"], second["userAlreadyExists"]) == ("accepted", True, True)
    assert await told("nothing") == 404


async def test_signing_up_accepts_and_accepting_again_answers_the_same(panel: Panel, invite: Invite) -> None:
    """Clients of the reference sign up first and accept afterwards."""
    made = await invite(role="admin")
    bob = await sign_up(panel, made["id"])
    assert (await bob.get("/api/user.get")).json()["role"] == "admin"
    for _ in range(2):
        answer = await answer_to(bob, "accept", made["id"])
        assert answer.status_code == 200
        assert answer.json()["invitation"]["status"] == "accepted"
        assert answer.json()["member"]["role"] == "admin"
    async with panel.runtime.database.read() as db:
        assert len((await db.scalars(select(Member))).all()) == 2


async def test_who_has_an_account_sees_the_invitation_and_accepts_it(
    panel: Panel, owner: httpx.AsyncClient, invite: Invite
) -> None:
    bob = await sign_up(panel, (await invite())["id"])
    async with panel.runtime.database.write() as db:
        other = await an_organization(db, name="Second", metadata_text="secret")
        sent = Invitation(
            organization_id=other.id,
            email=BOB.upper(),
            role="admin",
            status="pending",
            expires_at=now() + timedelta(hours=1),
            inviter_id=other.owner_id,
        )
        db.add(sent)
    (seen,) = (await bob.get("/api/user.getInvitations")).json()
    assert (seen["id"], seen["organization"]["name"]) == (sent.id, "Second")
    assert "secret" not in str(seen)
    (listed,) = (await bob.get("/api/auth/organization/list-user-invitations")).json()
    assert (listed["id"], listed["organizationName"]) == (sent.id, "Second")
    one = await bob.get("/api/auth/organization/get-invitation", params={"id": sent.id})
    assert one.json()["inviterEmail"]
    for stranger, status in ((owner, 403), (panel.visitor(), 401)):
        assert (await answer_to(stranger, "accept", sent.id)).status_code == status
    assert (await answer_to(bob, "accept", sent.id)).status_code == 200
    me = (await bob.get("/api/user.get")).json()
    assert (me["organizationId"], me["role"], me["isDefault"]) == (other.id, "admin", False)
    assert (await bob.get("/api/user.getInvitations")).json() == []
    whole = (await bob.get("/api/auth/organization/get-full-organization")).json()
    assert [one["user"]["email"] for one in whole["members"]] == [BOB]
    active = (await bob.get("/api/auth/organization/get-active-member")).json()
    assert (active["role"], active["user"]["email"]) == ("admin", BOB)


async def test_an_invitation_is_refused(panel: Panel, invite: Invite) -> None:
    bob = await sign_up(panel, (await invite())["id"])
    second = await _another(panel)
    refused = (await answer_to(bob, "reject", second)).json()
    assert (refused["invitation"]["status"], refused["member"]) == ("rejected", None)
    assert (await answer_to(bob, "accept", second)).status_code == 400
    assert (await answer_to(bob, "accept", "nothing")).status_code == 404


async def test_an_expired_invitation_is_not_accepted(panel: Panel, invite: Invite) -> None:
    bob = await sign_up(panel, (await invite())["id"])
    late = await _another(panel, expires_at=now() - timedelta(seconds=1))
    assert (await bob.get("/api/user.getInvitations")).json() == []
    answer = await answer_to(bob, "accept", late)
    assert (answer.status_code, answer.json()["message"]) == (400, "Invitation has expired")


async def _another(panel: Panel, **values: Any) -> str:
    """An invitation for Bob to an organization of somebody else."""
    async with panel.runtime.database.write() as db:
        other = await an_organization(db, name="Second")
        defaults = {"role": "member", "status": "pending", "expires_at": now() + timedelta(hours=1)}
        sent = Invitation(
            **{"organization_id": other.id, "email": BOB, "inviter_id": other.owner_id, **defaults, **values}
        )
        db.add(sent)
    return sent.id


async def test_an_address_that_is_awaited_cannot_be_taken(
    panel: Panel, owner: httpx.AsyncClient, invite: Invite
) -> None:
    """Who changed to it could accept what was meant for somebody else."""
    eve = await sign_up(panel, (await invite("eve@example.org"))["id"], "eve@example.org")
    await invite(BOB, "admin")
    for taken in (BOB, "Ada@example.org"):
        assert (await eve.post("/api/user.update", json={"email": taken})).status_code == 409
    assert (await eve.post("/api/user.update", json={"email": "Eve@Elsewhere.org"})).json()[
        "email"
    ] == "eve@elsewhere.org"


# ------------------------------------------------------------------------------------------------ leaving


@pytest.mark.parametrize("named_by", ["membership", "address"])
async def test_a_member_is_removed(panel: Panel, owner: httpx.AsyncClient, invite: Invite, named_by: str) -> None:
    bob = await sign_up(panel, (await invite())["id"])
    me = (await bob.get("/api/user.get")).json()
    named = me["id"] if named_by == "membership" else "Bob@example.org"
    body = {"memberIdOrEmail": named, "organizationId": me["organizationId"]}
    assert (await bob.post("/api/auth/organization/remove-member", json=body)).status_code == 403
    removed = await owner.post("/api/auth/organization/remove-member", json=body)
    assert (removed.status_code, removed.json()["member"]["id"]) == (200, me["id"])
    assert (await bob.get("/api/auth/get-session")).json() is None, "the account went with its last membership"
    assert (await owner.post("/api/auth/organization/remove-member", json=body)).status_code == 404


async def test_nobody_removes_the_owner_or_reaches_elsewhere(
    panel: Panel, owner: httpx.AsyncClient, invite: Invite
) -> None:
    admin = await sign_up(panel, (await invite(role="admin"))["id"])
    async with panel.runtime.database.write() as db:
        other = await an_organization(db)
        foreign = await a_member(db, other)
    remove = "/api/auth/organization/remove-member"
    assert (await admin.post(remove, json={"memberIdOrEmail": "ada@example.org"})).status_code == 403
    assert (await owner.post(remove, json={"memberIdOrEmail": "ada@example.org"})).status_code == 403
    assert (await owner.post(remove, json={"memberIdOrEmail": foreign.id})).status_code == 404
    elsewhere = {"memberIdOrEmail": "bob@example.org", "organizationId": other.id}
    assert (await owner.post(remove, json=elsewhere)).status_code == 404


async def test_a_member_leaves_and_the_owner_cannot(panel: Panel, owner: httpx.AsyncClient, invite: Invite) -> None:
    bob = await sign_up(panel, (await invite())["id"])
    here = {"organizationId": (await owner.get("/api/user.get")).json()["organizationId"]}
    key = (await bob.post("/api/user.createApiKey", json={"name": "ci"})).json()["key"]
    assert (await panel.with_key(key).post("/api/auth/organization/leave", json=here)).status_code == 403
    assert (await owner.post("/api/auth/organization/leave", json=here)).status_code == 403
    assert (await bob.post("/api/auth/organization/leave", json={"organizationId": "x"})).status_code == 404
    assert (await bob.post("/api/auth/organization/leave", json=here)).status_code == 200
    assert (await panel.with_key(key).get("/api/user.get")).status_code == 401
    assert (await bob.get("/api/organization.all")).json() == []
    async with panel.runtime.database.read() as db:
        assert (await db.scalars(select(User.id).where(User.email == BOB))).first() is not None
        assert (await db.scalars(select(Session.active_organization_id))).all().count(None) == 1
        assert (await db.scalars(select(Organization))).one()
