"""Two APIs and two workers on one PostgreSQL and one Valkey: any of them may die, and no deployment is lost."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from pathlib import Path
from time import monotonic
from typing import Any
from uuid import uuid4

import httpx
import pytest
from tests import postgres
from tests.e2e import fleet as fleets
from tests.e2e import sources
from tests.e2e.fleet import Fleet
from tests.e2e.instance import PASSWORD, SETUP_TOKEN, Api, Instance, Steady, eventually
from tests.e2e.test_interruptions import builders
from tests.pipeline.githttp import GitServer

pytestmark = [
    pytest.mark.engine,
    pytest.mark.timeout(420),
    pytest.mark.skipif(not postgres.is_here(), reason="PostgreSQL is not installed"),
]


@pytest.fixture(scope="module")
def stopped_fleet(engine: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Fleet]:
    with fleets.running(tmp_path_factory.mktemp("fleet"), engine.docker_host) as fleet:
        yield fleet


@pytest.fixture(scope="module")
async def started(stopped_fleet: Fleet) -> Fleet:
    await fleets.empty_database(stopped_fleet)
    await asyncio.to_thread(stopped_fleet.start)
    return stopped_fleet


@pytest.fixture
async def fleet(started: Fleet) -> Fleet:
    """Complete again, whatever a test before has killed."""
    await asyncio.to_thread(started.start)
    return started


@pytest.fixture(scope="module")
async def key(started: Fleet) -> str:
    """Of the first administrator; ten want to be it, at both APIs at once."""
    visitors = [httpx.AsyncClient(base_url=started.apis[number % 2].url, timeout=60) for number in range(10)]
    answers = await asyncio.gather(
        *(
            visitor.post(
                "/api/auth/sign-up/email",
                headers={"x-dokploy-token": SETUP_TOKEN},
                json={"name": "Ada", "email": f"ada{number}@example.org", "password": PASSWORD},
            )
            for number, visitor in enumerate(visitors)
        )
    )
    statuses = [answer.status_code for answer in answers]
    assert statuses.count(200) == 1, statuses
    owner = visitors[statuses.index(200)]
    organization = (await owner.get("/api/organization.all")).json()[0]
    created = await owner.post(
        "/api/user.createApiKey",
        json={"name": "test", "metadata": {"organizationId": organization["id"]}, "rateLimitEnabled": False},
    )
    assert created.status_code == 200, created.text
    for visitor in visitors:
        await visitor.aclose()
    return str(created.json()["key"])


@pytest.fixture
async def apis(fleet: Fleet, key: str) -> AsyncIterator[list[Api]]:
    clients = [Api(instance, key) for instance in fleet.apis]
    yield clients
    for client in clients:
        await client.http.aclose()


@pytest.fixture(scope="module")
def git(tmp_path_factory: pytest.TempPathFactory) -> Iterator[GitServer]:
    with GitServer(tmp_path_factory.mktemp("git")) as server:
        yield server


NewApplication = Callable[[str, int], Awaitable[dict[str, str]]]


@pytest.fixture
async def new_application(apis: list[Api], git: GitServer) -> NewApplication:
    """An application with a domain whose build takes so many seconds; its id, its name in Swarm, and its host."""
    environment_id = (await apis[0].post("project.create", name="Shop"))["environment"]["environmentId"]

    async def make(name: str, build_seconds: int) -> dict[str, str]:
        repository = git.create_repo(name)
        files = sources.slow_build(build_seconds)
        # The words keep the layer out of the cache that another test filled, or another run on the same engine.
        files["Dockerfile"] = files["Dockerfile"].replace("RUN sleep", f"RUN : {name} {uuid4()} && sleep")
        repository.commit(files, "Take your time")
        created = await apis[0].post("application.create", name=name, environmentId=environment_id)
        application_id = created["applicationId"]
        await apis[0].post("application.saveBuildType", applicationId=application_id, buildType="dockerfile")
        await apis[0].post(
            "application.saveGitProvider",
            applicationId=application_id,
            customGitUrl=repository.url,
            customGitBranch="main",
        )
        host = f"{name}.localhost"
        await apis[0].post("domain.create", applicationId=application_id, host=host, port=3000)
        return {"id": application_id, "name": created["appName"], "host": host}

    return make


async def deploy(api: Api, application_id: str) -> str:
    await api.post("application.deploy", applicationId=application_id)
    return str((await api.get("deployment.all", applicationId=application_id))[0]["deploymentId"])


async def until_building(api: Api, application_id: str, deployment_id: str) -> None:
    async def is_building() -> bool:
        rows = await api.get("deployment.all", applicationId=application_id)
        row = next(row for row in rows if row["deploymentId"] == deployment_id)
        assert row["state"] in ("queued", "running"), row
        return bool(row["stage"] == "build")

    await eventually(is_building, 60)
    await asyncio.sleep(1)  # the builder itself is a process now


async def ended_once(fleet: Fleet, deployment_id: str) -> None:
    """One row in its final state, nobody's lease on it, and one release."""
    query = 'SELECT state, status, "leaseOwner", "finishedAt" FROM deployment WHERE "deploymentId" = :id'
    ((state, status, owner, finished),) = await fleet.ask(query, id=deployment_id)
    assert (state, status, owner) == ("done", "done", None)
    assert finished
    releases = await fleet.ask('SELECT 1 FROM rollback WHERE "deploymentId" = :id', id=deployment_id)
    assert len(releases) == 1


async def test_processes_that_start_together_make_everything_once(fleet: Fleet, engine: Any, key: str) -> None:
    said = "".join(process.output.read_text() for process in fleet.processes)
    assert said.count("Started Traefik") == 1, said
    assert said.count("Making the overlay network") == 1, said
    instance_id = (fleet.apis[0].data / "instance.id").read_text().strip()
    with engine.client() as client:
        label = {"label": f"dokploy.instance={instance_id}"}
        assert len(client.containers(filters=label)) == 1
        assert len(client.networks(filters=label)) == 1
    assert await fleet.ask('SELECT count(*) FROM "webServerSettings"') == [(1,)]
    assert await fleet.ask("SELECT count(*) FROM member WHERE role = 'owner'") == [(1,)]


async def test_the_worker_is_killed_in_the_middle_of_a_build_and_the_other_takes_over(
    fleet: Fleet, apis: list[Api], new_application: NewApplication
) -> None:
    """Deployed at one API, read at the other; Valkey is started anew meanwhile. The reader misses nothing."""
    app = await new_application("takeover", 8)
    deployment_id = await deploy(apis[0], app["id"])
    reading = asyncio.create_task(apis[1].stream(deployment_id))
    await until_building(apis[1], app["id"], deployment_id)
    worker = await fleet.worker_of(deployment_id)
    worker.kill()
    killed_at = monotonic()

    async def is_taken_over() -> bool:
        return "attempt 2" in await apis[1].log(deployment_id)

    await eventually(is_taken_over, 40)
    assert monotonic() - killed_at < 30  # a lease of 15 seconds, and who looks every 5
    fleet.valkey.kill()
    await asyncio.sleep(2)
    fleet.valkey.start()
    row = await apis[0].finished(app["id"], deployment_id)
    assert row["state"] == "done", await apis[0].log(deployment_id)
    text, code = await reading
    assert (code, text) == (1000, Path(row["logPath"]).read_text())
    assert text.endswith("Deployment done ✅\n")
    await ended_once(fleet, deployment_id)
    assert (await apis[1].page(app["host"])).status_code == 200
    assert builders(fleet.apis[0], app["name"]) == []


async def test_the_log_of_another_process_arrives_at_once(
    fleet: Fleet, apis: list[Api], new_application: NewApplication
) -> None:
    """The end of the run closes the reader's socket by news, long before anybody would look by the clock."""
    app = await new_application("follow", 1)
    deployment_id = await deploy(apis[0], app["id"])
    _, code = await apis[1].stream(deployment_id)
    closed_at = monotonic()
    row = await apis[0].finished(app["id"], deployment_id)
    assert (code, row["state"]) == (1000, "done")
    assert monotonic() - closed_at < 2


async def test_one_api_is_killed_and_the_other_goes_on_serving(
    fleet: Fleet, apis: list[Api], new_application: NewApplication
) -> None:
    app = await new_application("one-api", 5)
    deployment_id = await deploy(apis[0], app["id"])
    reading = asyncio.create_task(apis[1].stream(deployment_id))
    await until_building(apis[1], app["id"], deployment_id)
    fleet.apis[0].kill()
    assert (await apis[1].get("application.one", applicationId=app["id"]))["applicationStatus"] == "running"
    row = await apis[1].finished(app["id"], deployment_id)
    assert row["state"] == "done"
    assert (await reading)[1] == 1000
    again = await apis[1].deploy(app["id"])
    assert again["state"] == "done"
    await ended_once(fleet, deployment_id)
    await ended_once(fleet, again["deploymentId"])


@pytest.mark.parametrize("with_valkey", [True, False], ids=["by news", "by looking"])
async def test_a_cancellation_reaches_the_run_in_another_process(
    fleet: Fleet, apis: list[Api], new_application: NewApplication, with_valkey: bool
) -> None:
    app = await new_application("cancel-news" if with_valkey else "cancel-look", 60)
    deployment_id = await deploy(apis[0], app["id"])
    await until_building(apis[0], app["id"], deployment_id)
    if not with_valkey:
        fleet.valkey.kill()
    try:
        await apis[1].post("application.cancelDeployment", applicationId=app["id"])
        row = await apis[1].finished(app["id"], deployment_id, seconds=15)
    finally:
        if not with_valkey:
            fleet.valkey.start()
    assert row["state"] == "cancelled"
    assert builders(fleet.apis[0], app["name"]) == []


async def test_a_key_that_ends_at_one_api_ends_its_socket_at_the_other(
    fleet: Fleet, apis: list[Api], new_application: NewApplication
) -> None:
    app = await new_application("key", 60)
    deployment_id = await deploy(apis[0], app["id"])
    organization = (await apis[0].get("organization.all"))[0]
    about = {"name": "short", "metadata": {"organizationId": organization["id"]}, "rateLimitEnabled": False}
    created = await apis[0].post("user.createApiKey", **about)
    reader = Api(fleet.apis[1], created["key"])
    reading = asyncio.create_task(reader.stream(deployment_id))
    await until_building(apis[1], app["id"], deployment_id)
    begun = monotonic()
    await apis[0].post("user.deleteApiKey", apiKeyId=created["id"])
    assert (await reading)[1] == 4003
    assert monotonic() - begun < 1
    assert (await reader.http.get("/api/project.all")).status_code == 401
    await reader.http.aclose()
    await apis[0].post("application.killBuild", applicationId=app["id"])
    await apis[0].finished(app["id"], deployment_id)


async def test_the_database_goes_away_and_comes_back_in_the_middle(
    fleet: Fleet, apis: list[Api], new_application: NewApplication
) -> None:
    """What serves goes on; calls are told when to come again; the runs wait for it and end."""
    served = await new_application("served", 0)
    assert (await apis[0].deploy(served["id"]))["state"] == "done"
    app = await new_application("away", 6)
    deployment_id = await deploy(apis[0], app["id"])
    await until_building(apis[0], app["id"], deployment_id)
    async with Steady(apis[0], served["host"]).watching() as steady:
        await asyncio.to_thread(fleet.postgresql.stop)
        try:
            for api in apis:
                for path in ("/api/project.all", "/api/trpc/project.all", "/api/auth/get-session"):
                    answer = await api.http.get(path)
                    assert (answer.status_code, answer.headers.get("retry-after")) == (503, "2"), answer.text
            await asyncio.sleep(3)
        finally:
            await asyncio.to_thread(fleet.postgresql.start)
        row = await apis[1].finished(app["id"], deployment_id)
    assert row["state"] == "done", await apis[0].log(deployment_id)
    await ended_once(fleet, deployment_id)
    assert steady.asked > 50
    assert steady.failures == []


async def test_many_deployments_and_every_process_killed_once(
    fleet: Fleet, apis: list[Api], new_application: NewApplication
) -> None:
    """Six applications, two deployments each, while one process after the other is killed and started again."""
    apps = [await new_application(f"many-{number}", 1) for number in range(6)]
    ids = {await deploy(apis[round_], app["id"]): app["id"] for round_ in range(2) for app in apps}
    for process in (fleet.workers[0], fleet.apis[0], fleet.workers[1], fleet.apis[1]):
        await asyncio.sleep(2)
        process.kill()
        await asyncio.to_thread(process.start)
    fleet.valkey.kill()
    fleet.valkey.start()
    for deployment_id, application_id in ids.items():
        row = await apis[0].finished(application_id, deployment_id, seconds=240)
        assert row["state"] == "done", await apis[0].log(deployment_id)
        await ended_once(fleet, deployment_id)
    for app in apps:
        assert (await apis[1].page(app["host"])).status_code == 200


async def test_an_embedded_process_is_refused_the_folder_of_the_larger_size(fleet: Fleet) -> None:
    shared = fleet.apis[0]
    alone = Instance(shared.data, shared.docker_host, options=("--no-engine",), name="alone")
    alone.launch()
    assert alone.process is not None
    assert await asyncio.to_thread(alone.process.wait, 30) == 1
    assert "in use" in alone.output.read_text()
