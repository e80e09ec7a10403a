"""What an installation says about itself."""

import httpx

from dokploy import __version__

from .conftest import Panel


async def test_health_is_for_everybody(nobody: httpx.AsyncClient) -> None:
    answer = await nobody.get("/api/trpc/settings.health")
    assert (answer.status_code, answer.json()["result"]["data"]["json"]) == (200, {"status": "ok"})


async def test_health_asks_the_database(panel: Panel, nobody: httpx.AsyncClient) -> None:
    from sqlalchemy.ext.asyncio import create_async_engine

    broken = create_async_engine("sqlite+aiosqlite:////nowhere/at/all.db")
    panel.runtime.database._readers.configure(bind=broken)
    assert (await nobody.get("/api/trpc/settings.health")).status_code == 500


async def test_the_version_has_its_v(owner: httpx.AsyncClient, panel: Panel) -> None:
    assert (await owner.get("/api/settings.getDokployVersion")).json() == f"v{__version__}"
    assert (await panel.visitor().get("/api/settings.getDokployVersion")).status_code == 401


async def test_the_document_names_the_address_that_was_asked(owner: httpx.AsyncClient) -> None:
    plain = (await owner.get("/api/settings.getOpenApiDocument")).json()
    assert plain["servers"] == [{"url": "http://panel.example:3000/api"}]
    assert "/user.createApiKey" in plain["paths"]
    behind_proxy = {"x-forwarded-proto": "https", "host": "deploy.example.org"}
    proxied = (await owner.get("/api/settings.getOpenApiDocument", headers=behind_proxy)).json()
    assert proxied["servers"] == [{"url": "https://deploy.example.org/api"}]


async def test_who_is_signed_in_is_answered_to_anybody(owner: httpx.AsyncClient, nobody: httpx.AsyncClient) -> None:
    session = (await owner.get("/api/user.session")).json()
    assert session["user"]["id"]
    assert session["session"]["activeOrganizationId"]
    assert (await nobody.get("/api/trpc/user.session")).json()["result"]["data"]["json"] is None
