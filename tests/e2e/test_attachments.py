"""Mounts, a published port, redirects and basic auth: seen from outside, through the real engine and router."""

import os
from pathlib import Path
from typing import Any

import httpx
import pytest
from tests.e2e import sources
from tests.e2e.instance import Api, Failed, Instance, free_port
from tests.pipeline.githttp import GitServer

pytestmark = pytest.mark.engine
HOST = "mounted.localhost"
GATED = "gated.localhost"
KEEPER = {
    "Dockerfile": f"FROM {sources.BASE}\n"
    "RUN mkdir -p /www/data && echo home > /www/index.html\n"
    'CMD ["sh", "-c", "echo started >> /www/data/starts; exec httpd -f -p 3000 -h /www"]\n'
}
"""Serves what is mounted below /www, and writes down in its volume each time that it starts."""


async def an_application(api: Api, git: GitServer, environment_id: str, name: str, host: str, files: Any) -> str:
    repository = git.create_repo(name)
    repository.commit(files, "Begin")
    application = await api.post("application.create", name=name, environmentId=environment_id)
    application_id = str(application["applicationId"])
    source = {"customGitUrl": repository.url, "customGitBranch": "main", "customGitBuildPath": "/"}
    await api.post("application.saveGitProvider", applicationId=application_id, **source)
    await api.post("application.saveBuildType", applicationId=application_id, buildType="dockerfile")
    await api.post("domain.create", applicationId=application_id, host=host, port=3000)
    return application_id


async def deployed(api: Api, application_id: str) -> dict[str, Any]:
    row = await api.deploy(application_id)
    assert row["state"] == "done", await api.log(row["deploymentId"])
    return row


async def differs(api: Api, application_id: str) -> bool:
    return bool((await api.get("application.one", applicationId=application_id))["differsFromRelease"])


# ------------------------------------------------------------------------------------------------ mounts and a port


@pytest.fixture(scope="module")
async def keeper(
    api: Api, git: GitServer, environment_id: str, tmp_path_factory: pytest.TempPathFactory
) -> dict[str, Any]:
    """An application with a mount of each kind and a published port, deployed once."""
    application_id = await an_application(api, git, environment_id, "keeper", HOST, KEEPER)
    folder = tmp_path_factory.mktemp("bound")
    (folder / "note").write_text("from the machine\n")
    volume = f"keeper-{os.getpid()}"
    port = free_port()
    common = {"serviceType": "application", "serviceId": application_id}
    await api.post("mounts.create", type="volume", volumeName=volume, mountPath="/www/data", **common)
    await api.post("mounts.create", type="bind", hostPath=str(folder), mountPath="/www/bound", **common)
    file = await api.post(
        "mounts.create", type="file", filePath="etc/app.conf", content="level=1\n", mountPath="/www/app.conf", **common
    )
    published = {"publishedPort": port, "targetPort": 3000, "publishMode": "host"}
    await api.post("port.create", applicationId=application_id, **published)
    row = await deployed(api, application_id)
    return {"id": application_id, "volume": volume, "port": port, "file": file, "folder": folder, "first": row}


async def test_everything_that_was_mounted_is_there(api: Api, keeper: dict[str, Any]) -> None:
    assert (await api.page(HOST, "/data/starts")).text == "started\n"
    assert (await api.page(HOST, "/bound/note")).text == "from the machine\n"
    assert (await api.page(HOST, "/app.conf")).text == "level=1\n"
    assert not await differs(api, keeper["id"])


async def test_the_engine_tells_which_volumes_the_container_has(api: Api, keeper: dict[str, Any]) -> None:
    (volume,) = await api.get("mounts.allNamedByApplicationId", applicationId=keeper["id"])
    assert (volume["Type"], volume["Name"], volume["Destination"]) == ("volume", keeper["volume"], "/www/data")


async def test_the_published_port_answers_by_itself(api: Api, keeper: dict[str, Any]) -> None:
    async with httpx.AsyncClient() as client:
        assert (await client.get(f"http://127.0.0.1:{keeper['port']}/")).text == "home\n"
    with pytest.raises(Failed, match="keeper"):
        await api.post("port.create", applicationId=keeper["id"], publishedPort=keeper["port"], targetPort=1)


async def test_contents_change_with_the_next_deployment_and_the_volume_stays(
    api: Api, keeper: dict[str, Any], instance: Instance
) -> None:
    await api.post("mounts.update", mountId=keeper["file"]["mountId"], content="level=2\n")
    app_name = (await api.get("application.one", applicationId=keeper["id"]))["appName"]
    kept = instance.data / "applications" / app_name / "files/etc/app.conf"
    assert (kept.read_text(), (await api.page(HOST, "/app.conf")).text) == ("level=2\n", "level=1\n")
    assert await differs(api, keeper["id"])
    await deployed(api, keeper["id"])
    assert (await api.page(HOST, "/app.conf")).text == "level=2\n"
    assert (await api.page(HOST, "/data/starts")).text == "started\n" * 2
    assert not await differs(api, keeper["id"])


async def test_reload_mounts_the_contents_of_today(api: Api, keeper: dict[str, Any]) -> None:
    await api.post("mounts.update", mountId=keeper["file"]["mountId"], content="level=3\n")
    await api.post("application.reload", applicationId=keeper["id"], appName="unused")
    assert (await api.page(HOST, "/app.conf")).text == "level=3\n"


async def test_a_rollback_brings_old_contents_back(api: Api, keeper: dict[str, Any]) -> None:
    first = keeper["first"]["deploymentId"]
    rows = await api.get("deployment.allByType", id=keeper["id"], type="application")
    release = next(row for row in rows if row["deploymentId"] == first)["rollback"]
    await api.post("rollback.rollback", rollbackId=release["rollbackId"])
    newest = (await api.get("deployment.all", applicationId=keeper["id"]))[0]
    row = await api.finished(keeper["id"], newest["deploymentId"])
    assert row["state"] == "done", await api.log(row["deploymentId"])
    assert (await api.page(HOST, "/app.conf")).text == "level=1\n"
    (mount,) = [
        row for row in (await api.get("application.one", applicationId=keeper["id"]))["mounts"] if row["type"] == "file"
    ]
    assert mount["content"] == "level=3\n"


async def test_a_release_that_fails_leaves_the_old_one_its_file(api: Api, keeper: dict[str, Any]) -> None:
    """In place: Swarm returns to the previous spec, and that one mounts what it was given."""
    await api.post("application.update", applicationId=keeper["id"], command="sh -c 'echo broken; exit 3'")
    await api.post("mounts.update", mountId=keeper["file"]["mountId"], content="level=4\n")
    row = await api.deploy(keeper["id"])
    assert row["state"] == "error"
    assert (await api.page(HOST, "/app.conf")).text == "level=1\n", await api.log(row["deploymentId"])
    await api.post("application.update", applicationId=keeper["id"], command="")


async def test_deleting_takes_the_files_and_leaves_the_volume(
    api: Api, keeper: dict[str, Any], instance: Instance, engine: Any
) -> None:
    app_name = (await api.get("application.one", applicationId=keeper["id"]))["appName"]
    await api.post("application.delete", applicationId=keeper["id"])
    assert not (instance.data / "applications" / app_name).exists()
    assert Path(keeper["folder"], "note").exists()
    with engine.client() as client:
        labels = client.inspect_volume(keeper["volume"])["Labels"]
        assert labels["dokploy.app"] == app_name
        client.remove_volume(keeper["volume"])


# ------------------------------------------------------------------------------------------------ basic auth, redirects


@pytest.fixture(scope="module")
async def gated(api: Api, git: GitServer, environment_id: str) -> str:
    application_id = await an_application(api, git, environment_id, "gated", GATED, sources.good("inside"))
    await deployed(api, application_id)
    return application_id


async def asked(api: Api, path: str = "/", method: str = "GET", who: tuple[str, str] | None = None) -> httpx.Response:
    async with httpx.AsyncClient() as client:
        auth = httpx.BasicAuth(*who) if who else None
        return await client.request(method, f"{api.instance.web}{path}", headers={"host": GATED}, auth=auth)


async def test_the_gate_is_closed_when_the_call_returns(api: Api, gated: str) -> None:
    assert (await asked(api)).status_code == 200
    assert await api.post("security.create", applicationId=gated, username="ada", password="pass wörd") == {
        "success": True
    }
    refused = await asked(api)
    assert (refused.status_code, refused.headers["www-authenticate"][:5]) == (401, "Basic")
    await api.post("security.create", applicationId=gated, username="bob", password="two")
    tries = {("ada", "pass wörd"): 200, ("bob", "two"): 200, ("ada", "two"): 401, ("eve", "two"): 401, ("ada", ""): 401}
    assert {who: (await asked(api, who=who)).status_code for who in tries} == tries


async def test_a_changed_password_is_in_force_at_once(api: Api, gated: str) -> None:
    users = (await api.get("application.one", applicationId=gated))["security"]
    ada = next(user for user in users if user["username"] == "ada")
    await api.post("security.update", securityId=ada["securityId"], username="ada", password="new")
    assert (await asked(api, who=("ada", "pass wörd"))).status_code == 401
    assert (await asked(api, who=("ada", "new"))).status_code == 200
    for user in users:
        await api.post("security.delete", securityId=user["securityId"])
    assert (await asked(api)).status_code == 200


async def test_redirects_with_groups_permanent_or_not(api: Api, gated: str) -> None:
    rule = {"regex": "^http://[^/]+/old/(?P<page>.*)$", "replacement": "https://elsewhere.example/${page}?from=$1"}
    await api.post("redirects.create", applicationId=gated, permanent=False, **rule)
    target = "https://elsewhere.example/a/b?from=a/b"
    (row,) = (await api.get("application.one", applicationId=gated))["redirects"]
    for permanent, by_get, by_post in ((False, 302, 307), (True, 301, 308)):
        await api.post("redirects.update", redirectId=row["redirectId"], permanent=permanent, **rule)
        answers = [await asked(api, "/old/a/b"), await asked(api, "/old/a/b", "POST")]
        assert [(answer.status_code, answer.headers["location"]) for answer in answers] == [
            (by_get, target),
            (by_post, target),
        ]
    assert (await asked(api)).status_code == 200
    await api.post("redirects.delete", redirectId=row["redirectId"])
    assert (await asked(api, "/old/a/b")).status_code == 404


async def traefik_text(api: Api, application_id: str) -> str:
    address = f"/api/application.readTraefikConfig?applicationId={application_id}"
    return (await api.http.get(address, headers={"accept": "*/*"})).text


async def test_redirects_and_the_gate_outlive_a_deployment_and_an_edit_by_hand(api: Api, gated: str) -> None:
    text = await traefik_text(api, gated)
    edited = text.replace("service:", "priority: 77\n      service:", 1)
    await api.post("application.updateTraefikConfig", applicationId=gated, traefikConfig=edited)
    await api.post("security.create", applicationId=gated, username="ada", password="one")
    await deployed(api, gated)
    assert "priority: 77" in await traefik_text(api, gated)
    assert [(await asked(api)).status_code, (await asked(api, who=("ada", "one"))).status_code] == [401, 200]
