"""One control plane and one git server for the module; each test makes its own application."""

from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.e2e.instance import Api, Instance, administrator
from tests.pipeline.githttp import GitServer


@pytest.fixture(scope="module")
def instance(engine: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Instance]:
    running = Instance(tmp_path_factory.mktemp("plane") / "data", engine.docker_host).start()
    yield running
    if running.process is not None:
        running.stop()


@pytest.fixture(scope="module")
async def api(instance: Instance) -> AsyncIterator[Api]:
    client = await administrator(instance)
    yield client
    await client.http.aclose()


@pytest.fixture(scope="module")
def git(tmp_path_factory: pytest.TempPathFactory) -> Iterator[GitServer]:
    with GitServer(tmp_path_factory.mktemp("git")) as server:
        yield server


@pytest.fixture(scope="module")
async def environment_id(api: Api) -> str:
    created = await api.post("project.create", name="Shop")
    return str(created["environment"]["environmentId"])


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path
