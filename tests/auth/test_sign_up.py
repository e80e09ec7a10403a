"""Who may have an account: the holder of the set-up token, once; then invited people."""

import asyncio
from datetime import timedelta
from typing import Any

import httpx
import pytest
from sqlalchemy import func, select
from tests.factories import a_user, saved

from dokploy.core.clock import now
from dokploy.models import Account, Invitation, Member, Organization, User

from .conftest import PASSWORD, SETUP_TOKEN, Panel

ADA = {"name": "Ada", "email": "ada@example.org", "password": PASSWORD}


async def sign_up(client: httpx.AsyncClient, token: str = "", **body: Any) -> httpx.Response:
    headers = {"x-dokploy-token": token} if token else {}
    return await client.post("/api/auth/sign-up/email", headers=headers, json={**ADA, **body})


async def count(panel: Panel, model: Any) -> int:
    async with panel.runtime.database.read() as db:
        return int((await db.execute(select(func.count()).select_from(model))).scalar_one())


async def test_the_first_administrator_owns_the_first_organization(panel: Panel, nobody: httpx.AsyncClient) -> None:
    answer = await sign_up(nobody, SETUP_TOKEN, email="ADA@Example.org")
    body = answer.json()
    assert answer.status_code == 200
    assert body["user"]["email"] == "ada@example.org"
    assert body["user"]["name"] == "Ada"
    assert len(body["token"]) == 32
    me = (await nobody.get("/api/user.get")).json()
    assert (me["role"], me["isDefault"], me["user"]["email"]) == ("owner", True, "ada@example.org")
    (own,) = (await nobody.get("/api/organization.all")).json()
    assert own["name"] == "My Organization"
    assert [member["userId"] for member in own["members"]] == [body["user"]["id"]]


@pytest.mark.parametrize("token", ["", "wrong", SETUP_TOKEN.upper(), SETUP_TOKEN + "x", "%00"])
async def test_without_the_set_up_token_nobody_is_first(panel: Panel, nobody: httpx.AsyncClient, token: str) -> None:
    answer = await sign_up(nobody, token)
    assert (answer.status_code, answer.json()["code"]) == (403, "INVALID_SETUP_TOKEN")
    assert ("another token" in answer.json()["message"]) is bool(token)
    assert await count(panel, User) == 0


async def test_the_token_may_come_in_the_body(nobody: httpx.AsyncClient) -> None:
    assert (await sign_up(nobody, setupToken=SETUP_TOKEN)).status_code == 200


async def test_of_two_first_administrators_at_once_one_wins(panel: Panel) -> None:
    clients = [panel.visitor() for _ in range(4)]
    answers = await asyncio.gather(
        *(sign_up(client, SETUP_TOKEN, email=f"a{n}@example.org") for n, client in enumerate(clients))
    )
    assert sorted(answer.status_code for answer in answers) == [200, 400, 400, 400]
    assert [await count(panel, model) for model in (User, Account, Organization, Member)] == [1, 1, 1, 1]


async def test_the_set_up_token_never_works_twice(panel: Panel, owner: httpx.AsyncClient) -> None:
    answer = await sign_up(panel.visitor(), SETUP_TOKEN, email="eve@example.org")
    assert (answer.status_code, answer.json()["message"]) == (400, "Invalid invitation token")
    answer = await sign_up(panel.visitor(), email="eve@example.org")
    assert (answer.status_code, answer.json()["message"]) == (400, "Admin is already created")
    assert await count(panel, User) == 1


@pytest.fixture
async def invitation(panel: Panel, owner: httpx.AsyncClient) -> Invitation:
    async with panel.runtime.database.write() as db:
        organization = (await db.scalars(select(Organization))).one()
        return await saved(
            db,
            Invitation(
                organization_id=organization.id,
                email="Bob@Example.org",
                role="member",
                status="pending",
                expires_at=now() + timedelta(hours=1),
                inviter_id=organization.owner_id,
            ),
        )


async def test_an_invitation_lets_its_address_in(panel: Panel, invitation: Invitation) -> None:
    visitor = panel.visitor()
    answer = await sign_up(visitor, invitation.id, email="bob@example.ORG")
    assert answer.status_code == 200
    (member,) = (await visitor.get("/api/organization.all")).json()[0]["members"]
    assert (member["role"], member["isDefault"]) == ("member", True), "who signs up with it has accepted it"
    session = (await visitor.get("/api/user.session")).json()["session"]
    assert session["activeOrganizationId"] == member["organizationId"]


@pytest.mark.parametrize(
    ("changed", "email", "message"),
    [
        ({}, "eve@example.org", "Email does not match invitation"),
        ({"status": "accepted"}, "bob@example.org", "Invitation has already been used"),
        ({"status": "canceled"}, "bob@example.org", "Invitation has already been used"),
        ({"expires_at": now() - timedelta(seconds=1)}, "bob@example.org", "Invitation has expired"),
    ],
)
async def test_an_invitation_has_rules(
    panel: Panel, invitation: Invitation, changed: dict[str, Any], email: str, message: str
) -> None:
    async with panel.runtime.database.write() as db:
        row = await db.get_one(Invitation, invitation.id)
        for name, value in changed.items():
            setattr(row, name, value)
    answer = await sign_up(panel.visitor(), invitation.id, email=email)
    assert (answer.status_code, answer.json()["message"]) == (400, message)


async def test_an_invitation_is_used_once(panel: Panel, invitation: Invitation) -> None:
    answers = await asyncio.gather(
        *(sign_up(panel.visitor(), invitation.id, email=email) for email in ("bob@example.org", "BOB@example.org"))
    )
    assert sorted(answer.status_code for answer in answers) == [200, 400]


async def test_an_address_has_one_account(panel: Panel, invitation: Invitation) -> None:
    async with panel.runtime.database.write() as db:
        await a_user(db, email="bob@example.org")
    answer = await sign_up(panel.visitor(), invitation.id, email="BOB@example.org")
    assert (answer.status_code, answer.json()["code"]) == (422, "USER_ALREADY_EXISTS_USE_ANOTHER_EMAIL")


@pytest.mark.parametrize(
    ("password", "code"),
    [
        ("1234567", "PASSWORD_TOO_SHORT"),
        ("", "PASSWORD_TOO_SHORT"),
        ("x" * 129, "PASSWORD_TOO_LONG"),
        ("x" * 200, "PASSWORD_TOO_LONG"),
    ],
)
async def test_passwords_have_8_to_128_characters(nobody: httpx.AsyncClient, password: str, code: str) -> None:
    answer = await sign_up(nobody, SETUP_TOKEN, password=password)
    assert (answer.status_code, answer.json()["code"]) == (400, code)


@pytest.mark.parametrize("password", ["12345678", "x" * 128, "🔑" * 50, "🔑" * 128, "with\0a NUL inside"])
async def test_a_password_counts_to_its_last_byte(panel: Panel, nobody: httpx.AsyncClient, password: str) -> None:
    assert (await sign_up(nobody, SETUP_TOKEN, password=password)).status_code == 200
    for tried, status in ((password, 200), (password[:-1] + "!", 401)):
        answer = await panel.visitor().post(
            "/api/auth/sign-in/email", json={"email": "ada@example.org", "password": tried}
        )
        assert answer.status_code == status


@pytest.mark.parametrize("email", ["", "ada", "@example.org", "ada@", "a b@example.org", "a@b@c", "x" * 65 + "@e.org"])
async def test_an_address_looks_like_one(nobody: httpx.AsyncClient, email: str) -> None:
    answer = await sign_up(nobody, SETUP_TOKEN, email=email)
    assert (answer.status_code, answer.json()["code"]) == (400, "INVALID_EMAIL")


async def test_a_form_is_as_good_as_json(nobody: httpx.AsyncClient) -> None:
    answer = await nobody.post(
        "/api/auth/sign-up/email", headers={"x-dokploy-token": SETUP_TOKEN}, data={**ADA, "rememberMe": "false"}
    )
    assert answer.status_code == 200
    assert "Max-Age" not in answer.headers["set-cookie"]


@pytest.mark.parametrize(
    ("content", "media_type", "status"),
    [
        (b"{", "application/json", 400),
        (b"[]", "application/json", 400),
        (b'"text"', "application/json", 400),
        (b"{}", "application/json", 400),
        (b"", "", 400),
        (b'{"email": 1, "password": 2}', "application/json", 400),
        (b'{"email": "\\ud800@e.org", "password": "\\ud800"}', "application/json", 400),
        (b"[" * 60_000, "application/json", 400),
        (b"\xff=\xff", "application/x-www-form-urlencoded", 400),
        (b"x", "text/csv", 415),
        (b"x" * 100_000, "application/json", 413),
    ],
)
async def test_a_bad_body_is_told_so(nobody: httpx.AsyncClient, content: bytes, media_type: str, status: int) -> None:
    answer = await nobody.post("/api/auth/sign-up/email", content=content, headers={"content-type": media_type})
    assert answer.status_code == status
    assert set(answer.json()) == {"code", "message"}
