"""Fixtures for every room: the real engine of the run, and images for it."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests import database, testbed
from tests.images import HelloImages, make_images
from tests.registry import Registry, running_registry


def pytest_configure(config: pytest.Config) -> None:
    if not hasattr(config, "workerinput"):
        if not os.environ.get(testbed.REUSE):
            testbed.claim_folder()
        if not config.option.collectonly:
            database.start_server()


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    needs_engine = any(item.get_closest_marker("engine") for item in items)
    if needs_engine and not config.option.collectonly and not os.environ.get(testbed.REUSE) and os.geteuid() == 0:
        testbed.enter_network()


def pytest_unconfigure(config: pytest.Config) -> None:
    database.end_server()
    if not hasattr(config, "workerinput") and testbed.FOLDER in os.environ:
        testbed.end(Path(os.environ.pop(testbed.FOLDER)))


@pytest.fixture(scope="session")
def engine() -> testbed.RunningEngine:
    """A real Docker Engine that is a Swarm manager; ended, with all its containers, when the run ends."""
    return testbed.start()


@pytest.fixture(scope="session")
async def hello_images(engine: testbed.RunningEngine, tmp_path_factory: pytest.TempPathFactory) -> HelloImages:
    return await make_images(engine, tmp_path_factory.mktemp("busybox"))


@pytest.fixture(scope="session")
def registry(engine: testbed.RunningEngine, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Registry]:
    """A registry with a password, to push to and pull from; it asks for `engine` to be in the same network."""
    with running_registry(tmp_path_factory.mktemp("registry")) as running:
        yield running
