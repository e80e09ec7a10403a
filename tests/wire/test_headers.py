"""What every answer carries, whoever gives it."""

import httpx
import pytest
from starlette.applications import Starlette
from starlette.responses import PlainTextResponse
from starlette.routing import Route
from tests.wire.conftest import Panel

from dokploy.wire.headers import SecurityHeaders


@pytest.mark.parametrize("path", ["/api/wiretest.health", "/api/no.such", "/api/trpc/wiretest.crash", "/elsewhere"])
async def test_every_answer_is_guarded(api: httpx.AsyncClient, path: str) -> None:
    headers = (await api.get(path)).headers
    assert headers["x-frame-options"] == "DENY"
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "strict-origin-when-cross-origin"
    assert headers["content-security-policy"] == "default-src 'self'; frame-ancestors 'none'"
    assert len(headers["x-request-id"]) == 16


async def test_a_proxys_request_id_is_kept_and_nonsense_is_not(api: httpx.AsyncClient) -> None:
    for given, kept in (("abcdef-12345678", True), ("x", False), ("a b c d e f g h", False), ("a" * 65, False)):
        answer = await api.get("/api/wiretest.health", headers={"x-request-id": given})
        assert (answer.headers["x-request-id"] == given) is kept


async def test_each_request_has_an_id_of_its_own(panel: Panel, anonymous: httpx.AsyncClient) -> None:
    ids = {(await anonymous.get("/api/wiretest.health")).headers["x-request-id"] for _ in range(5)}
    assert len(ids) == 5


async def test_an_answer_with_a_policy_of_its_own_keeps_it() -> None:
    async def page(_: object) -> PlainTextResponse:
        return PlainTextResponse("x", headers={"Content-Security-Policy": "default-src 'none'"})

    app = SecurityHeaders(Starlette(routes=[Route("/", page)]))
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app=app), base_url="http://panel") as client:
        headers = (await client.get("/")).headers
    assert headers.get_list("content-security-policy") == ["default-src 'none'"]
    assert headers["x-frame-options"] == "DENY"
