"""REST v1's sign-in: a JWT that names a session, and everything that must not pass for one."""

import base64
import json
from datetime import timedelta
from typing import Any

import httpx
import pytest
from jose import jwt
from sqlalchemy import update

from dokploy.core.clock import now
from dokploy.core.secrets import MasterKey, Secret
from dokploy.models import Session
from dokploy.wire.tokens import issue_jwt

from .conftest import MASTER_KEY, PASSWORD, SETUP_TOKEN, Panel

KEY = MasterKey(Secret(MASTER_KEY)).derive("jwt").hex()


async def login(panel: Panel, **body: Any) -> httpx.Response:
    return await panel.visitor().post("/api/auth/login", json={"username": "Ada", "password": PASSWORD, **body})


@pytest.fixture
async def token(panel: Panel, owner: httpx.AsyncClient) -> str:
    return str((await login(panel)).json()["token"])


async def status_with(panel: Panel, bearer: str) -> int:
    return (await panel.visitor(authorization=f"Bearer {bearer}").get("/api/user.get")).status_code


@pytest.mark.parametrize("name", ["Ada", "ada", "ADA@example.org"])
async def test_login_by_user_name_or_address(panel: Panel, owner: httpx.AsyncClient, name: str) -> None:
    answer = await login(panel, username=name)
    body = answer.json()
    assert answer.status_code == 200
    assert body["token"].startswith("eyJ")
    assert body["expiresIn"] == 604800
    assert body["user"]["username"] == "Ada"
    assert body["user"]["roles"] == ["owner"]
    assert "set-cookie" not in answer.headers
    assert await status_with(panel, body["token"]) == 200


async def test_a_user_name_of_two_people_is_nobodys(panel: Panel, owner: httpx.AsyncClient) -> None:
    from tests.factories import a_user

    async with panel.runtime.database.write() as db:
        await a_user(db, first_name="ada")
    answer = await login(panel)
    assert answer.status_code == 401
    assert (await login(panel, username="ada@example.org")).status_code == 200


async def test_a_wrong_password_answers_in_the_documents_envelope(panel: Panel, owner: httpx.AsyncClient) -> None:
    answer = await login(panel, password="wrong password")
    error = answer.json()["error"]
    assert answer.status_code == 401
    assert error["code"] == "UNAUTHORIZED"
    assert error["requestId"]
    assert error["timestamp"].endswith("Z")


async def test_a_missing_field_is_named(panel: Panel) -> None:
    answer = await panel.visitor().post("/api/auth/login", json={"username": "ada"})
    assert answer.status_code == 400
    error = answer.json()["error"]
    assert error["code"] == "VALIDATION_ERROR"
    assert [e["field"] for e in error["details"]["errors"]] == ["password"]


async def test_logout_ends_the_token_at_once(panel: Panel, token: str) -> None:
    assert await status_with(panel, token) == 200
    client = panel.visitor(authorization=f"Bearer {token}")
    answer = await client.post("/api/auth/logout")
    assert (answer.status_code, answer.content) == (204, b"")
    assert await status_with(panel, token) == 401
    again = await client.post("/api/auth/logout")
    assert (again.status_code, again.json()["error"]["code"]) == (401, "INVALID_TOKEN")
    nobody = await panel.visitor().post("/api/auth/logout")
    assert nobody.json()["error"]["code"] == "UNAUTHORIZED"


async def test_register_is_sign_up(panel: Panel) -> None:
    body = {"username": "grace", "email": "grace@example.org", "password": PASSWORD}
    refused = await panel.visitor().post("/api/auth/register", json=body)
    assert (refused.status_code, refused.json()["error"]["code"]) == (403, "FORBIDDEN")
    answer = await panel.visitor().post("/api/auth/register", json={**body, "setupToken": SETUP_TOKEN})
    assert answer.status_code == 201
    assert await status_with(panel, answer.json()["token"]) == 200


def encoded(part: dict[str, Any]) -> str:
    return base64.urlsafe_b64encode(json.dumps(part).encode()).rstrip(b"=").decode()


def unsigned(token: str, algorithm: str) -> str:
    return f"{encoded({'alg': algorithm, 'typ': 'JWT'})}.{token.split('.')[1]}."


FORGERIES: dict[str, Any] = {
    "no algorithm": lambda token, _: unsigned(token, "none"),
    "no algorithm, own signature": lambda token, _: unsigned(token, "None") + token.split(".")[2],
    "another key": lambda _, claims: jwt.encode(claims, "guess", algorithm="HS256"),
    "an empty key": lambda _, claims: jwt.encode(claims, "", algorithm="HS256"),
    "another algorithm": lambda _, claims: jwt.encode(claims, KEY, algorithm="HS512"),
    "expired": lambda _, claims: jwt.encode({**claims, "exp": 1}, KEY, algorithm="HS256"),
    "never expires": lambda _, claims: jwt.encode(without(claims, "exp"), KEY, algorithm="HS256"),
    "no session": lambda _, claims: jwt.encode(without(claims, "sid"), KEY, algorithm="HS256"),
    "no subject": lambda _, claims: jwt.encode(without(claims, "sub"), KEY, algorithm="HS256"),
    "another's session": lambda _, claims: jwt.encode({**claims, "sub": "somebody"}, KEY, algorithm="HS256"),
    "unknown session": lambda _, claims: jwt.encode({**claims, "sid": "nothing"}, KEY, algorithm="HS256"),
    "odd claims": lambda _, claims: jwt.encode({**claims, "sid": ["a"]}, KEY, algorithm="HS256"),
    "altered": lambda token, _: token[:-2] + ("AA" if token[-2:] != "AA" else "BB"),
    "a megabyte": lambda *_: "eyJ" + "A" * 1_000_000 + ".A.A",
    "deep": lambda *_: base64.urlsafe_b64encode(b'{"' + b"[" * 700).decode().rstrip("=") + ".A.A",
    "not base64": lambda *_: "eyJ!.A.A",
    "empty parts": lambda *_: "eyJ..",
    "not JSON": lambda *_: "eyJAAAA.AAAA.AAAA",
}


def without(claims: dict[str, Any], name: str) -> dict[str, Any]:
    return {key: value for key, value in claims.items() if key != name}


@pytest.mark.parametrize("forge", FORGERIES.values(), ids=FORGERIES)
async def test_what_is_no_token_of_ours_is_refused(panel: Panel, token: str, forge: Any) -> None:
    claims = jwt.decode(token, KEY, algorithms=["HS256"])
    assert await status_with(panel, forge(token, claims)) == 401


async def test_a_token_outlives_neither_its_session_nor_its_date(panel: Panel, token: str) -> None:
    async with panel.runtime.database.write() as db:
        await db.execute(update(Session).values(expires_at=now() - timedelta(seconds=1)))
    panel.forget()
    assert await status_with(panel, token) == 401


async def test_a_bad_token_does_not_fall_back_to_the_cookie(owner: httpx.AsyncClient) -> None:
    for headers in (
        {"authorization": "Bearer eyJhbGciOiJub25lIn0.e30.x"},
        {"authorization": "Bearer nonsense"},
        {"x-api-key": "nonsense"},
        {"x-api-key": "x" * 100_000},
    ):
        assert (await owner.get("/api/user.get", headers=headers)).status_code == 401
        assert (await owner.get("/api/auth/get-session", headers=headers)).status_code == 401


async def test_a_proxys_own_authorization_is_not_ours(owner: httpx.AsyncClient) -> None:
    for header in ("Basic YTpi", "Digest x", "Bearer", ""):
        assert (await owner.get("/api/user.get", headers={"authorization": header})).status_code == 200


async def test_get_session_by_token_has_no_cookie(panel: Panel, token: str) -> None:
    answer = await panel.visitor(authorization=f"bearer {token}").get("/api/auth/get-session")
    assert answer.json()["user"]["email"] == "ada@example.org"
    assert answer.json()["session"]["token"] is None
    assert "set-cookie" not in answer.headers


def test_a_token_is_made_for_a_session(runtime: object) -> None:
    claims = jwt.decode(issue_jwt("u", "s", now() + timedelta(hours=1)), KEY, algorithms=["HS256"])
    assert (claims["sub"], claims["sid"]) == ("u", "s")
