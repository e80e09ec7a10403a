"""Whole runs on the real engine: good releases and bad ones."""

import asyncio
import json
import shutil
import socket
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import bcrypt
import pytest
from tests.images import HelloImages
from tests.pipeline.githttp import Repository
from tests.pipeline.memory import App
from tests.pipeline.plans import dockerfile, from_git

from dokploy.context import Tools
from dokploy.core.secrets import Secret
from dokploy.pipeline import gate
from dokploy.pipeline.plan import (
    DockerfileBuild,
    FolderSource,
    ImageSource,
    Push,
    RegistryLogin,
    ReleasedImage,
    UnsupportedBuild,
)

pytestmark = pytest.mark.engine
MakeApp = Callable[..., App]


# ------------------------------------------------------------------------------------------------ what goes well


async def test_an_image_without_a_domain(an_app: MakeApp, hello_images: HelloImages) -> None:
    app = an_app(domains=0)
    run = await app.deploy(ImageSource(hello_images.good))
    assert run.state == "done", run.log
    assert run.done == ["source", "start", "verify"]
    assert run.stages["build"] == run.stages["push"] == run.stages["route"] == run.stages["drain"] == "skipped"
    assert app.live is not None
    assert await app.services() == {app.live.service_name}


async def test_from_a_repository_to_a_served_page(
    an_app: MakeApp, tools: Tools, hello_images: HelloImages, repository: Repository
) -> None:
    first = repository.commit(
        dockerfile(hello_images.base, "RUN mkdir -p /www; echo hello > /www/index.html"), "Say hello"
    )
    app = an_app()
    run = await app.deploy(from_git(repository), build=DockerfileBuild("Dockerfile"))
    assert run.state == "done", run.log
    assert run.done == ["source", "build", "start", "verify", "route"]
    assert await app.page() == 200
    assert run.outcome is not None
    assert (run.outcome.commit_sha, run.outcome.commit_message) == (first, "Say hello")
    release = run.outcome.release
    assert release is not None
    assert release.image == f"{app.name}:{run.plan.release}"
    assert (await tools.images.find(f"{app.name}:latest")) == (await tools.images.find(release.image_id or ""))
    assert Path(release.source_path or "").joinpath("Dockerfile").is_file()
    assert first in run.log
    assert not run.is_process_alive
    assert await tools.traefik.read(f"{app.name}.probe") is None


async def test_a_second_release_replaces_the_first_without_a_failed_request(
    an_app: MakeApp, hello_images: HelloImages
) -> None:
    app = an_app(gate={"drain_s": 3})
    await app.deploy(ImageSource(hello_images.good))
    first = app.live
    statuses: list[int] = []
    is_over = asyncio.Event()

    async def ask() -> None:
        while not is_over.is_set():
            statuses.append(await app.page())
            await asyncio.sleep(0.02)

    asking = asyncio.ensure_future(ask())
    run = await app.deploy(ImageSource(hello_images.better))
    is_over.set()
    await asking
    assert run.state == "done", run.log
    assert run.done[-1] == "drain"
    assert app.live is not None
    assert first is not None
    assert await app.services() == {app.live.service_name} != {first.service_name}
    assert set(statuses) == {200}
    assert len(statuses) > 50


async def test_a_health_check_of_the_image_is_waited_for(an_app: MakeApp, hello_images: HelloImages) -> None:
    run = await an_app().deploy(ImageSource(hello_images.checked))
    assert run.state == "done", run.log
    assert "starting" in run.log


async def test_several_replicas(an_app: MakeApp, tools: Tools, hello_images: HelloImages) -> None:
    app = an_app(workload={"replicas": 3})
    run = await app.deploy(ImageSource(hello_images.good))
    assert run.state == "done", run.log
    tasks = await tools.swarm.tasks(app.live.service_name if app.live else "")
    assert [task.state for task in tasks] == ["running"] * 3


async def test_arguments_and_secrets_reach_the_build_and_nobody_else(
    an_app: MakeApp, engine: object, hello_images: HelloImages, repository: Repository, tools: Tools
) -> None:
    lines = (
        "ARG GREETING",
        "RUN mkdir -p /www && echo $GREETING > /www/greeting",
        "RUN --mount=type=secret,id=TOKEN wc -c < /run/secrets/TOKEN > /www/length; cat /run/secrets/TOKEN",
        "COPY .env /www/dotenv",
    )
    repository.commit(dockerfile(hello_images.base, *lines), "Use what is given")
    app = an_app()
    build = DockerfileBuild(
        "Dockerfile",
        arguments=(("GREETING", Secret("good-morning-7")),),
        secrets=(("TOKEN", Secret("canary-secret-4711")), ("EMPTY", Secret(""))),
        env_file=(("A", Secret("one two")), ("B", Secret("#not a comment"))),
        no_cache=True,
    )
    run = await app.deploy(from_git(repository), build=build)
    assert run.state == "done", run.log
    image = run.outcome.release.image_id if run.outcome and run.outcome.release else ""
    client = tools.settings.docker_host

    def docker(*words: str) -> str:
        command = ["docker", "--host", client, *words]
        return subprocess.run(command, capture_output=True, check=True, text=True).stdout

    show = ("run", "--rm", str(image), "cat")
    assert docker(*show, "/www/greeting") == "good-morning-7\n"
    assert docker(*show, "/www/length") == "18\n"
    assert docker(*show, "/www/dotenv") == "A=one two\nB=#not a comment\n"
    assert "canary" not in docker("history", "--no-trunc", str(image)) + docker("inspect", str(image)) + run.log


async def test_an_earlier_release_comes_back(an_app: MakeApp, hello_images: HelloImages, tools: Tools) -> None:
    app = an_app()
    first = await app.deploy(ImageSource(hello_images.good))
    await app.deploy(ImageSource(hello_images.better))
    assert first.outcome is not None
    assert first.outcome.release is not None
    released = ReleasedImage(first.outcome.release.image, first.outcome.release.image_id)
    run = await app.deploy(released)
    assert run.state == "done", run.log
    service = await tools.swarm.find(app.live.service_name if app.live else "")
    assert service is not None
    assert service.image == first.outcome.release.image_id


async def test_rebuilding_uses_the_tree_that_is_here(
    an_app: MakeApp, hello_images: HelloImages, repository: Repository
) -> None:
    repository.commit(dockerfile(hello_images.base, "RUN mkdir -p /www; echo 1 > /www/index.html"), "One")
    app = an_app()
    first = await app.deploy(from_git(repository), build=DockerfileBuild("Dockerfile"))
    assert first.outcome is not None
    assert first.outcome.release is not None
    tree = Path(first.outcome.release.source_path or "")
    run = await app.deploy(FolderSource(tree, "a" * 40, "One"), build=DockerfileBuild("Dockerfile"))
    assert run.state == "done", run.log
    assert run.outcome is not None
    assert run.outcome.release is not None
    assert (run.outcome.release.source_path, run.outcome.commit_sha) == (str(tree), "a" * 40)


@pytest.fixture(scope="module")
def registry(engine: object, tmp_path_factory: pytest.TempPathFactory) -> Iterator[RegistryLogin]:
    """Debian's registry on loopback, which the engine trusts without TLS; it wants a password."""
    folder = tmp_path_factory.mktemp("registry")
    password = Secret("registry-pw-815")
    hashed = bcrypt.hashpw(password.reveal().encode(), bcrypt.gensalt(4)).decode()
    (folder / "htpasswd").write_text(f"ada:{hashed}\n")
    with socket.create_server(("127.0.0.1", 0)) as probe:
        address = f"127.0.0.1:{probe.getsockname()[1]}"
    config = {
        "version": 0.1,
        "log": {"level": "error"},
        "storage": {"filesystem": {"rootdirectory": str(folder / "data")}},
        "http": {"addr": address, "secret": "for tests"},
        "auth": {"htpasswd": {"realm": "registry", "path": str(folder / "htpasswd")}},
    }
    (folder / "config.yml").write_text(json.dumps(config))
    with (folder / "log").open("wb") as log:
        running = subprocess.Popen(["docker-registry", "serve", str(folder / "config.yml")], stdout=log, stderr=log)
    yield RegistryLogin(address, "ada", password)
    running.terminate()
    running.wait()


@pytest.mark.skipif(shutil.which("docker-registry") is None, reason="needs Debian's docker-registry")
async def test_a_pushed_release_is_run_and_restored_by_its_digest(
    an_app: MakeApp, hello_images: HelloImages, repository: Repository, registry: RegistryLogin, tools: Tools
) -> None:
    repository.commit(dockerfile(hello_images.base, "RUN mkdir /www"), "Push me")
    app = an_app()
    target = f"{registry.server}/ada/{app.name}:1"
    build = DockerfileBuild("Dockerfile")
    run = await app.deploy(from_git(repository), build=build, pushes=(Push(target, registry),))
    assert run.state == "done", run.log
    assert "push" in run.done
    assert "registry-pw-815" not in run.log
    release = run.outcome.release if run.outcome else None
    assert release is not None
    assert (release.digest or "").startswith(f"{registry.server}/ada/{app.name}@sha256:")
    service = await tools.swarm.find(release.service_name)
    assert service is not None
    assert service.image == release.digest
    refused = RegistryLogin(registry.server, "ada", Secret("wrong-password"))
    run = await app.deploy(from_git(repository), build=build, pushes=(Push(target, refused),))
    assert run.outcome is not None
    assert (run.state, run.outcome.stage) == ("error", "push"), run.log
    for ref in (f"{app.name}:latest", release.image, target, release.digest or "", release.image_id or ""):
        await tools.images.remove(ref)
    run = await app.deploy(ImageSource(release.digest or "", registry))
    assert run.state == "done", run.log


@pytest.mark.skipif(shutil.which("docker-registry") is None, reason="needs Debian's docker-registry")
async def test_a_copy_for_rollbacks_is_pushed_and_comes_back_with_its_login(
    an_app: MakeApp, hello_images: HelloImages, registry: RegistryLogin, tools: Tools
) -> None:
    app = an_app()
    copy = f"{registry.server}/ada/kept-{app.name}"
    run = await app.deploy(ImageSource(hello_images.better), pushes=(Push(f"{copy}:1", registry, runs=False),))
    assert run.state == "done", run.log
    release = run.outcome.release if run.outcome else None
    assert release is not None
    assert (release.kept or "").startswith(f"{copy}@sha256:")
    assert f"kept for rollbacks: {release.kept}" in run.log
    service = await tools.swarm.find(release.service_name)
    assert service is not None
    assert copy not in service.image  # what runs is the image that the user named
    await tools.images.remove(f"{copy}:1")
    again = await app.deploy(ReleasedImage(release.kept or "", "sha256:" + "0" * 64, login=registry))
    assert again.state == "done", again.log
    assert f"pulling it from {registry.server}" in again.log
    refused = await app.deploy(ReleasedImage((release.kept or "").replace("kept-", "gone-"), None, login=registry))
    assert (refused.state, refused.outcome.stage if refused.outcome else None) == ("error", "source"), refused.log


# ------------------------------------------------------------------------------------------------ what goes wrong


BAD = {
    "crashing": (["exit code 3", "no database"], "verify"),
    "deaf": (["did not answer on port 3000", "within 4 seconds"], "verify"),
    "sick": (["health check failed"], "verify"),
}


@pytest.mark.parametrize("kind", BAD)
async def test_a_bad_release_never_touches_the_live_one(
    an_app: MakeApp, hello_images: HelloImages, kind: str, tools: Tools
) -> None:
    app = an_app()
    await app.deploy(ImageSource(hello_images.good))
    live, file = app.live, await tools.traefik.read(app.name)
    run = await app.deploy(ImageSource(getattr(hello_images, kind)))
    words, stage = BAD[kind]
    assert run.state == "error", run.log
    assert run.outcome is not None
    assert run.outcome.stage == stage
    assert run.outcome.cause
    assert run.stages[stage] == "error"
    assert [word for word in words if word not in run.log] == [], run.log
    assert "Next step:" in run.log
    assert (app.live, await tools.traefik.read(app.name)) == (live, file)
    assert live is not None
    assert await app.services() == {live.service_name}
    assert await app.page() == 200
    assert await tools.traefik.read(f"{app.name}.probe") is None


async def test_a_first_release_that_fails_leaves_nothing(an_app: MakeApp, hello_images: HelloImages) -> None:
    app = an_app()
    run = await app.deploy(ImageSource(hello_images.crashing))
    assert run.state == "error"
    assert await app.services() == set()
    assert await app.page() == 404


async def test_a_task_that_no_node_takes(
    an_app: MakeApp, hello_images: HelloImages, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(gate, "PLACING_S", 1.0)
    app = an_app(workload={"placement": {"Constraints": ["node.labels.nowhere==true"]}})
    run = await app.deploy(ImageSource(hello_images.good))
    assert run.state == "error"
    assert "No node took the task within 1 seconds: no suitable node (scheduling constraints" in run.log
    assert await app.services() == set()


async def test_a_command_that_is_not_there(an_app: MakeApp, hello_images: HelloImages) -> None:
    run = await an_app().deploy(ImageSource(hello_images.good), workload={"command": ("/no/such/program",)})
    assert run.state == "error"
    assert "no such file or directory" in run.log


async def test_an_image_that_nobody_has(an_app: MakeApp) -> None:
    run = await an_app().deploy(
        ImageSource("127.0.0.1:1/nobody/has-this:1", RegistryLogin("127.0.0.1:1", "u", Secret("pw-123456")))
    )
    assert run.outcome is not None
    assert (run.state, run.outcome.stage, run.done) == ("error", "source", [])
    assert "127.0.0.1:1/nobody/has-this:1" in run.log
    assert "pw-123456" not in run.log


async def test_a_registry_that_is_away_does_not_matter_for_an_image_that_is_here(
    an_app: MakeApp, hello_images: HelloImages, tools: Tools
) -> None:
    await tools.images.tag(hello_images.good, "127.0.0.1:1/away/good:1")
    run = await an_app().deploy(ImageSource("127.0.0.1:1/away/good:1"))
    assert run.state == "done", run.log
    assert "The engine has this image already" in run.log


async def test_a_release_whose_image_is_gone(an_app: MakeApp) -> None:
    run = await an_app().deploy(ReleasedImage("gone:1", "sha256:" + "0" * 64))
    assert run.outcome is not None
    assert (run.state, run.outcome.stage) == ("error", "source")
    assert "Deploy the commit of that release instead." in run.log


@pytest.mark.parametrize(
    ("files", "build", "words"),
    [
        ({"README": "x", "src/a": "y"}, DockerfileBuild("Dockerfile"),
         ["There is no Dockerfile Dockerfile in the source", "In the source's root there is: README, src/"]),
        ({"app/main.py": "x"}, DockerfileBuild("app/deploy/Dockerfile"), ["In app/ there is: main.py"]),
        ({"Dockerfile": "FROM scratch\n"}, DockerfileBuild("Dockerfile", context="web"), ["no build context web"]),
        ({"Dockerfile/x": "y"}, DockerfileBuild("Dockerfile"), ["is a folder, not a file"]),
        ({"Dockerfile": "NOT A DOCKERFILE\n"}, DockerfileBuild("Dockerfile"), ["Check the Dockerfile's syntax."]),
        ({"Dockerfile": "FROM {base}\nRUN echo no such module && exit 7\n"}, DockerfileBuild("Dockerfile"),
         ["no such module", "The build failed (exit code 1)", "exit code: 7"]),
        ({"Dockerfile": "FROM {base}\nCOPY absent /x\n"}, DockerfileBuild("Dockerfile"), ["not in the build context"]),
        ({"Dockerfile": "FROM {base}\n"}, DockerfileBuild("Dockerfile", stage="nowhere"), ["Check the build stage"]),
        ({"Dockerfile": "FROM {base}\n"}, DockerfileBuild("Dockerfile", arguments=(("DOCKER_HOST", Secret("tcp://evil")),)),
         ["The build argument DOCKER_HOST cannot be used"]),
        ({"Dockerfile": "FROM {base}\n"}, UnsupportedBuild("nixpacks"), ["The build type nixpacks cannot be built"]),
        ({"Dockerfile": "FROM {base}\n"}, None, ["There is nothing to build"]),
    ],
)  # fmt: skip
async def test_a_build_that_cannot_work_says_why(
    an_app: MakeApp,
    hello_images: HelloImages,
    repository: Repository,
    files: dict[str, str],
    build: object,
    words: list[str],
) -> None:
    repository.commit({name: text.format(base=hello_images.base) for name, text in files.items()}, "Try")
    run = await an_app().deploy(from_git(repository), build=build)
    assert run.outcome is not None
    assert (run.state, run.outcome.stage) == ("error", "build"), run.log
    assert [word for word in words if word not in run.log] == [], run.log


@pytest.mark.parametrize("target", ["/etc", "../../../.."])
async def test_links_of_a_hostile_repository_lead_nowhere(an_app: MakeApp, repository: Repository, target: str) -> None:
    repository.commit({"README": "x"}, "Start")
    (repository.work / "host").symlink_to(target)
    (repository.work / "Dockerfile").symlink_to("/etc/passwd")
    repository.commit({}, "Link")
    for build in (
        DockerfileBuild("Dockerfile"),
        DockerfileBuild("host/passwd"),
        DockerfileBuild("README", context="host"),
    ):
        run = await an_app().deploy(from_git(repository), build=build)
        assert run.state == "error"
        assert "leads out of the source" in run.log
        assert "root:" not in run.log
