"""`/metrics` and the log: what those who run many installations read."""

import asyncio
import json
import os
import re
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import httpx
import pytest
import websockets
from pydantic import SecretStr, ValidationError
from sqlalchemy import text as sql
from sqlalchemy.exc import DBAPIError
from tests.database import IS_POSTGRESQL, migrated, postgresql, say, url_of
from tests.e2e.instance import free_port
from tests.factories import a_member, a_project, an_application, an_environment, an_organization
from tests.wire.conftest import Panel, key_of

from dokploy.adapters.database import Database
from dokploy.main import create_app, create_watch
from dokploy.models import Deployment
from dokploy.settings import Settings
from dokploy.sockets import visit

TOKEN = "a token of sixteen or more"
FIGURE = re.compile(r"[a-z_]+(\{[a-z]+=\"[^\"]*\"(,[a-z]+=\"[^\"]*\")*\})? -?[0-9.e+-]+|# (HELP|TYPE) [a-z_]+ .+")


@pytest.fixture
def watched(panel: Panel) -> Panel:
    return panel.with_settings(metrics_token=SecretStr(TOKEN))


def visitor(panel: Panel, key: str | None = None, app: Any = None) -> httpx.AsyncClient:
    """Of the whole application, not of its procedures alone."""
    transport = httpx.ASGITransport(app=app or create_app(panel.runtime))
    return httpx.AsyncClient(transport=transport, base_url="http://panel", headers={"x-api-key": key} if key else {})


async def figures(client: httpx.AsyncClient) -> dict[str, float]:
    answer = await client.get("/metrics", headers={"authorization": f"Bearer {TOKEN}"})
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"] == "text/plain; version=1.0.0; charset=utf-8"
    lines = answer.text.splitlines()
    assert [line for line in lines if not FIGURE.fullmatch(line)] == []
    return {name: float(value) for name, _, value in (line.rpartition(" ") for line in lines if line[0] != "#")}


async def test_calls_are_counted_by_procedure_and_code(watched: Panel) -> None:
    async with visitor(watched, watched.owner) as owner, visitor(watched) as nobody:
        before = await figures(nobody)
        for _ in range(3):
            assert (await owner.get("/api/project.all")).status_code == 200
        assert (await owner.get("/api/project.one")).status_code == 400
        assert (await nobody.get("/api/project.all")).status_code == 401
        batch = await owner.get("/api/trpc/project.all,project.one?batch=1")
        assert batch.status_code == 207
        after = await figures(nobody)

    def more(name: str) -> float:
        return after.get(name, 0) - before.get(name, 0)

    assert more('dokploy_calls_total{code="200",procedure="project.all"}') == 4
    assert more('dokploy_calls_total{code="401",procedure="project.all"}') == 1
    assert more('dokploy_calls_total{code="400",procedure="project.one"}') == 2
    assert more('dokploy_call_seconds_count{procedure="project.all"}') == 4
    assert more('dokploy_call_seconds_bucket{le="+Inf",procedure="project.all"}') == 4
    assert more('dokploy_http_answers_total{code="200",surface="api"}') == 3
    assert more('dokploy_http_answers_total{code="207",surface="trpc"}') == 1


async def test_a_caller_cannot_make_up_labels(watched: Panel) -> None:
    async with visitor(watched, watched.owner) as owner:
        for name in ("no.such", 'a.b"}%20evil', "x" * 200 + ".y"):
            assert (await owner.get(f"/api/{name}")).status_code == 404
            await owner.get(f"/api/trpc/{name},{name}?batch=1")
        after = await figures(owner)
    assert {name for name in after if "such" in name or "evil" in name or "xxx" in name} == set()
    assert after['dokploy_calls_total{code="404",procedure="unknown"}'] >= 6


async def test_who_may_read_them(panel: Panel, watched: Panel) -> None:
    """The token where there is one, an owner or admin by key; a member or nobody never, nor who is near."""
    async with visitor(watched, watched.owner) as owner, visitor(watched, watched.member) as member:
        assert (await owner.get("/metrics")).status_code == 200
        assert (await member.get("/metrics")).status_code == 403
    async with visitor(watched) as nobody, visitor(panel) as without:
        assert (await nobody.get("/metrics")).status_code == 401
        for wrong in (TOKEN, f"bearer {TOKEN}", f"Bearer {TOKEN}x", "Bearer ", f"Basic {TOKEN}"):
            assert (await nobody.get("/metrics", headers={"authorization": wrong})).status_code == 401
        assert (await without.get("/metrics", headers={"authorization": f"Bearer {TOKEN}"})).status_code == 401


def test_a_token_that_can_be_guessed_is_refused() -> None:
    with pytest.raises(ValidationError, match="DOKPLOY_METRICS_TOKEN"):
        Settings(_env_file=None, DOKPLOY_METRICS_TOKEN="short")


async def test_the_queue_and_its_oldest_are_told(watched: Panel) -> None:
    async with watched.runtime.database.write() as db:
        application = await an_application(db, await an_environment(db, await a_project(db, await an_organization(db))))
        for state, minute in (("queued", 10), ("queued", 20), ("done", 0), ("error", 0)):
            db.add(
                Deployment(
                    title="a run",
                    log_path="",
                    application_id=application.application_id,
                    state=state,
                    created_at=f"2026-01-01T00:{minute}:00.000Z",
                )
            )
    async with visitor(watched) as client:
        found = await figures(client)
    assert found['dokploy_deployments{state="queued"}'] == 2
    assert found['dokploy_deployments{state="done"}'] == 1
    assert found['dokploy_deployments{state="cancelled"}'] == 0
    assert found["dokploy_queue_oldest_seconds"] > 86_400
    assert found['dokploy_leases{state="expired"}'] == 0


async def test_what_is_away_is_told_and_does_not_keep_the_rest_back(tmp_path: Path, watched: Panel) -> None:
    """No engine and no queue are here; then the database goes, too."""
    database = await migrated(tmp_path / "gone")
    runtime = type(watched.runtime)(database, watched.runtime.tools)
    async with visitor(watched, app=create_watch(runtime)) as client:
        found = await figures(client)
        assert (found['dokploy_up{part="database"}'], found['dokploy_up{part="engine"}']) == (1, 0)
        assert found['dokploy_up{part="queue"}'] == 0
        runtime.database = Database("postgresql+asyncpg://nobody@127.0.0.1:1/nothing")
        found = await figures(client)
        assert found['dokploy_up{part="database"}'] == 0
        assert 'dokploy_deployments{state="queued"}' not in found, "what is not known is not told as nothing"
        assert found["process_resident_memory_bytes"] > 10_000_000
    await database.close()


async def test_the_process_says_what_it_uses(watched: Panel) -> None:
    async with visitor(watched) as client:
        found = await figures(client)
    assert found["process_cpu_seconds_total"] > 0
    assert found["process_open_fds"] > 3
    assert 0 < time.time() - found["process_start_time_seconds"] < 3600
    assert any(name.startswith("dokploy_build_info{") for name in found)


async def test_open_sockets_are_counted_while_they_are_open(watched: Panel, address: str) -> None:
    sockets = 'dokploy_sockets_open{path="/drawer-logs"}'
    async with visitor(watched) as client:
        before = (await figures(client)).get(sockets, 0)
        drawer = f"{address.replace('http', 'ws')}/drawer-logs"
        async with websockets.connect(drawer, additional_headers={"x-api-key": watched.owner}) as socket:
            await socket.send("PING")
            assert await socket.recv() == "PONG"
            assert (await figures(client))[sockets] == before + 1
        await eventually(lambda: visit.OPEN.labels("/drawer-logs")._value.get() == before)
        assert (await figures(client))[sockets] == before


async def eventually(claim: Callable[[], bool]) -> None:
    async with asyncio.timeout(5):
        while not claim():
            await asyncio.sleep(0.01)


# ------------------------------------------------------------------------------------------------ the log


async def test_an_error_of_the_database_is_logged_without_the_values(panel: Panel) -> None:
    with pytest.raises(DBAPIError) as refused:
        async with panel.runtime.database.write() as db:
            await db.execute(sql("INSERT INTO nowhere VALUES (:hash)"), {"hash": "$argon2id$of-a-password"})
    assert "nowhere" in str(refused.value)
    assert "of-a-password" not in str(refused.value)


# ------------------------------------------------------------------------------------------------ processes


@contextmanager
def process(data: Path, verb: str, **environment: str) -> Iterator[Path]:
    """A real one without an engine, and the file that it logs to."""
    data.mkdir(parents=True, exist_ok=True)
    log = data.parent / f"{verb}.log"
    argv = [str(Path(sys.executable).with_name("dokploy")), verb, "--no-engine"]
    variables = {"PATH": os.environ["PATH"], "HOST": "127.0.0.1", "DOKPLOY_DATA": str(data), **environment}
    with (
        log.open("wb") as output,
        subprocess.Popen(argv, cwd=data, env=variables, stdout=output, stderr=output) as running,
    ):
        try:
            yield log
        finally:
            running.terminate()
            assert running.wait(20) == 0


async def answer(url: str, **headers: str) -> httpx.Response:
    """The first one; a process needs a moment to begin."""
    async with httpx.AsyncClient() as client:
        for _ in range(300):
            with suppress(httpx.TransportError):
                return await client.get(url, headers=headers)
            await asyncio.sleep(0.05)
    raise AssertionError(f"nobody answers at {url}")


@pytest.mark.skipif(IS_POSTGRESQL, reason="the process opens the SQLite in its data folder")
async def test_every_line_of_the_log_is_json_and_says_whose_call_it_was(tmp_path: Path) -> None:
    """With the ids of request, person and organization, and without the key that was presented."""
    key, port = "k" * 64, free_port()
    database = await migrated(tmp_path / "data")
    async with database.write() as db:
        organization = await an_organization(db)
        db.add(key_of(await a_member(db, organization, "owner", user_id=organization.owner_id), key))
    await database.close()
    with process(tmp_path / "data", "up", PORT=str(port), LOG_FORMAT="json", LOG_LEVEL="debug") as log:
        url = f"http://127.0.0.1:{port}"
        await answer(f"{url}/api/health")
        asked = {"x-request-id": "request-of-the-owner", "x-api-key": key}
        assert (await answer(f"{url}/api/project.all?secret=in-the-query", **asked)).status_code == 200
    said = log.read_text()
    lines = [json.loads(line) for line in said.splitlines() if line.startswith("{")]
    (mine,) = [line for line in lines if line.get("request_id") == "request-of-the-owner"]
    assert (mine["event"], mine["path"], mine["status"], mine["level"]) == (
        "answered",
        "/api/project.all",
        200,
        "debug",
    )
    assert (mine["user_id"], mine["organization_id"]) == (organization.owner_id, organization.id)
    assert key not in said
    assert "in-the-query" not in said


async def test_a_worker_answers_who_watches_it_and_nobody_else(tmp_path: Path) -> None:
    with postgresql() as server:
        await say(server, "CREATE DATABASE watched")
        port = free_port()
        url = f"http://127.0.0.1:{port}"
        given = {
            "DATABASE_URL": url_of(server, "watched").replace("+asyncpg", ""),
            "DOKPLOY_WORKER_PORT": str(port),
            "DOKPLOY_METRICS_TOKEN": TOKEN,
        }
        with process(tmp_path / "data", "worker", **given):
            assert (await answer(f"{url}/api/health")).json() == {"ok": True}
            async with httpx.AsyncClient(base_url=url) as client:
                found = await figures(client)
                assert found['dokploy_up{part="database"}'] == 1
                for path in ("/api/project.all", "/", "/api/auth/ok", "/api/trpc/settings.health", "/api/docs"):
                    assert (await client.get(path)).status_code == 404
        await say(server, "DROP DATABASE watched WITH (FORCE)")
