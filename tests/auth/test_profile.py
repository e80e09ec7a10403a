"""What people do with their own account: profile, password, sessions, bookmarks."""

from datetime import timedelta
from typing import Any

import httpx
import pytest
from sqlalchemy import select
from tests.factories import a_member, a_user, an_organization

from dokploy.core.clock import now
from dokploy.features import instance, limiter, sessions
from dokploy.models import Account, Backup, Destination, Organization, Passkey, Session, User

from .conftest import PASSWORD, Panel

assert instance, "imported for their procedures"
assert sessions

NEW = "a longer horse battery"


async def sign_in(panel: Panel, password: str = PASSWORD, email: str = "ada@example.org") -> httpx.AsyncClient:
    client = panel.visitor()
    answer = await client.post("/api/auth/sign-in/email", json={"email": email, "password": password})
    assert answer.status_code == 200, answer.text
    return client


async def is_signed_in(client: httpx.AsyncClient) -> bool:
    return (await client.get("/api/auth/get-session")).json() is not None


async def hashes(panel: Panel) -> list[str | None]:
    async with panel.runtime.database.read() as db:
        return list(await db.scalars(select(Account.password)))


# ------------------------------------------------------------------------------------------------ profile


async def test_the_profile_changes_and_nothing_else_does(owner: httpx.AsyncClient) -> None:
    before = (await owner.get("/api/user.getServerMetrics")).json()
    sent = {
        **before, "firstName": "Grace", "lastName": "Hopper", "image": "/avatars/1.png", "allowImpersonation": True,
        "emailVerified": True, "banned": True, "role": "admin", "enablePaidFeatures": True, "serversQuantity": 99,
        "enableEnterpriseFeatures": True, "licenseKey": "x", "stripeCustomerId": "x", "twoFactorEnabled": True,
    }  # fmt: skip
    answer = await owner.post("/api/user.update", json=sent)
    assert answer.status_code == 200, answer.text
    after = answer.json()
    changed = {name for name in before if before[name] != after[name]}
    assert changed == {"firstName", "lastName", "image", "allowImpersonation", "updatedAt"}
    assert (await owner.post("/api/user.update", json={"image": None})).json()["image"] is None
    assert (await owner.post("/api/user.update", json={})).json()["firstName"] == "Grace"


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({"id": "somebody-else"}, 403),
        ({"email": ""}, 400),
        ({"email": "nowhere"}, 400),
        ({"firstName": 7}, 400),
        ({"firstName": "x" * 256}, 400),
        ({"currentPassword": PASSWORD}, 400),
        ({"password": "1234567", "currentPassword": PASSWORD}, 400),
        ({"password": "x" * 129, "currentPassword": PASSWORD}, 400),
        ({"password": NEW}, 400),
        ({"password": NEW, "currentPassword": "wrong"}, 400),
        ({"password": NEW, "currentPassword": PASSWORD, "email": "taken@example.org"}, 409),
    ],
)
async def test_a_change_that_is_refused_changes_nothing(
    panel: Panel, owner: httpx.AsyncClient, body: dict[str, Any], status: int
) -> None:
    async with panel.runtime.database.write() as db:
        await a_user(db, email="taken@example.org")
    kept = await hashes(panel)
    answer = await owner.post("/api/user.update", json={"lastName": "Changed", **body})
    assert answer.status_code == status, answer.text
    assert await hashes(panel) == kept
    assert (await owner.get("/api/user.get")).json()["user"]["lastName"] == "Lovelace"


async def test_nobody_is_asked_to_sign_in(nobody: httpx.AsyncClient) -> None:
    assert (await nobody.post("/api/user.update", json={"firstName": "x"})).status_code == 401


# ------------------------------------------------------------------------------------------------ password


async def test_a_new_password_ends_the_other_sessions(panel: Panel, owner: httpx.AsyncClient) -> None:
    other = await sign_in(panel)
    body = {"password": NEW, "currentPassword": PASSWORD, "firstName": "Grace"}
    answer = await owner.post("/api/user.update", json=body)
    assert (answer.status_code, answer.json()["firstName"]) == (200, "Grace")
    assert [await is_signed_in(one) for one in (owner, other)] == [True, False]
    assert [str(one).split("$")[1] for one in await hashes(panel)] == ["argon2id"]
    old = await panel.visitor().post("/api/auth/sign-in/email", json={"email": "ada@example.org", "password": PASSWORD})
    assert old.status_code == 401
    assert await is_signed_in(await sign_in(panel, NEW))


async def test_a_key_that_changes_the_password_ends_every_session(panel: Panel, owner: httpx.AsyncClient) -> None:
    key = (await owner.post("/api/user.createApiKey", json={"name": "ci"})).json()["key"]
    body = {"password": NEW, "currentPassword": PASSWORD}
    assert (await panel.with_key(key).post("/api/user.update", json=body)).status_code == 200
    assert not await is_signed_in(owner)


async def test_guessing_the_current_password_is_slowed_down(panel: Panel, owner: httpx.AsyncClient) -> None:
    """From an address that the account has not been opened from, guesses end like failed sign-ins."""
    body = {"password": NEW, "currentPassword": "wrong"}
    thief = panel.visitor("198.51.100.7", cookie="; ".join(f"{k}={v}" for k, v in owner.cookies.items()))
    answers = [
        (await thief.post("/api/user.update", json=body)).status_code for _ in range(limiter.ACCOUNT_FAILURES + 1)
    ]
    assert answers == [400] * limiter.ACCOUNT_FAILURES + [429]
    late = await panel.visitor("198.51.100.7").post(
        "/api/auth/sign-in/email", json={"email": "ada@example.org", "password": PASSWORD}
    )
    assert late.status_code == 429, "they count together"


# ------------------------------------------------------------------------------------------------ sessions


async def test_sessions_are_listed_newest_first_and_ended(panel: Panel, owner: httpx.AsyncClient) -> None:
    other = await sign_in(panel)
    newest, current = (await owner.get("/api/user.listSessions")).json()
    assert (current["isCurrent"], newest["isCurrent"]) == (True, False)
    assert current.keys() == {
        "id", "userId", "email", "firstName", "lastName", "ipAddress", "userAgent",
        "createdAt", "expiresAt", "isCurrent",
    }  # fmt: skip
    revoke = "/api/user.revokeSession"
    assert (await owner.post(revoke, json={"sessionId": current["id"]})).status_code == 400
    assert (await owner.post(revoke, json={"sessionId": newest["id"]})).json() == {"success": True}
    assert [await is_signed_in(one) for one in (owner, other)] == [True, False]
    assert (await owner.post(revoke, json={"sessionId": newest["id"]})).status_code == 404


async def test_the_owner_sees_members_sessions_in_this_organization_only(
    panel: Panel, owner: httpx.AsyncClient
) -> None:
    async with panel.runtime.database.write() as db:
        here = (await db.scalars(select(Organization))).one()
        elsewhere = await an_organization(db, name="Elsewhere")
        member, outsider = await a_user(db), await a_user(db)
        await a_member(db, here, user_id=member.id)
        await a_member(db, elsewhere, user_id=member.id)
        until = now() + timedelta(hours=1)
        for token, user_id, place in (
            ("here", member.id, here.id),
            ("elsewhere", member.id, elsewhere.id),
            ("outside", outsider.id, here.id),
            ("ended", member.id, here.id),
        ):
            expires = now() - timedelta(seconds=1) if token == "ended" else until
            db.add(Session(id=token, token=token, user_id=user_id, expires_at=expires, active_organization_id=place))
    seen = {one["id"] for one in (await owner.get("/api/user.listSessions")).json() if not one["isCurrent"]}
    assert seen == {"here"}
    statuses = {}
    for session_id in ("here", "elsewhere", "outside"):
        statuses[session_id] = (await owner.post("/api/user.revokeSession", json={"sessionId": session_id})).status_code
    assert statuses == {"here": 200, "elsewhere": 404, "outside": 404}


async def test_others_see_and_end_their_own_sessions(panel: Panel, owner: httpx.AsyncClient) -> None:
    made = {"email": "bob@example.org", "password": PASSWORD, "role": "admin"}
    assert (await owner.post("/api/user.createUserWithCredentials", json=made)).status_code == 200
    bob = await sign_in(panel, email="bob@example.org")
    assert [one["email"] for one in (await bob.get("/api/user.listSessions")).json()] == ["bob@example.org"]
    (own,) = [one for one in (await owner.get("/api/user.listSessions")).json() if one["isCurrent"]]
    assert (await bob.post("/api/user.revokeSession", json={"sessionId": own["id"]})).status_code == 403
    assert await is_signed_in(owner)


async def test_a_token_stands_for_the_session_and_ends_with_it(panel: Panel, owner: httpx.AsyncClient) -> None:
    token = (await owner.post("/api/user.generateToken", json={})).json()
    bearer = panel.visitor(authorization=f"Bearer {token}")
    assert (await bearer.get("/api/user.get")).json()["role"] == "owner"
    await owner.post("/api/auth/sign-out")
    assert (await bearer.get("/api/user.get")).status_code == 401


async def test_a_key_has_no_session_to_make_a_token_of(panel: Panel, owner: httpx.AsyncClient) -> None:
    key = (await owner.post("/api/user.createApiKey", json={"name": "ci"})).json()["key"]
    assert (await panel.with_key(key).post("/api/user.generateToken", json={})).status_code == 403


# ------------------------------------------------------------------------------------------------ what is theirs


async def test_a_bookmark_is_set_and_taken_off(owner: httpx.AsyncClient) -> None:
    toggle = "/api/user.toggleTemplateBookmark"
    for template in ("plausible", "ghost"):
        assert (await owner.post(toggle, json={"templateId": template})).json() == {"isBookmarked": True}
    assert (await owner.get("/api/user.getBookmarkedTemplates")).json() == ["plausible", "ghost"]
    assert (await owner.post(toggle, json={"templateId": "plausible"})).json() == {"isBookmarked": False}
    assert (await owner.get("/api/user.getBookmarkedTemplates")).json() == ["ghost"]
    assert (await owner.post(toggle, json={"templateId": ""})).status_code == 400


async def test_passkeys_are_listed_without_their_keys(panel: Panel, owner: httpx.AsyncClient) -> None:
    assert (await owner.get("/api/user.listPasskeys")).json() == []
    async with panel.runtime.database.write() as db:
        ada = (await db.scalars(select(User))).one()
        for user_id, name in ((ada.id, "laptop"), ((await a_user(db)).id, "theirs")):
            db.add(
                Passkey(name=name, public_key="P", user_id=user_id, credential_id="C", counter=0,
                        device_type="singleDevice", backed_up=False)
            )  # fmt: skip
    (found,) = (await owner.get("/api/user.listPasskeys")).json()
    assert found.keys() == {"id", "name", "deviceType", "backedUp", "createdAt", "aaguid"}
    assert found["name"] == "laptop"


async def test_backups_of_the_installation_come_without_keys(panel: Panel, owner: httpx.AsyncClient) -> None:
    await owner.post("/api/user.createApiKey", json={"name": "ci"})
    async with panel.runtime.database.write() as db:
        here = (await db.scalars(select(Organization))).one()
        place = Destination(
            name="s3", bucket="b", region="r", endpoint="e", access_key="A", secret_access_key="HUSH",
            organization_id=here.id,
        )  # fmt: skip
        db.add(place)
        await db.flush()
        db.add(
            Backup(app_name="b", schedule="0 0 * * *", database="d", prefix="/", destination_id=place.destination_id,
                   backup_type="database", database_type="web-server", user_id=here.owner_id)
        )  # fmt: skip
    found = (await owner.get("/api/user.getBackups")).json()
    assert found["backups"][0]["destination"]["name"] == "s3"
    assert found["backups"][0]["deployments"] == []
    assert [key["name"] for key in found["apiKeys"]] == ["ci"]
    assert "HUSH" not in str(found)
    assert "key" not in found["apiKeys"][0]


async def test_nobody_here_administers_a_cloud(owner: httpx.AsyncClient) -> None:
    assert (await owner.get("/api/user.haveRootAccess")).json() is False
