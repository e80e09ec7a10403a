"""Cancel, kill, kill -9 and Ctrl-C in the middle of a run: one final state, nothing left over."""

import asyncio
from pathlib import Path
from typing import Any

import pytest
from tests.e2e import sources
from tests.e2e.instance import Api, Instance, eventually
from tests.pipeline.githttp import GitServer

pytestmark = pytest.mark.engine


@pytest.fixture
async def slow(api: Api, git: GitServer, environment_id: str, request: pytest.FixtureRequest) -> dict[str, Any]:
    """An application whose build takes a while, with a deployment that has reached the build stage."""
    name = f"slow-{abs(hash(request.node.name)) % 10**6}"
    repository = git.create_repo(name)
    # The test's name keeps the layer out of the cache that another test filled.
    files = sources.slow_build(8)
    files["Dockerfile"] = files["Dockerfile"].replace("sleep 8", f"sleep 8 # {name}")
    repository.commit(files, "Take your time")
    created = await api.post("application.create", name=name, environmentId=environment_id)
    application_id = created["applicationId"]
    await api.post("application.saveBuildType", applicationId=application_id, buildType="dockerfile")
    await api.post(
        "application.saveGitProvider",
        applicationId=application_id,
        customGitUrl=repository.url,
        customGitBranch="main",
    )
    await api.post("domain.create", applicationId=application_id, host=f"{name}.localhost", port=3000)
    await api.post("application.deploy", applicationId=application_id)
    deployment_id = (await api.get("deployment.all", applicationId=application_id))[0]["deploymentId"]

    async def is_building() -> bool:
        row = (await api.get("deployment.all", applicationId=application_id))[0]
        return bool(row["stage"] == "build")

    await eventually(is_building)
    await asyncio.sleep(1)
    return {"id": application_id, "deployment": deployment_id, "host": f"{name}.localhost", "name": created["appName"]}


def builders(instance: Instance, app_name: str) -> list[str]:
    """Processes on this machine whose command line names the application's build."""
    found = []
    for line in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            command = line.read_bytes().replace(b"\0", b" ").decode(errors="replace")
        except OSError:
            continue
        if app_name in command and "docker" in command:
            found.append(command)
    return found


@pytest.mark.parametrize(
    ("procedure", "state", "status"), [("cancelDeployment", "cancelled", "idle"), ("killBuild", "error", "error")]
)
async def test_a_running_build_is_stopped_with_proof(
    instance: Instance, api: Api, slow: dict[str, Any], procedure: str, state: str, status: str
) -> None:
    assert builders(instance, slow["name"])
    await api.post(f"application.{procedure}", applicationId=slow["id"])
    row = await api.finished(slow["id"], slow["deployment"], seconds=20)
    assert row["state"] == state
    assert (await api.get("application.one", applicationId=slow["id"]))["applicationStatus"] == status
    assert builders(instance, slow["name"]) == []


async def test_kill_9_in_the_middle_of_a_build(instance: Instance, api: Api, slow: dict[str, Any]) -> None:
    instance.kill()
    instance.start()
    row = await api.finished(slow["id"], slow["deployment"])
    assert row["state"] == "done", await api.log(slow["deployment"])
    assert (await api.page(slow["host"])).status_code == 200
    assert builders(instance, slow["name"]) == []


async def test_ctrl_c_requeues_and_the_next_start_goes_on(instance: Instance, api: Api, slow: dict[str, Any]) -> None:
    assert instance.stop() == 0
    assert builders(instance, slow["name"]) == []
    instance.start()
    row = await api.finished(slow["id"], slow["deployment"])
    assert row["state"] == "done", await api.log(slow["deployment"])


async def test_what_is_deployed_goes_on_serving_without_us(instance: Instance, api: Api, slow: dict[str, Any]) -> None:
    await api.finished(slow["id"], slow["deployment"])
    instance.stop()
    try:
        assert (await api.page(slow["host"])).status_code == 200
    finally:
        instance.start()


async def test_a_waiting_deployment_says_why_and_is_cancelled_at_once(api: Api, slow: dict[str, Any]) -> None:
    await api.post("application.deploy", applicationId=slow["id"], title="second")
    second = (await api.get("deployment.all", applicationId=slow["id"]))[0]
    assert (second["title"], second["state"], second["status"]) == ("second", "queued", "running")
    assert second["waitingFor"]
    await api.post("application.cleanQueues", applicationId=slow["id"])
    rows = {row["deploymentId"]: row for row in await api.get("deployment.all", applicationId=slow["id"])}
    assert rows[second["deploymentId"]]["state"] == "cancelled"
    assert rows[slow["deployment"]]["state"] == "running"
    await api.post("application.cancelDeployment", applicationId=slow["id"])
    await api.finished(slow["id"], slow["deployment"], seconds=20)
