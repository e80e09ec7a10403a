"""The description for people: served whole from here, readable for who is signed in."""

import gzip
import re
from collections.abc import AsyncIterator

import httpx
import pytest
from fastapi import FastAPI
from tests.wire.conftest import Panel

from dokploy.wire import pages
from dokploy.wire.headers import SecurityHeaders


@pytest.fixture
async def site(panel: Panel) -> AsyncIterator[httpx.AsyncClient]:
    app = FastAPI(docs_url=None, redoc_url=None, openapi_url=None)
    app.include_router(pages.routes(panel.runtime))
    transport = httpx.ASGITransport(app=SecurityHeaders(app))
    async with httpx.AsyncClient(transport=transport, base_url="http://panel.example:3000") as client:
        yield client


@pytest.mark.parametrize("path", ["/api/docs", "/api/redoc"])
async def test_a_page_loads_only_what_is_served_here(site: httpx.AsyncClient, path: str) -> None:
    page = await site.get(path)
    assert page.headers["content-type"].startswith("text/html")
    policy = page.headers["content-security-policy"]
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert re.findall(r"<script(?![^>]*\bsrc=)|<style|\son\w+=|\sstyle=", page.text) == []
    loaded = re.findall(r'(?:src|href)="(/[^"]+)"', page.text)
    assert len(loaded) >= 3
    for url in loaded:
        asset = await site.get(url)
        assert asset.status_code == 200
        assert asset.content
        assert asset.headers["content-type"].split(";")[0] in {"text/javascript", "text/css"}
    assert "@" not in page.text


async def test_assets_come_packed_and_unpacked(site: httpx.AsyncClient) -> None:
    packed = await site.get("/api/docs/swagger-ui.css", headers={"accept-encoding": "gzip"})
    plain = await site.get("/api/docs/swagger-ui.css", headers={"accept-encoding": "identity"})
    assert packed.headers["content-encoding"] == "gzip"
    assert "content-encoding" not in plain.headers
    assert packed.content == plain.content == gzip.decompress((pages.ASSETS / "swagger-ui.css.gz").read_bytes())


@pytest.mark.parametrize(
    "name", ["absent.js", "reference.html", "..%2fpages.py", "%2e%2e/pages.py", "swagger-ui.css.gz"]
)
async def test_only_assets_are_assets(site: httpx.AsyncClient, name: str) -> None:
    assert (await site.get(f"/api/docs/{name}")).status_code == 404


async def test_licences_travel_with_what_they_cover(site: httpx.AsyncClient) -> None:
    for name in ("swagger-ui.LICENSE.txt", "swagger-ui-bundle.js.LICENSE.txt", "redoc.LICENSE.txt"):
        assert "icense" in (await site.get(f"/api/docs/{name}")).text


async def test_the_document_is_for_who_is_signed_in(site: httpx.AsyncClient, panel: Panel) -> None:
    for headers in ({}, {"x-api-key": "z" * 64}):
        refused = await site.get("/api/openapi.json", headers=headers)
        assert (refused.status_code, refused.json()["message"]) == (401, "Unauthorized")
    answer = await site.get("/api/openapi.json", headers={"x-api-key": panel.member})
    assert answer.json()["servers"] == [{"url": "http://panel.example:3000/api"}]


@pytest.mark.parametrize(
    ("headers", "url"),
    [
        ({"host": "panel.example"}, "http://panel.example/api"),
        ({"host": "10.0.0.1:3000", "x-forwarded-proto": "https"}, "https://10.0.0.1:3000/api"),
        (
            {"host": "inside:3000", "x-forwarded-host": "panel.example", "x-forwarded-proto": "https"},
            "https://panel.example/api",
        ),
        ({"host": "[::1]:3000"}, "http://[::1]:3000/api"),
        ({"host": "a/b?c"}, "/api"),
        ({"host": "panel.example", "x-forwarded-proto": "javascript"}, "/api"),
        ({}, "/api"),
    ],
)
def test_the_server_is_named_as_the_caller_reached_it(headers: dict[str, str], url: str) -> None:
    assert pages.server_url(headers, "http") == url
