"""Two thousand random values, saved as people write them, arrive byte for byte in the container and in the build."""

import asyncio

import pytest
from tests.e2e.fidelity import Deployed, Values, assignments, deploy, dockerfile, printed, upload
from tests.e2e.instance import Api
from tests.e2e.values import text_of
from tests.testbed import RunningEngine

pytestmark = pytest.mark.engine

EACH = 1000
IN_BUILD = 100
"""Arguments, and as many secrets."""
SEEDS = (1, 2)


@pytest.fixture(scope="module", params=SEEDS)
async def deployed(request: pytest.FixtureRequest, api: Api, environment_id: str) -> Deployed:
    """An application with a thousand variables, a hundred build arguments and a hundred build secrets."""
    values = Values.random(request.param, EACH, IN_BUILD, IN_BUILD)
    return await deploy(api, environment_id, f"values-{request.param}", values)


async def test_every_value_arrives_in_the_container(deployed: Deployed, engine: RunningEngine) -> None:
    assert len(deployed.values.env) == EACH
    assert await deployed.wrong_in_container(engine) == {}


async def test_what_swarm_knows_about_a_task_can_be_asked_for(
    api: Api, environment_id: str, engine: RunningEngine
) -> None:
    """Docker's documented placeholders work as they do there; all other braces are text."""
    created = await api.post("application.create", name="placeholder", environmentId=environment_id)
    await api.post("application.saveBuildType", applicationId=created["applicationId"], buildType="dockerfile")
    text = "SLOT={{.Task.Slot}}\nNODE='{{ .Node.Hostname }}'\nOTHER={{.Task.Slots}} {{.Node}}\n"
    await api.post("application.saveEnvironment", applicationId=created["applicationId"], env=text)
    await upload(api, created["applicationId"], dockerfile({}, {}))
    newest = (await api.get("deployment.all", applicationId=created["applicationId"]))[0]
    row = await api.finished(created["applicationId"], newest["deploymentId"])
    assert row["state"] == "done", await api.log(row["deploymentId"])
    seen = assignments(await asyncio.to_thread(printed, engine, created["appName"], "cat", "/proc/1/environ"))
    with engine.client() as docker:
        host = docker.info()["Name"]
    assert (seen[b"SLOT"], seen[b"NODE"], seen[b"OTHER"]) == (b"1", host.encode(), b"{{.Task.Slots}} {{.Node}}")


async def test_build_arguments_arrive_in_the_build(deployed: Deployed, engine: RunningEngine) -> None:
    assert await deployed.wrong_arguments(engine) == {}


async def test_build_secrets_arrive_as_files(deployed: Deployed, engine: RunningEngine) -> None:
    assert await deployed.wrong_secrets(engine) == {}


async def test_what_was_saved_is_read_back(deployed: Deployed, api: Api) -> None:
    row = await api.get("application.one", applicationId=deployed.application_id)
    assert row["env"] == text_of(deployed.values.env)
    assert row["buildArgs"] == text_of(deployed.values.arguments)
    assert row["buildSecrets"] == text_of(deployed.values.secrets)


async def test_no_secret_stands_in_the_log(deployed: Deployed) -> None:
    long = [value for value in deployed.values.secrets.values() if len(value) >= 16 and "\n" not in value]
    assert len(long) > 20
    assert [value for value in long if value in deployed.log] == []


@pytest.mark.parametrize("field", ["env", "buildArgs", "buildSecrets"])
@pytest.mark.parametrize(("name", "text"), [("nul", "A=a\\u0000b"), ("half a character", "A=\\ud800")])
async def test_what_no_process_can_be_given_is_refused(
    api: Api, environment_id: str, field: str, name: str, text: str
) -> None:
    """NUL ends a variable for every kernel; the answer says so, and nothing is stored."""
    created = await api.post("application.create", name="nul", environmentId=environment_id)
    body = f'{{"applicationId": "{created["applicationId"]}", "{field}": "{text}"}}'
    answer = await api.http.post(
        "/api/application.saveEnvironment", content=body, headers={"content-type": "application/json"}
    )
    assert answer.status_code == 400, name
    said = answer.json()
    assert said["message"]
    row = await api.get("application.one", applicationId=created["applicationId"])
    assert not row[field]
    if name == "nul":
        assert "NUL" in str(said)
