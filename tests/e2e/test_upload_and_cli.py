"""A folder from somebody's machine: by the CLI, and by the upload form; and two instances side by side."""

import io
import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import pytest
from tests.e2e import sources
from tests.e2e.instance import Api, Instance, administrator

pytestmark = pytest.mark.engine
EXAMPLE = Path(__file__).parents[2] / "examples/hello"


def dokploy(api: Api, *argv: str) -> subprocess.CompletedProcess[str]:
    environment = {
        "PATH": os.environ["PATH"],
        "HOME": str(api.instance.data),
        "DOKPLOY_URL": api.instance.url,
        "DOKPLOY_API_KEY": api.key,
    }
    program = str(Path(sys.executable).with_name("dokploy"))
    return subprocess.run([program, *argv], env=environment, capture_output=True, text=True, timeout=120, check=False)


async def test_the_example_is_deployed_from_its_folder(api: Api) -> None:
    ran = dokploy(api, "deploy", str(EXAMPLE), "--domain", "cli.localhost")
    assert ran.returncode == 0, ran.stdout + ran.stderr
    assert "cli.localhost" in ran.stdout
    assert (await api.page("cli.localhost")).status_code == 200
    logs = dokploy(api, "logs", "hello", "--build", "-f")
    assert logs.returncode == 0
    assert "build" in logs.stdout


async def test_a_folder_that_fails_to_build_is_told_by_the_exit_code(api: Api, tmp_path: Path) -> None:
    for name, text in sources.failing_build().items():
        (tmp_path / name).write_text(text)
    ran = dokploy(api, "deploy", str(tmp_path), "--domain", "broken.localhost", "--name", "broken")
    assert ran.returncode == 6
    assert "no such module: shop" in ran.stdout + ran.stderr


async def test_a_zip_is_uploaded_by_the_form(api: Api, environment_id: str) -> None:
    created = await api.post("application.create", name="zip", environmentId=environment_id)
    application_id = created["applicationId"]
    await api.post("application.saveBuildType", applicationId=application_id, buildType="dockerfile")
    answer = await upload(api, application_id, sources.good("zipped"))
    assert answer.status_code == 200, answer.text
    assert answer.json().keys() == {"success", "deploymentId"}
    row = await api.finished(application_id, answer.json()["deploymentId"])
    assert row["state"] == "done", await api.log(row["deploymentId"])


async def test_an_archive_that_climbs_out_changes_nothing(api: Api, environment_id: str) -> None:
    created = await api.post("application.create", name="evil", environmentId=environment_id)
    answer = await upload(api, created["applicationId"], {"../../evil": "x", "Dockerfile": "FROM scratch"})
    assert answer.status_code == 400, answer.text
    assert await api.get("deployment.all", applicationId=created["applicationId"]) == []
    assert not list(api.instance.data.rglob("evil"))


async def upload(api: Api, application_id: str, files: dict[str, str]) -> Any:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return await api.http.post(
        "/api/application.dropDeployment",
        data={"applicationId": application_id},
        files={"zip": ("source.zip", packed.getvalue(), "application/zip")},
    )


async def test_two_instances_live_side_by_side(instance: Instance, api: Api, tmp_path: Path, engine: Any) -> None:
    second = Instance(tmp_path / "second", engine.docker_host).start()
    try:
        other = await administrator(second)
        ran = dokploy(other, "deploy", str(EXAMPLE), "--domain", "second.localhost")
        assert ran.returncode == 0, ran.stdout + ran.stderr
        assert (await other.page("second.localhost")).status_code == 200
        assert (await api.page("second.localhost")).status_code == 404
        assert (await other.get("project.all"))[0]["projectId"] not in json.dumps(await api.get("project.all"))
        await other.http.aclose()
        await other.http.aclose()
    finally:
        second.stop()
