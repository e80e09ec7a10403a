"""A control plane without a database on the suite's engine: network, Traefik, adapters, and applications on it."""

import asyncio
import re
from collections.abc import AsyncIterator, Callable, Iterator
from typing import Any

import pytest
from tests.images import HelloImages
from tests.pipeline.githttp import GitServer, Repository
from tests.pipeline.memory import App
from tests.testbed import RunningEngine

from dokploy.adapters.bell import Bell
from dokploy.adapters.bus import Bus
from dokploy.adapters.containers import Containers
from dokploy.adapters.engine import Engine
from dokploy.adapters.engine_api import Request, filters
from dokploy.adapters.folder import DataFolder
from dokploy.adapters.images import Images
from dokploy.adapters.provision import provision
from dokploy.adapters.shell import Shell
from dokploy.adapters.swarm import LABEL_INSTANCE, Swarm
from dokploy.adapters.traefik import Traefik
from dokploy.context import Tools
from dokploy.pipeline import rollout
from dokploy.settings import Settings


@pytest.fixture(scope="session")
async def tools(
    engine: RunningEngine, hello_images: HelloImages, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[Tools]:
    settings = Settings(
        _env_file=None,
        data=tmp_path_factory.mktemp("pipeline") / "data",
        docker_host=engine.docker_host,
        traefik_port=18080,
        traefik_ssl_port=18443,
    )
    folder = DataFolder(settings.data)
    folder.prepare()
    connection = Engine(settings.docker_host)
    said: list[str] = []
    provisioned = await provision(settings, folder, connection, said.append)
    assert provisioned.reason is None, (provisioned, said)
    made = Tools(
        settings=settings,
        folder=folder,
        bus=Bus(),
        bell=Bell(),
        engine=connection,
        swarm=Swarm(connection, folder.instance_id),
        images=Images(connection, folder.instance_id),
        containers=Containers(connection, folder.instance_id),
        traefik=Traefik(folder),
        shell=Shell(),
    )
    yield made
    for service in await made.swarm.labelled():
        await made.swarm.remove(service.name)
    while await made.containers.labelled(**{"dokploy.role": "release"}):
        await asyncio.sleep(0.2)
    for container in await made.containers.labelled():
        await made.containers.remove(container.name)
    ours = filters(label=[f"{LABEL_INSTANCE}={folder.instance_id}"])
    for network in await connection.ask(Request("GET", "/networks", ours)):
        await connection.ask(Request("DELETE", f"/networks/{network['Id']}"))
    await made.traefik.close()
    await connection.close()


@pytest.fixture
async def an_app(tools: Tools, request: pytest.FixtureRequest) -> AsyncIterator[Callable[..., App]]:
    """Makes applications named after the test; their services and files are gone at its end."""
    made: list[App] = []

    def make(*, domains: int = 1, **fields: Any) -> App:
        words = re.sub(r"[^a-z0-9]+", "-", request.node.name.lower().removeprefix("test_"))
        name = f"{words[:30].strip('-')}-{abs(hash(request.node.nodeid)) % 10**6:06d}{len(made) or ''}"
        hosts = tuple(f"{number or 'www'}.{name}.localhost" for number in range(domains))
        made.append(App(name, tools, hosts, **fields))
        return made[-1]

    yield make
    for app in made:
        await tools.traefik.remove(app.name)
        for service in await app.services():  # without waiting for the containers: the session's end does that
            await tools.engine.ask(Request("DELETE", f"/services/{service}"))


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """An old release drains for half a second where a test says nothing else."""
    monkeypatch.setattr(rollout, "SHORTEST_DRAIN_S", 0.5)


@pytest.fixture(scope="session")
def git_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[GitServer]:
    with GitServer(tmp_path_factory.mktemp("git")) as running:
        yield running


@pytest.fixture
def repository(git_server: GitServer) -> Repository:
    return git_server.create_repo(f"r{len(git_server.repositories)}")
