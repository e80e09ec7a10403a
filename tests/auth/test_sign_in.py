"""Sign-in by e-mail and password, sessions and their cookies, and the limits on guessing."""

import asyncio
from datetime import timedelta
from typing import Any

import bcrypt
import httpx
import pytest
from sqlalchemy import select, update

from dokploy.core.clock import now
from dokploy.features import limiter
from dokploy.models import Account, Session, User
from dokploy.wire.tokens import SESSION_COOKIE, session_cookie

from .conftest import PASSWORD, Panel

ADA = "ada@example.org"


async def sign_in(client: httpx.AsyncClient, password: str = PASSWORD, **body: Any) -> httpx.Response:
    return await client.post("/api/auth/sign-in/email", json={"email": ADA, "password": password, **body})


async def only_session(panel: Panel) -> Session:
    async with panel.runtime.database.read() as db:
        return (await db.scalars(select(Session).order_by(Session.created_at.desc()))).first()  # type: ignore[return-value]


async def change_session(panel: Panel, **values: Any) -> None:
    async with panel.runtime.database.write() as db:
        await db.execute(update(Session).values(**values))
    panel.forget()


async def test_sign_in_answers_with_token_user_and_cookie(panel: Panel, owner: httpx.AsyncClient) -> None:
    visitor = panel.visitor()
    answer = await sign_in(visitor, email="ADA@example.org")
    body = answer.json()
    assert answer.status_code == 200
    assert body["redirect"] is False
    assert (body["user"]["email"], body["user"]["name"], body["user"]["lastName"]) == (ADA, "Ada", "Lovelace")
    cookie = answer.headers["set-cookie"]
    assert cookie.startswith(f"{SESSION_COOKIE}={body['token']}.")
    assert all(part in cookie for part in ("Path=/", "HttpOnly", "SameSite=Lax", "Max-Age=259200"))
    assert "Secure" not in cookie
    assert (await visitor.get("/api/user.get")).status_code == 200


async def test_over_https_the_cookie_is_secure(panel: Panel, owner: httpx.AsyncClient) -> None:
    answer = await sign_in(panel.visitor(x_forwarded_proto="https"))
    assert answer.headers["set-cookie"].endswith("; Secure")


async def test_a_wrong_password_and_an_unknown_address_look_alike(panel: Panel, owner: httpx.AsyncClient) -> None:
    wrong = await sign_in(panel.visitor(), "not the password")
    unknown = await sign_in(panel.visitor(), email="eve@example.org")
    assert wrong.status_code == unknown.status_code == 401
    assert wrong.json() == unknown.json()
    assert wrong.json()["code"] == "INVALID_EMAIL_OR_PASSWORD"
    assert "set-cookie" not in wrong.headers


async def test_the_database_knows_no_session_token(panel: Panel, owner: httpx.AsyncClient) -> None:
    token = (await sign_in(panel.visitor())).json()["token"]
    assert token not in (await only_session(panel)).token


async def test_get_session_tells_who_is_signed_in(owner: httpx.AsyncClient, nobody: httpx.AsyncClient) -> None:
    answer = await owner.get("/api/auth/get-session")
    body = answer.json()
    assert body["user"]["email"] == ADA
    assert body["session"]["userId"] == body["user"]["id"]
    assert body["session"]["activeOrganizationId"]
    assert owner.cookies[SESSION_COOKIE].startswith(body["session"]["token"])
    assert answer.headers["cache-control"] == "no-store"
    anonymous = await nobody.get("/api/auth/get-session")
    assert (anonymous.status_code, anonymous.json()) == (200, None)


async def test_sign_out_ends_the_session_at_once(panel: Panel, owner: httpx.AsyncClient) -> None:
    stolen = panel.visitor(cookie=f"{SESSION_COOKIE}={owner.cookies[SESSION_COOKIE]}")
    assert (await stolen.get("/api/user.get")).status_code == 200
    answer = await owner.post("/api/auth/sign-out")
    assert (answer.status_code, answer.json()) == (200, {"success": True})
    assert SESSION_COOKIE not in owner.cookies
    assert (await stolen.get("/api/user.get")).status_code == 401
    assert (await stolen.get("/api/auth/get-session")).json() is None
    assert (await owner.post("/api/auth/sign-out")).json() == {"success": True}, "also without a session"


@pytest.mark.parametrize(
    "forge",
    [
        lambda token, _: token,
        lambda token, _: f"{token}.",
        lambda token, signed: f"{token}.{'A' * len(signed)}",
        lambda token, signed: f"{token[:-1]}{'y' if token.endswith('x') else 'x'}.{signed}",
        lambda _, signed: f".{signed}",
        lambda _, signed: signed,
        lambda *_: "",
        lambda *_: "%00%ff.%",
        lambda token, signed: f"{token}.{signed}" + "=" * 600,
    ],
)
async def test_a_forged_cookie_is_nobody(panel: Panel, owner: httpx.AsyncClient, forge: Any) -> None:
    token, _, signed = owner.cookies[SESSION_COOKIE].rpartition(".")
    visitor = panel.visitor(cookie=f"{SESSION_COOKIE}={forge(token, signed)}")
    assert (await visitor.get("/api/user.get")).status_code == 401
    assert (await visitor.get("/api/auth/get-session")).json() is None


async def test_a_signed_cookie_without_a_session_is_nobody(panel: Panel) -> None:
    visitor = panel.visitor(cookie=f"other=1; {SESSION_COOKIE}={session_cookie('x' * 32)}; more=2")
    assert (await visitor.get("/api/user.get")).status_code == 401


async def test_an_expired_session_is_nobody(panel: Panel, owner: httpx.AsyncClient) -> None:
    await change_session(panel, expires_at=now() - timedelta(seconds=1))
    assert (await owner.get("/api/user.get")).status_code == 401


async def test_a_session_in_use_is_extended_once_a_day(panel: Panel, owner: httpx.AsyncClient) -> None:
    await change_session(panel, created_at=now() - timedelta(days=2), expires_at=now() + timedelta(days=1))
    answer = await owner.get("/api/auth/get-session")
    assert (await only_session(panel)).expires_at - now() > timedelta(days=2, hours=23)
    assert "Max-Age=259" in answer.headers["set-cookie"]
    still_young = now() + timedelta(days=2, hours=12)
    await change_session(panel, expires_at=still_young)
    await owner.get("/api/auth/get-session")
    assert (await only_session(panel)).expires_at == still_young


async def test_a_session_made_while_the_clock_was_ahead_is_not_for_ever(panel: Panel, owner: httpx.AsyncClient) -> None:
    ahead = now() + timedelta(days=365)
    await change_session(panel, created_at=ahead, expires_at=ahead + timedelta(days=3))
    assert (await owner.get("/api/user.get")).status_code == 200
    assert timedelta(days=2, hours=23) < (await only_session(panel)).expires_at - now() <= timedelta(days=3)


async def test_a_session_that_is_not_remembered_ends_after_a_day(panel: Panel, owner: httpx.AsyncClient) -> None:
    visitor = panel.visitor()
    answer = await sign_in(visitor, rememberMe=False)
    assert "Max-Age" not in answer.headers["set-cookie"]
    session = await only_session(panel)
    assert session.expires_at - session.created_at == timedelta(days=1)
    await visitor.get("/api/user.get")
    assert (await only_session(panel)).expires_at == session.expires_at


async def test_a_bcrypt_hash_is_verified_and_replaced(panel: Panel, owner: httpx.AsyncClient) -> None:
    long_password = "a password that is longer than the seventy-two bytes at which bcrypt stops reading, by far"
    old = bcrypt.hashpw(long_password.encode()[:72], bcrypt.gensalt(4)).decode()
    async with panel.runtime.database.write() as db:
        await db.execute(update(Account).values(password=old))
    assert (await sign_in(panel.visitor())).status_code == 401
    assert (await sign_in(panel.visitor(), long_password)).status_code == 200
    async with panel.runtime.database.read() as db:
        stored = (await db.scalars(select(Account.password))).one()
    assert stored is not None
    assert stored.startswith("$argon2id$")
    assert (await sign_in(panel.visitor(), long_password)).status_code == 200
    assert (await sign_in(panel.visitor(), long_password[:72])).status_code == 401


async def test_a_banned_person_stays_out(panel: Panel, owner: httpx.AsyncClient) -> None:
    async with panel.runtime.database.write() as db:
        await db.execute(update(User).values(banned=True))
    panel.forget()
    assert (await sign_in(panel.visitor())).json()["code"] == "BANNED_USER"
    assert (await owner.get("/api/user.get")).status_code == 401


async def test_guessing_one_account_has_an_end(panel: Panel, owner: httpx.AsyncClient) -> None:
    guesses = [
        await sign_in(panel.visitor(f"198.51.100.{n}"), "a wrong guess") for n in range(limiter.ACCOUNT_FAILURES)
    ]
    assert {guess.status_code for guess in guesses} == {401}
    stopped = await sign_in(panel.visitor("198.51.100.99"))
    assert stopped.status_code == 429, "even with the right password: a guesser must not learn it"
    assert 0 < int(stopped.headers["retry-after"]) <= limiter.WINDOW_S
    assert stopped.headers["x-retry-after"] == stopped.headers["retry-after"]


async def test_guessers_cannot_lock_out_a_known_address(panel: Panel, owner: httpx.AsyncClient) -> None:
    home = "203.0.113.7"
    assert (await sign_in(panel.visitor(home))).status_code == 200
    for n in range(limiter.ACCOUNT_FAILURES):
        await sign_in(panel.visitor(f"198.51.100.{n}"), "a wrong guess")
    assert (await sign_in(panel.visitor(home))).status_code == 200


async def test_many_guesses_at_once_are_all_counted(panel: Panel, owner: httpx.AsyncClient) -> None:
    answers = await asyncio.gather(
        *(sign_in(panel.visitor("198.51.100.1"), "a wrong guess") for _ in range(2 * limiter.ACCOUNT_FAILURES))
    )
    assert [answer.status_code for answer in answers].count(401) == limiter.ACCOUNT_FAILURES


async def test_success_forgives(panel: Panel, owner: httpx.AsyncClient) -> None:
    for round_ in range(2):
        for n in range(limiter.ACCOUNT_FAILURES - 1):
            guess = await sign_in(panel.visitor(f"198.51.{round_}.{n}"), "a wrong guess")
            assert guess.status_code == 401
        assert (await sign_in(panel.visitor())).status_code == 200


async def test_an_address_that_guesses_many_accounts_has_to_wait(panel: Panel, owner: httpx.AsyncClient) -> None:
    client = panel.visitor()
    guesses = [await sign_in(client, email=f"a{n}@example.org") for n in range(limiter.ADDRESS_FAILURES)]
    assert {guess.status_code for guess in guesses} == {401}
    assert (await sign_in(client)).status_code == 429
    assert (await sign_in(panel.visitor("203.0.113.7"))).status_code == 200


async def test_another_sites_page_cannot_sign_in_or_use_the_cookie(panel: Panel, owner: httpx.AsyncClient) -> None:
    evil = {"origin": "http://evil.example"}
    body = {"email": ADA, "password": PASSWORD}
    assert (await panel.visitor().post("/api/auth/sign-in/email", json=body, headers=evil)).status_code == 403
    assert (await owner.post("/api/user.createApiKey", json={"name": "x"}, headers=evil)).status_code == 403
    assert (await owner.post("/api/auth/sign-out", headers=evil)).status_code == 403
    own = {"origin": "http://panel.example:3000"}
    assert (await owner.post("/api/user.createApiKey", json={"name": "x"}, headers=own)).status_code == 200


async def test_an_unknown_route_is_404_in_the_same_shape(nobody: httpx.AsyncClient) -> None:
    answer = await nobody.post("/api/auth/sso/register", json={})
    assert (answer.status_code, answer.json()["code"]) == (404, "NOT_FOUND")
    assert (await nobody.get("/api/auth/ok")).json() == {"ok": True}
    assert (await nobody.get("/api/auth/error?error=<script>")).json()["code"] == "script"
