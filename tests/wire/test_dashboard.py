"""The dashboard as files: what browsers keep, what comes packed, and what is never a file."""

import gzip
import json
import os
import re
import time
from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest
from fastapi import FastAPI
from tests.architecture.source import ROOT

from dokploy.wire import dashboard
from dokploy.wire.headers import SecurityHeaders

PAGE = "<!doctype html><title>Dokploy</title>"
SCRIPT = "console.log('the dashboard')\n" * 50
PAGES = ["/", "/login", "/projects/abc", "/applications/x/deployments/y", "/a.b/c", "/apis", "/assetsabc"]


def build(dist: Path, name: str = "index-abc123.js") -> None:
    """What a build leaves, the packed copies included; brotli's content is of no matter here."""
    (dist / "assets").mkdir(parents=True, exist_ok=True)
    for path, text in {"index.html": PAGE, f"assets/{name}": SCRIPT, "theme.js": "1"}.items():
        (dist / path).write_text(text)
        (dist / f"{path}.gz").write_bytes(gzip.compress(text.encode()))
        (dist / f"{path}.br").write_bytes(b"brotli of " + path.encode())
    (dist / "assets/inter.woff2").write_bytes(b"wOF2")
    (dist / "favicon.svg").write_text("<svg/>")


@pytest.fixture
def dist(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the built dashboard is looked for; empty at first. A secret lies beside it."""
    folder = tmp_path / "dist"
    folder.mkdir()
    (tmp_path / "secret.key").write_text("the master key")
    monkeypatch.setattr(dashboard, "folder", lambda: folder)
    dashboard._listed.cache_clear()
    return folder


BROWSER = {"accept-encoding": "identity", "accept": "text/html,application/xhtml+xml,*/*;q=0.8"}


@pytest.fixture
async def site(dist: Path, tmp_path: Path) -> AsyncIterator[httpx.AsyncClient]:
    app = FastAPI(docs_url=None, redoc_url=None, openapi_url=None, exception_handlers={404: dashboard.not_found})
    app.include_router(dashboard.routes(tmp_path / "ports.json"))
    transport = httpx.ASGITransport(app=SecurityHeaders(app))
    async with httpx.AsyncClient(transport=transport, base_url="http://panel.example", headers=BROWSER) as client:
        yield client


# ------------------------------------------------------------------------------------------------ what is kept


async def test_a_hashed_asset_is_kept_for_ever(site: httpx.AsyncClient, dist: Path) -> None:
    build(dist)
    answer = await site.get("/assets/index-abc123.js")
    assert (answer.status_code, answer.text) == (200, SCRIPT)
    assert answer.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert answer.headers["content-type"].startswith("text/javascript")
    assert (await site.get("/assets/inter.woff2")).headers["content-type"] == "font/woff2"


@pytest.mark.parametrize("path", ["/", "/theme.js", "/favicon.svg", "/login"])
async def test_what_has_no_hash_is_asked_for_again(site: httpx.AsyncClient, dist: Path, path: str) -> None:
    build(dist)
    assert (await site.get(path)).headers["cache-control"] == "no-cache"


@pytest.mark.parametrize("path", PAGES)
async def test_every_address_of_the_site_is_the_one_page(site: httpx.AsyncClient, dist: Path, path: str) -> None:
    build(dist)
    answer = await site.get(path)
    assert (answer.status_code, answer.text) == (200, PAGE)
    assert answer.headers["content-type"].startswith("text/html")


async def test_the_page_may_load_from_here_alone_and_be_framed_by_nobody(site: httpx.AsyncClient, dist: Path) -> None:
    build(dist)
    policy = dict(rule.split(" ", 1) for rule in (await site.get("/")).headers["content-security-policy"].split("; "))
    assert policy["default-src"] == "'self'"
    assert "script-src" not in policy
    assert policy["frame-ancestors"] == policy["object-src"] == policy["base-uri"] == "'none'"
    assert "http" not in str(policy)


async def test_head_says_the_same_without_a_body(site: httpx.AsyncClient, dist: Path) -> None:
    build(dist)
    for path in ("/", "/assets/index-abc123.js", "/favicon.svg"):
        head, get = await site.head(path), await site.get(path)
        assert (head.status_code, head.content) == (200, b"")
        names = ("content-type", "content-length", "cache-control", "etag")
        assert [head.headers[name] for name in names] == [get.headers[name] for name in names]


# ------------------------------------------------------------------------------------------------ packed copies


@pytest.mark.parametrize(
    ("accepted", "encoding"),
    [
        ("gzip, deflate, br, zstd", "br"),
        ("gzip", "gzip"),
        ("GZIP;q=0.5", "gzip"),
        ("br;q=0, gzip", "gzip"),
        ("br; q=0.0 , gzip;q=0", None),
        ("identity", None),
        ("vibrant", None),
        ("", None),
    ],
)
@pytest.mark.parametrize(("path", "text"), [("/assets/index-abc123.js", SCRIPT), ("/anything", PAGE)])
async def test_the_smallest_copy_that_the_caller_can_read(
    dist: Path, site: httpx.AsyncClient, path: str, text: str, accepted: str, encoding: str | None
) -> None:
    build(dist)
    async with site.stream("GET", path, headers={"accept-encoding": accepted}) as answer:
        raw = b"".join([part async for part in answer.aiter_raw()])
    assert answer.headers.get("content-encoding") == encoding
    assert answer.headers["vary"] == "accept-encoding"
    expected = {"gzip": lambda: gzip.decompress(raw).decode() == text, "br": lambda: raw.startswith(b"brotli of ")}
    assert expected.get(encoding or "", lambda: raw.decode() == text)()
    assert int(answer.headers["content-length"]) == len(raw)


async def test_what_has_no_packed_copy_comes_as_it_is(site: httpx.AsyncClient, dist: Path) -> None:
    build(dist)
    answer = await site.get("/assets/inter.woff2", headers={"accept-encoding": "br, gzip"})
    assert answer.content == b"wOF2"
    assert "content-encoding" not in answer.headers
    assert "vary" not in answer.headers


# ------------------------------------------------------------------------------------------------ what is no file


@pytest.mark.parametrize("method", ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"])
@pytest.mark.parametrize("path", ["/api", "/api/", "/api/nothing", "/api/deep/down", "/assets/index-old.js"])
async def test_what_a_program_asks_for_in_vain_is_json(
    site: httpx.AsyncClient, dist: Path, method: str, path: str
) -> None:
    build(dist)
    answer = await site.request(method, path)
    assert answer.status_code == 404
    assert answer.headers["content-type"] == "application/json"
    assert method == "HEAD" or answer.json() == {"message": "Not found", "code": "NOT_FOUND"}


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE"])
@pytest.mark.parametrize("path", ["/", "/projects/abc", "/theme.js"])
async def test_a_page_is_only_read(site: httpx.AsyncClient, dist: Path, method: str, path: str) -> None:
    build(dist)
    assert (await site.request(method, path)).status_code == 404


@pytest.mark.parametrize(
    "path",
    [
        "/../secret.key", "/assets/../../secret.key", "/%2e%2e/secret.key", "/..%2fsecret.key", "/%2e%2e%2fsecret.key",
        "/assets/%2e%2e/%2e%2e/secret.key", "//etc/passwd", "/%2fetc%2fpasswd", "/..%5csecret.key", "/secret.key%00.js",
        "/....//secret.key", "/assets/..;/secret.key",
    ],
)  # fmt: skip
async def test_no_address_leads_out_of_the_folder(site: httpx.AsyncClient, dist: Path, path: str) -> None:
    build(dist)
    request = site.build_request("GET", "/")
    request.url = request.url.copy_with(raw_path=path.encode())  # as it is, not straightened by the client
    answer = await site.send(request)
    assert answer.text == PAGE or answer.json() == dashboard.NOT_FOUND
    assert "master key" not in answer.text


async def test_health_says_where_applications_answer(site: httpx.AsyncClient, tmp_path: Path) -> None:
    assert (await site.get("/api/health")).json() == {"ok": True}
    (tmp_path / "ports.json").write_text(json.dumps({"web": 81, "websecure": 444}))
    assert (await site.get("/api/health")).json() == {"ok": True, "ports": {"http": 81, "https": 444}}


# ------------------------------------------------------------------------------------------------ builds


@pytest.mark.parametrize("path", ["/", "/login"])
async def test_without_a_dashboard_the_root_says_where_the_api_is(site: httpx.AsyncClient, path: str) -> None:
    answer = await site.get(path)
    assert answer.status_code == 200
    assert "/api/docs" in answer.text
    assert answer.headers["content-security-policy"] == "default-src 'self'; frame-ancestors 'none'"
    assert (await site.get("/assets/index-abc123.js")).json() == dashboard.NOT_FOUND


async def test_another_build_is_served_without_a_restart(site: httpx.AsyncClient, dist: Path) -> None:
    build(dist, "index-old.js")
    assert (await site.get("/assets/index-old.js")).status_code == 200
    (dist / "assets/index-old.js").unlink()
    build(dist, "index-new.js")
    later = time.time_ns() + 10**9
    os.utime(dist / "index.html", ns=(later, later))
    assert (await site.get("/assets/index-new.js")).status_code == 200
    assert (await site.get("/assets/index-old.js")).status_code == 404


async def test_a_file_that_goes_while_it_is_asked_for_is_not_found(site: httpx.AsyncClient, dist: Path) -> None:
    build(dist)
    assert (await site.get("/theme.js")).status_code == 200
    (dist / "theme.js").unlink()
    answer = await site.get("/theme.js")
    assert (answer.status_code, answer.json()) == (404, dashboard.NOT_FOUND)


def test_the_real_page_has_no_script_or_style_of_its_own_inside_and_loads_nothing_from_elsewhere() -> None:
    """Or the policy would stop it."""
    page = (ROOT / "dashboard/index.html").read_text()
    assert re.findall(r"<script(?![^>]*\bsrc=)|<style|\son\w+=|\sstyle=", page) == []
    assert re.findall(r"https?://|src=\"//", page) == []


@pytest.mark.parametrize("accept", ["*/*", "application/json"])
async def test_programs_are_told_that_a_page_is_none(site: httpx.AsyncClient, accept: str) -> None:
    answer = await site.get("/nowhere", headers={"accept": accept})
    assert (answer.status_code, answer.json()) == (404, dashboard.NOT_FOUND)
    assert (await site.get("/", headers={"accept": accept})).status_code == 200
