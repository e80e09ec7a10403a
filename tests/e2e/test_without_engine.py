"""No engine, a taken port, a wrong key: it starts as far as it can, or says what is missing and how to get it."""

import socket
import subprocess
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from tests.e2e.instance import Api, Instance, administrator


@pytest.fixture
async def api(tmp_path: Path) -> AsyncIterator[Api]:
    instance = Instance(tmp_path / "data", f"unix://{tmp_path}/no.sock", options=("--no-engine",)).start()
    client = await administrator(instance)
    yield client
    await client.http.aclose()
    instance.stop()


async def test_everything_but_deploying_works_and_says_so(api: Api) -> None:
    environment_id = (await api.post("project.create", name="Shop"))["environment"]["environmentId"]
    application = await api.post("application.create", name="web", environmentId=environment_id)
    application_id = application["applicationId"]
    await api.post("application.saveDockerProvider", applicationId=application_id, dockerImage="nginx:1.27")
    domain = await api.post("domain.create", applicationId=application_id, host="web.localhost")
    assert (await api.get("domain.one", domainId=domain["domainId"]))["host"] == "web.localhost"
    row = await api.deploy(application_id)
    log = await api.log(row["deploymentId"])
    assert (row["state"], row["stage"]) == ("error", "source"), log
    assert "no.sock" in log
    deleted = await api.post("application.delete", applicationId=application_id)
    assert deleted["applicationId"] == application_id


def refused_start(instance: Instance) -> str:
    """Start something that cannot run; returns what it says."""
    instance.data.mkdir(parents=True, exist_ok=True)
    ran = subprocess.run(
        [str(Path(sys.executable).with_name("dokploy")), "up", "--no-engine"],
        env=instance.variables(),
        cwd=instance.data,
        capture_output=True,
        text=True,
        timeout=30,
        check=False,
    )
    assert ran.returncode == 1, ran.stdout + ran.stderr
    assert "Traceback" not in ran.stderr
    return ran.stderr


async def test_a_taken_port_is_refused_with_the_name_of_its_holder(tmp_path: Path) -> None:
    with socket.socket() as holder:
        holder.bind(("127.0.0.1", 0))
        holder.listen()
        said = refused_start(Instance(tmp_path / "data", "unix:///no.sock", port=holder.getsockname()[1]))
    assert "PORT=" in said
    assert "python" in said or "pytest" in said


async def test_a_second_process_on_the_same_folder_is_refused(api: Api) -> None:
    said = refused_start(Instance(api.instance.data, "unix:///no.sock"))
    assert str(api.instance.data) in said


async def test_another_master_key_is_refused_because_it_could_open_nothing(api: Api) -> None:
    await api.post("project.create", name="Shop", env="TOKEN=abcdef")
    api.instance.stop()
    said = refused_start(
        Instance(api.instance.data, "unix:///no.sock", environment={"DOKPLOY_SECRET_KEY": "another key, long enough"})
    )
    assert "key" in said
    api.instance.start()
    assert (await api.get("project.all"))[0]["env"] == "TOKEN=abcdef"


async def test_the_root_answers_people_and_programs(api: Api) -> None:
    page = await api.http.get("/")
    assert (page.status_code, "Dokploy" in page.text) == (200, True)
    assert page.headers["x-frame-options"] == "DENY"
    assert (await api.http.get("/api/health")).json()["ok"] is True
    assert (await api.http.get(f"{api.instance.url}//api/settings.health")).json() == {"status": "ok"}
    assert (await api.http.get("/nowhere")).status_code == 404
