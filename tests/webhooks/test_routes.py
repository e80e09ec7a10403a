"""POST /api/deploy/<refreshToken>: who may, what is answered, what is queued."""

import json
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from fastapi import FastAPI
from sqlalchemy import select
from tests import factories
from tests.database import migrated
from tests.releases.runtime import make_runtime
from tests.webhooks import payloads
from tests.webhooks.payloads import NEW, Sent

from dokploy.context import Runtime
from dokploy.features.application.actions import give_token
from dokploy.models import Application, Deployment
from dokploy.webhooks import routes

TOKEN = "the-token-of-this-application"


@pytest.fixture
async def runtime(tmp_path: Path) -> AsyncIterator[Runtime]:
    database = await migrated(tmp_path / "data")
    runtime = make_runtime(database, tmp_path / "data")
    yield runtime
    await runtime.tools.engine.close()
    await database.close()


@pytest.fixture
async def application(runtime: Runtime) -> Application:
    async with runtime.database.write() as db:
        project = await factories.a_project(db, await factories.an_organization(db))
        environment = await factories.an_environment(db, project)
        made = await factories.an_application(
            db, environment, source_type="git", custom_git_url="https://git.example.com/a.git", custom_git_branch="main"
        )
        give_token(made, TOKEN)
    return made


@pytest.fixture
async def http(runtime: Runtime) -> AsyncIterator[httpx.AsyncClient]:
    app = FastAPI()
    app.include_router(routes.routes(runtime))
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app=app), base_url="http://panel") as client:
        yield client


@pytest.fixture
def send(http: httpx.AsyncClient) -> Any:
    async def send(sent: Sent, token: str = TOKEN) -> tuple[int, dict[str, Any]]:
        headers, body = sent
        answer = await http.post(f"/api/deploy/{token}", json=body, headers=headers)
        return answer.status_code, answer.json()

    return send


async def runs(runtime: Runtime) -> list[Deployment]:
    async with runtime.database.read() as db:
        return list(await db.scalars(select(Deployment).order_by(Deployment.sequence)))


async def change(runtime: Runtime, application: Application, **values: Any) -> None:
    async with runtime.database.write() as db:
        row = await db.get_one(Application, application.application_id)
        for name, value in values.items():
            setattr(row, name, value)


@pytest.mark.parametrize("host", ["github", "gitlab", "gitea", "softserve", "bitbucket"])
async def test_a_push_queues_exactly_its_commit(
    runtime: Runtime, application: Application, send: Any, host: str
) -> None:
    status, said = await send(getattr(payloads, host)())
    assert (status, said["message"], said["deployed"]) == (200, "Application deployed successfully", True)
    (run,) = await runs(runtime)
    assert run.deployment_id == said["deploymentId"]
    assert (run.title, run.description, run.wanted_commit) == ("Second", f"Hash: {NEW}", NEW)
    assert (run.automatic, run.trigger, run.requested_by, run.state) == (True, "webhook", None, "queued")
    async with runtime.database.read() as db:
        assert (await db.get_one(Application, application.application_id)).application_status == "running"


async def test_a_tag_names_the_deployment(runtime: Runtime, application: Application, send: Any) -> None:
    await change(runtime, application, trigger_type="tag")
    assert (await send(payloads.github("refs/tags/v1")))[0] == 200
    (run,) = await runs(runtime)
    assert (run.title, run.wanted_commit) == ("Tag created: v1", NEW)


@pytest.mark.usefixtures("application")
async def test_a_script_needs_no_payload(runtime: Runtime, http: httpx.AsyncClient) -> None:
    answer = await http.post(f"/api/deploy/{TOKEN}")
    assert (answer.status_code, answer.json()["deployed"]) == (200, True)
    (run,) = await runs(runtime)
    assert (run.title, run.description, run.wanted_commit) == ("NEW CHANGES", "", None)


@pytest.mark.usefixtures("application")
async def test_an_unwanted_push_is_answered_and_not_queued(runtime: Runtime, send: Any) -> None:
    assert await send(payloads.github("refs/heads/dev")) == (
        200, {"message": "Branch Not Match", "deployed": False, "reason": "branch"}
    )  # fmt: skip
    assert await runs(runtime) == []


async def test_a_ping_is_answered_before_anything_is_asked(send: Any) -> None:
    status, said = await send(({"x-github-event": "ping"}, {"zen": "x"}), token="unknown")
    assert (status, said["message"]) == (200, "Ping received, webhook is active")


@pytest.mark.usefixtures("application")
@pytest.mark.parametrize("token", ["unknown", TOKEN[:-1], TOKEN.upper(), "github", "%00"])
async def test_an_unknown_token_is_not_found(runtime: Runtime, send: Any, token: str) -> None:
    assert await send(payloads.github(), token=token) == (404, {"message": "Application Not Found"})
    assert await runs(runtime) == []


async def test_an_application_may_refuse_automatic_deployments(
    runtime: Runtime, application: Application, send: Any
) -> None:
    await change(runtime, application, auto_deploy=False)
    said = {"message": "Automatic deployments are disabled for this application"}
    assert await send(payloads.github()) == (400, said)
    assert await runs(runtime) == []


@pytest.mark.usefixtures("application")
async def test_a_delivery_that_comes_twice_deploys_once(runtime: Runtime, send: Any) -> None:
    assert (await send(payloads.github()))[1]["deployed"] is True
    status, said = await send(payloads.github())
    assert (status, said["deployed"], said["reason"]) == (200, False, "duplicate")
    headers, body = payloads.github()
    assert (await send((headers | {"x-github-delivery": "another"}, body)))[1]["deployed"] is True
    assert len(await runs(runtime)) == 2


@pytest.mark.usefixtures("application")
async def test_a_newer_push_replaces_the_one_that_waits(runtime: Runtime, send: Any) -> None:
    headers, body = payloads.github()
    for number in range(3):
        await send((headers | {"x-github-delivery": str(number)}, body))
    assert [run.state for run in await runs(runtime)] == ["cancelled", "cancelled", "queued"]


@pytest.mark.usefixtures("application")
@pytest.mark.parametrize("method", ["GET", "PUT", "PATCH", "DELETE"])
async def test_other_methods_are_refused_and_told(runtime: Runtime, http: httpx.AsyncClient, method: str) -> None:
    answer = await http.request(method, f"/api/deploy/{TOKEN}")
    assert (answer.status_code, answer.headers["allow"]) == (405, "POST")
    assert "POST" in answer.json()["message"]
    assert await runs(runtime) == []


@pytest.mark.usefixtures("application")
@pytest.mark.parametrize(
    ("content", "content_type"),
    [
        (json.dumps(payloads.github()[1]), "application/json"),
        (json.dumps(payloads.github()[1]), "application/x-www-form-urlencoded"),
        (str(httpx.QueryParams({"payload": json.dumps(payloads.github()[1])})), "application/x-www-form-urlencoded"),
    ],
    ids=["JSON", "JSON under curl's default type", "form"],
)
async def test_payloads_come_as_json_or_as_a_form(
    runtime: Runtime, http: httpx.AsyncClient, content: str, content_type: str
) -> None:
    headers = {"content-type": content_type, "x-github-event": "push"}
    answer = await http.post(f"/api/deploy/{TOKEN}", content=content, headers=headers)
    assert (answer.status_code, answer.json()["deployed"]) == (200, True)
    assert (await runs(runtime))[0].wanted_commit == NEW


@pytest.mark.usefixtures("application")
@pytest.mark.parametrize("content", ["{", "[]", '"text"', "[" * 100_000, "\x00", '{"a": 1e999999'])
async def test_what_is_no_payload_is_refused_and_may_be_sent_again(
    runtime: Runtime, http: httpx.AsyncClient, send: Any, content: str
) -> None:
    headers = {"content-type": "application/json", "x-github-event": "push", "x-github-delivery": "d-1"}
    answer = await http.post(f"/api/deploy/{TOKEN}", content=content, headers=headers)
    assert (answer.status_code, answer.json()["message"]) == (400, "Error deploying Application")
    assert await runs(runtime) == []
    assert (await send(payloads.github()))[1]["deployed"] is True


@pytest.mark.usefixtures("application")
async def test_a_payload_has_a_limit(runtime: Runtime, http: httpx.AsyncClient) -> None:
    async def endless() -> AsyncIterator[bytes]:
        for _ in range(26):
            yield b" " * 1024**2
        raise AssertionError("read on beyond the limit")

    answer = await http.post(f"/api/deploy/{TOKEN}", content=endless())
    assert answer.status_code == 413
    assert await runs(runtime) == []


async def test_an_image_deploys_its_application(runtime: Runtime, application: Application, send: Any) -> None:
    await change(runtime, application, source_type="docker", docker_image="acme/shop:1.2")
    assert (await send(payloads.docker_hub()))[1]["deployed"] is True
    (run,) = await runs(runtime)
    assert (run.title, run.wanted_commit) == ("DockerHub image pushed: acme/shop:1.2 by ada", None)


@pytest.mark.parametrize(
    ("sent", "through"),
    [(payloads.github(sender={"login": "ada"}), "github"), (({}, {"pusher": {"name": "ada"}}), None)],
    ids=["github", "a script's curl"],
)
async def test_a_run_knows_who_pushed(
    runtime: Runtime, application: Application, send: Any, sent: Sent, through: str | None
) -> None:
    await send(sent)
    (run,) = await runs(runtime)
    assert run.triggered_by == {"kind": "webhook", "name": "ada", "through": through}
