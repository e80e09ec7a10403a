"""What a new user does: from a repository to a served page, a push, a bad push, a rollback. On the real engine."""

import json
import subprocess
from typing import Any

import httpx
import pytest
from tests.e2e import sources
from tests.e2e.instance import Api, Instance, Steady, eventually
from tests.pipeline.githttp import GitServer

pytestmark = pytest.mark.engine
HOST = "hello.localhost"


@pytest.fixture(scope="module")
async def shop(api: Api, git: GitServer, environment_id: str) -> dict[str, Any]:
    """An application from a git repository with a Dockerfile and a domain, deployed once."""
    repository = git.create_repo("hello")
    first = repository.commit(sources.good("first"), "Say hello")
    application = await api.post("application.create", name="hello", environmentId=environment_id)
    application_id = application["applicationId"]
    await api.post(
        "application.saveGitProvider",
        applicationId=application_id,
        customGitUrl=repository.url,
        customGitBranch="main",
        customGitBuildPath="/",
        watchPaths=[],
        enableSubmodules=False,
    )
    await api.post(
        "application.saveBuildType",
        applicationId=application_id,
        buildType="dockerfile",
        dockerfile="Dockerfile",
        dockerContextPath="",
        dockerBuildStage="",
    )
    await api.post("domain.create", applicationId=application_id, host=HOST, port=3000)
    deployment = await api.deploy(application_id)
    assert deployment["state"] == "done", await api.log(deployment["deploymentId"])
    return {"id": application_id, "repository": repository, "first": first, "deployment": deployment}


async def test_the_page_is_served_under_its_host_name(api: Api, shop: dict[str, Any]) -> None:
    page = await api.page(HOST)
    assert (page.status_code, page.text) == (200, "<h1>first</h1>\n")
    assert (await api.page("nobody.localhost")).status_code == 404


async def test_the_row_tells_the_story(api: Api, shop: dict[str, Any]) -> None:
    application = await api.get("application.one", applicationId=shop["id"])
    assert application["applicationStatus"] == "done"
    row = shop["deployment"]
    assert row["status"] == "done"
    assert row["commitSha"] == shop["first"]
    assert row["errorMessage"] is None
    stages = {stage["name"]: stage["outcome"] for stage in row["stages"]}
    assert [name for name, outcome in stages.items() if outcome == "done"] == [
        "source", "build", "start", "verify", "route"
    ]  # fmt: skip
    assert all(stage["startedAt"] <= stage["finishedAt"] for stage in row["stages"])


async def test_the_log_comes_over_the_socket_from_its_first_byte_and_ends(api: Api, shop: dict[str, Any]) -> None:
    deployment_id = shop["deployment"]["deploymentId"]
    text, code = await api.stream(deployment_id)
    assert code == 1000
    assert "source" in text
    assert shop["first"][:7] in text
    rest, code = await api.stream(deployment_id, offset=len(text.encode()) - 10)
    assert (rest.encode(), code) == (text.encode()[-10:], 1000)


async def test_a_push_deploys_exactly_that_commit(api: Api, shop: dict[str, Any]) -> None:
    second = shop["repository"].commit(sources.good("second"), "Say it again")
    shop["repository"].commit(sources.good("third"), "A commit that nobody pushed a hook for")
    token = (await api.get("application.one", applicationId=shop["id"]))["refreshToken"]
    push = {"ref": "refs/heads/main", "head_commit": {"id": second, "message": "Say it again"}, "commits": []}
    answer = await api.http.post(f"/api/deploy/{token}", json=push, headers={"x-github-event": "push", "x-api-key": ""})
    assert answer.status_code == 200, answer.text
    newest = (await api.get("deployment.all", applicationId=shop["id"]))[0]
    row = await api.finished(shop["id"], newest["deploymentId"])
    assert (row["state"], row["commitSha"], row["title"]) == ("done", second, "Say it again")
    assert (await api.page(HOST)).text == "<h1>second</h1>\n"


@pytest.mark.parametrize(
    ("files", "words"),
    [
        (sources.crashes(), ["exit code 3", "cannot open the database"]),
        (sources.never_listens(), ["did not answer", "3000"]),
    ],
    ids=["crashes at start", "never listens"],
)
async def test_a_bad_release_never_serves(
    api: Api, shop: dict[str, Any], files: dict[str, str], words: list[str]
) -> None:
    before = (await api.page(HOST)).text
    shop["repository"].commit(files, "Break it")
    async with Steady(api, HOST, before).watching() as steady:
        row = await api.deploy(shop["id"])
    log = await api.log(row["deploymentId"])
    assert row["state"] == "error", log
    assert row["status"] == "error"
    assert [word for word in words if word not in log] == []
    assert row["errorMessage"]
    assert (steady.failures, steady.asked > 20) == ([], True)
    application = await api.get("application.one", applicationId=shop["id"])
    assert application["applicationStatus"] == "error"


async def test_deploying_again_costs_no_request(api: Api, shop: dict[str, Any]) -> None:
    shop["repository"].commit(sources.good("fourth"), "Mend it")
    async with Steady(api, HOST).watching() as steady:
        row = await api.deploy(shop["id"])
    assert row["state"] == "done"
    assert steady.failures == []
    assert (await api.page(HOST)).text == "<h1>fourth</h1>\n"


async def test_an_older_release_comes_back_by_one_call(api: Api, shop: dict[str, Any]) -> None:
    rows = await api.get("deployment.allByType", id=shop["id"], type="application")
    first = next(row for row in rows if row["deploymentId"] == shop["deployment"]["deploymentId"])
    await api.post("rollback.rollback", rollbackId=first["rollback"]["rollbackId"])
    newest = (await api.get("deployment.all", applicationId=shop["id"]))[0]
    row = await api.finished(shop["id"], newest["deploymentId"])
    assert (row["state"], row["commitSha"]) == ("done", shop["first"]), await api.log(row["deploymentId"])
    assert (await api.page(HOST)).text == "<h1>first</h1>\n"


async def test_stop_and_start(api: Api, shop: dict[str, Any]) -> None:
    stopped = await api.post("application.stop", applicationId=shop["id"])
    assert stopped["applicationStatus"] == "idle"

    async def is_away() -> bool:
        return (await api.page(HOST)).status_code in (502, 503, 504)

    await eventually(is_away)
    started = await api.post("application.start", applicationId=shop["id"])
    assert started["applicationStatus"] == "done"

    async def is_served() -> bool:
        return (await api.page(HOST)).status_code == 200

    await eventually(is_served)


async def test_the_traefik_file_is_yaml_for_curl_and_text_for_clients(api: Api, shop: dict[str, Any]) -> None:
    url = f"/api/application.readTraefikConfig?applicationId={shop['id']}"
    as_curl = await api.http.get(url, headers={"accept": "*/*"})
    assert as_curl.text.startswith("http:")
    as_client = await api.http.get(url, headers={"accept": "application/json"})
    assert as_client.json() == as_curl.text


@pytest.mark.parametrize("form", ["x-api-key", "bearer", "wrapped", "trpc"])
def test_curl_reads_the_application_in_every_form(
    instance: Instance, api: Api, shop: dict[str, Any], form: str
) -> None:
    header = f"Authorization: Bearer {api.key}" if form == "bearer" else f"x-api-key: {api.key}"
    argv = ["curl", "-sS", "-H", header]
    body = json.dumps({"json": {"applicationId": shop["id"]}})
    match form:
        case "wrapped":
            argv += ["-X", "POST", "-H", "content-type: application/json", "-d", body]
            argv.append(f"{instance.url}/api/application.markRunning")
        case "trpc":
            argv += ["-G", "--data-urlencode", f"input={body}", f"{instance.url}/api/trpc/application.one"]
        case _:
            argv.append(f"{instance.url}/api/application.one?applicationId={shop['id']}")
    answer = json.loads(subprocess.run(argv, check=True, capture_output=True).stdout)
    if form == "wrapped":
        assert "result" in answer
        return
    row = answer["result"]["data"]["json"] if form == "trpc" else answer
    assert row["applicationId"] == shop["id"]


async def test_someone_else_learns_nothing(instance: Instance, shop: dict[str, Any]) -> None:
    async with httpx.AsyncClient(base_url=instance.url) as anonymous:
        answer = await anonymous.get("/api/application.one", params={"applicationId": shop["id"]})
    assert answer.status_code == 401
    assert answer.json() == {"message": "Unauthorized"} | {k: v for k, v in answer.json().items() if k != "message"}
