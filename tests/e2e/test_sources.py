"""Where an application comes from and goes to, through the API: git over SSH, private images, registries."""

from collections.abc import Iterator
from http import HTTPStatus
from typing import Any

import docker
import pytest
from tests import registry as stand
from tests.e2e import sources
from tests.e2e.instance import Api, eventually
from tests.e2e.private import private_image
from tests.pipeline.githttp import Repository
from tests.pipeline.sshd import SshServer
from tests.testbed import RunningEngine

from dokploy.core.sshkeys import KeyPair

pytestmark = pytest.mark.engine


@pytest.fixture(scope="module")
def ssh(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SshServer]:
    with SshServer(tmp_path_factory.mktemp("sshd")) as server:
        yield server


@pytest.fixture(scope="module")
def images(tmp_path_factory: pytest.TempPathFactory) -> Iterator[stand.Registry]:
    with stand.running_registry(tmp_path_factory.mktemp("registry")) as running:
        yield running


@pytest.fixture(scope="module")
async def registry_id(api: Api, images: stand.Registry) -> str:
    login = {"username": stand.USER, "password": stand.PASSWORD, "registryUrl": images.host}
    made = await api.post("registry.create", registryName="ours", registryType="cloud", imagePrefix="shop", **login)
    return str(made["registryId"])


async def an_application(api: Api, environment_id: str, name: str, port: int = 3000) -> str:
    created = await api.post("application.create", name=name, environmentId=environment_id)
    application_id = str(created["applicationId"])
    await api.post("application.saveBuildType", applicationId=application_id, buildType="dockerfile")
    await api.post("domain.create", applicationId=application_id, host=f"{name}.localhost", port=port)
    return application_id


async def from_ssh(api: Api, application_id: str, url: str, key_id: str, **more: Any) -> None:
    git = {"customGitUrl": url, "customGitBranch": "main", "customGitSSHKeyId": key_id, **more}
    await api.post("application.saveGitProvider", applicationId=application_id, **git)


async def a_key(api: Api, name: str) -> tuple[str, KeyPair]:
    """Made by the server, then stored: as the dashboard does it."""
    made = await api.post("sshKey.generate", type="ed25519")
    await api.post("sshKey.create", name=name, **made)
    (row,) = [row for row in await api.get("sshKey.all") if row["name"] == name]
    return row["sshKeyId"], KeyPair(row["privateKey"], row["publicKey"])


# ------------------------------------------------------------------------------------------------ git over SSH


async def test_a_repository_over_ssh_with_a_submodule(api: Api, ssh: SshServer, environment_id: str) -> None:
    key_id, pair = await a_key(api, "submodule")
    ssh.let_in(pair)
    page, repository = ssh.create_repo("page"), ssh.create_repo("shop")
    page.commit({"index.html": "<h1>from a submodule</h1>\n"}, "A page")
    repository.commit(sources.good("replaced"), "Say hello")
    repository.add_submodule("lib", "../page.git", page)
    repository.commit(
        {"Dockerfile": sources.good("x")["Dockerfile"].replace("index.html /", "lib/index.html /")}, "Use it"
    )
    application_id = await an_application(api, environment_id, "over-ssh")
    await from_ssh(api, application_id, ssh.url(repository), key_id, enableSubmodules=True)
    row = await api.deploy(application_id)
    log = await api.log(row["deploymentId"])
    assert row["state"] == "done", log
    assert (await api.page("over-ssh.localhost")).text == "<h1>from a submodule</h1>\n"
    assert f"ED25519 {ssh.fingerprint}" in log
    assert "PRIVATE KEY" not in log
    assert (await api.get("sshKey.one", sshKeyId=key_id))["lastUsedAt"] is not None
    (host,) = [host for host in await api.get("sshKey.hosts") if host["port"] == ssh.port]
    assert (host["host"], host["fingerprint"]) == (ssh.host, ssh.fingerprint)


@pytest.fixture
def repository(ssh: SshServer) -> Repository:
    made = ssh.create_repo(f"r{len(ssh.files.repositories)}")
    made.commit(sources.good("hello"), "Say hello")
    return made


async def test_a_host_key_that_changed_stops_the_run_until_it_is_accepted(
    api: Api, ssh: SshServer, repository: Repository, environment_id: str
) -> None:
    key_id, pair = await a_key(api, "changed")
    ssh.let_in(pair)
    application_id = await an_application(api, environment_id, "changed")
    await from_ssh(api, application_id, ssh.url(repository), key_id)
    assert (await api.deploy(application_id))["state"] == "done"
    before, after = ssh.fingerprint, ssh.change_host_key()
    row = await api.deploy(application_id)
    assert (row["state"], row["stage"]) == ("error", "source")
    log = await api.log(row["deploymentId"])
    assert [words for words in (before, after, "sshKey.trustHost") if words not in log] == []
    assert (await api.page("changed.localhost")).status_code == 200
    await api.post("sshKey.trustHost", host=ssh.host, port=ssh.port, fingerprint=after)
    row = await api.deploy(application_id)
    assert row["state"] == "done", await api.log(row["deploymentId"])


async def test_a_key_that_is_not_let_in_is_named(
    api: Api, ssh: SshServer, repository: Repository, environment_id: str
) -> None:
    key_id, _ = await a_key(api, "unknown")
    ssh.let_in()
    for host in await api.get("sshKey.hosts"):
        await api.post("sshKey.forgetHost", sshHostKeyId=host["sshHostKeyId"])
    application_id = await an_application(api, environment_id, "unknown-key")
    await from_ssh(api, application_id, ssh.url(repository), key_id)
    row = await api.deploy(application_id)
    assert (row["state"], row["stage"]) == ("error", "source")
    shown = (await api.get("sshKey.one", sshKeyId=key_id))["fingerprint"]
    assert f"does not accept the SSH key {shown}" in row["errorMessage"]


# ------------------------------------------------------------------------------------------------ registries


async def test_a_release_comes_back_from_the_registry_after_its_image_was_removed(
    api: Api, ssh: SshServer, repository: Repository, registry_id: str, images: stand.Registry, environment_id: str,
    engine: RunningEngine,
) -> None:  # fmt: skip
    key_id, pair = await a_key(api, "pushing")
    ssh.let_in(pair)
    application_id = await an_application(api, environment_id, "pushed")
    await from_ssh(api, application_id, ssh.url(repository), key_id)
    await api.post("application.update", applicationId=application_id, registryId=registry_id)
    first = await api.deploy(application_id)
    log = await api.log(first["deploymentId"])
    assert first["state"] == "done", log
    assert stand.PASSWORD not in log
    repository.commit(sources.good("second"), "Another page")
    assert (await api.deploy(application_id))["state"] == "done"
    assert (await api.page("pushed.localhost")).text == "<h1>second</h1>\n"
    rows = await api.get("deployment.allByType", id=application_id, type="application")
    release = next(row["rollback"] for row in rows if row["deploymentId"] == first["deploymentId"])
    app_name = (await api.get("application.one", applicationId=application_id))["appName"]
    assert release["image"].startswith(f"{images.host}/shop/{app_name}@sha256:")
    await eventually(lambda: is_removed(engine, release["imageId"]))  # the first release may still be stopping
    await api.post("rollback.rollback", rollbackId=release["rollbackId"])
    newest = (await api.get("deployment.all", applicationId=application_id))[0]
    row = await api.finished(application_id, newest["deploymentId"])
    log = await api.log(row["deploymentId"])
    assert row["state"] == "done", log
    assert f"pulling it from {images.host}" in log
    assert (await api.page("pushed.localhost")).text == "<h1>hello</h1>\n"
    with engine.client() as client:
        (service,) = client.services({"label": f"dokploy.app={app_name}"})
        assert service["Spec"]["TaskTemplate"]["ContainerSpec"]["Image"] == release["image"]


async def is_removed(engine: RunningEngine, image_id: str) -> bool:
    with engine.client() as client:
        try:
            client.remove_image(image_id, force=True)
        except docker.errors.APIError as error:
            if error.status_code != HTTPStatus.CONFLICT:
                raise
            return False
        return image_id not in client.images(quiet=True)


async def test_a_private_image_with_a_login_of_the_application(
    api: Api, images: stand.Registry, environment_id: str, engine: RunningEngine
) -> None:
    with engine.client() as client:
        ref = private_image(client, images, "own", sources.good("private"))
    for registry in await api.get("registry.all"):
        registry_id = registry["registryId"]
        for service in (await api.get("registry.usedBy", registryId=registry_id))["services"]:
            await api.post("application.update", applicationId=service["id"], registryId=None)
        await api.post("registry.remove", registryId=registry_id)
    application_id = await an_application(api, environment_id, "own-login")
    image = {"applicationId": application_id, "dockerImage": ref, "registryUrl": images.host}
    for login, words in (
        ({"username": "", "password": ""}, "If the image is private"),
        ({"username": stand.USER, "password": "not-the-one"}, f"was that of {stand.USER}"),
    ):
        await api.post("application.saveDockerProvider", **image, **login)
        row = await api.deploy(application_id)
        assert (row["state"], row["stage"]) == ("error", "source")
        log = await api.log(row["deploymentId"])
        assert words in log, log
        assert "not-the-one" not in log
    await api.post("application.saveDockerProvider", **image, username=stand.USER, password=stand.PASSWORD)
    row = await api.deploy(application_id)
    assert row["state"] == "done", await api.log(row["deploymentId"])
    assert (await api.page("own-login.localhost")).text == "<h1>private</h1>\n"


async def test_a_build_on_a_private_base_image(
    api: Api, ssh: SshServer, images: stand.Registry, environment_id: str, engine: RunningEngine
) -> None:
    with engine.client() as client:
        ref = private_image(client, images, "base", sources.good("based"))
    key_id, pair = await a_key(api, "base")
    ssh.let_in(pair)
    repository = ssh.create_repo("based")
    repository.commit({"Dockerfile": f"FROM {ref}\n"}, "Build on it")
    application_id = await an_application(api, environment_id, "based")
    await from_ssh(api, application_id, ssh.url(repository), key_id)
    row = await api.deploy(application_id)
    assert (row["state"], row["stage"]) == ("error", "build")
    login = {"username": stand.USER, "password": stand.PASSWORD, "registryUrl": images.host}
    await api.post("registry.create", registryName="base", registryType="cloud", imagePrefix=None, **login)
    row = await api.deploy(application_id)
    log = await api.log(row["deploymentId"])
    assert row["state"] == "done", log
    assert stand.PASSWORD not in log
    assert (await api.page("based.localhost")).text == "<h1>based</h1>\n"
