"""Two thousand random values, saved as people write them, arrive byte for byte in the container and in the build."""

import asyncio
import io
import zipfile
from typing import Any

import pytest
from tests.e2e import sources
from tests.e2e.instance import Api
from tests.e2e.values import random_values, text_of
from tests.testbed import RunningEngine

pytestmark = pytest.mark.engine

EACH = 1000
IN_BUILD = 100
"""Arguments, and as many secrets: every argument is a line of the Dockerfile, every secret a mount."""
SEEDS = (1, 2)


def dockerfile(arguments: dict[str, str], secrets: dict[str, str]) -> str:
    """Keeps what the build saw where the container can be asked for it."""
    mounts = " ".join(f"--mount=type=secret,id={name}" for name in secrets)
    return "\n".join(
        [
            f"FROM {sources.BASE}",
            *(f"ARG {name}" for name in arguments),
            "RUN mkdir -p /seen/secrets && cat /proc/self/environ > /seen/arguments",
            *([f"RUN {mounts} cp /run/secrets/* /seen/secrets/"] if secrets else []),
            "RUN mkdir -p /www && echo ready > /www/index.html",
            'CMD ["httpd", "-f", "-p", "3000", "-h", "/www"]',
        ]
    )


@pytest.fixture(scope="module", params=SEEDS)
async def deployed(request: pytest.FixtureRequest, api: Api, environment_id: str) -> dict[str, Any]:
    """An application with a thousand variables, a hundred build arguments and a hundred build secrets."""
    values = random_values(EACH, request.param)
    filled = [(name, value) for name, value in values.items() if value]
    arguments = {f"ARG_{name}": value for name, value in filled[:IN_BUILD]}
    secrets = {f"SECRET_{name}": value for name, value in filled[IN_BUILD : 2 * IN_BUILD]}
    created = await api.post("application.create", name=f"values-{request.param}", environmentId=environment_id)
    await api.post("application.saveBuildType", applicationId=created["applicationId"], buildType="dockerfile")
    await api.post(
        "application.saveEnvironment",
        applicationId=created["applicationId"],
        env=text_of(values),
        buildArgs=text_of(arguments),
        buildSecrets=text_of(secrets),
        createEnvFile=False,
    )
    await upload(api, created["applicationId"], dockerfile(arguments, secrets))
    newest = (await api.get("deployment.all", applicationId=created["applicationId"]))[0]
    row = await api.finished(created["applicationId"], newest["deploymentId"])
    log = await api.log(row["deploymentId"])
    assert row["state"] == "done", log[-3000:]
    return {"row": created, "env": values, "arguments": arguments, "secrets": secrets, "log": log}


async def upload(api: Api, application_id: str, text: str) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("Dockerfile", text)
    answer = await api.http.post(
        "/api/application.dropDeployment",
        data={"applicationId": application_id},
        files={"zip": ("source.zip", packed.getvalue(), "application/zip")},
    )
    assert answer.status_code == 200, answer.text


def printed(engine: RunningEngine, app_name: str, *command: str) -> bytes:
    """What a command prints in the application's container."""
    with engine.client() as docker:
        containers = [one for one in docker.containers() if any(app_name in name for name in one["Names"])]
        assert containers, app_name
        made = docker.exec_create(containers[0]["Id"], list(command), stderr=False)
        output: bytes = docker.exec_start(made["Id"])
    return output


def assignments(environ: bytes) -> dict[bytes, bytes]:
    return dict(line.split(b"=", 1) for line in environ.split(b"\0") if line)


def differing(sent: dict[str, str], got: dict[bytes, bytes]) -> dict[str, tuple[bytes, bytes | None]]:
    pairs = {name: (value.encode(), got.get(name.encode())) for name, value in sent.items()}
    return {name: pair for name, pair in pairs.items() if pair[0] != pair[1]}


async def test_every_value_arrives_in_the_container(deployed: dict[str, Any], engine: RunningEngine) -> None:
    environ = await asyncio.to_thread(printed, engine, deployed["row"]["appName"], "cat", "/proc/1/environ")
    assert len(deployed["env"]) == EACH
    assert differing(deployed["env"], assignments(environ)) == {}


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


async def test_build_arguments_arrive_in_the_build(deployed: dict[str, Any], engine: RunningEngine) -> None:
    environ = await asyncio.to_thread(printed, engine, deployed["row"]["appName"], "cat", "/seen/arguments")
    assert differing(deployed["arguments"], assignments(environ)) == {}


async def test_build_secrets_arrive_as_files(deployed: dict[str, Any], engine: RunningEngine) -> None:
    """Read one after the other with a mark between them that no value holds."""
    script = 'cd /seen/secrets && for name in *; do printf "%s=" "$name"; cat "$name"; printf "\\0"; done'
    files = await asyncio.to_thread(printed, engine, deployed["row"]["appName"], "sh", "-c", script)
    assert differing(deployed["secrets"], assignments(files)) == {}


async def test_what_was_saved_is_read_back(deployed: dict[str, Any], api: Api) -> None:
    row = await api.get("application.one", applicationId=deployed["row"]["applicationId"])
    assert row["env"] == text_of(deployed["env"])
    assert row["buildArgs"] == text_of(deployed["arguments"])
    assert row["buildSecrets"] == text_of(deployed["secrets"])


async def test_no_secret_stands_in_the_log(deployed: dict[str, Any]) -> None:
    long = [value for value in deployed["secrets"].values() if len(value) >= 16 and "\n" not in value]
    assert len(long) > 20
    assert [value for value in long if value in deployed["log"]] == []


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
