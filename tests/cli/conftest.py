"""A real server without an engine, its first administrator, and a shop to work on."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from benchmarks.server import SETUP_TOKEN, Server
from tests.cli.person import Person

EMAIL, PASSWORD = "ada@example.org", "correct horse battery"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    running = Server(tmp_path_factory.mktemp("plane") / "data")
    running.start()
    yield running
    running.stop()


@pytest.fixture(scope="module")
def ada(server: Server, tmp_path_factory: pytest.TempPathFactory) -> Person:
    """The first administrator, made by the command line."""
    person = Person(tmp_path_factory.mktemp("ada"))
    said = person.run("login", server.url, "--email", EMAIL, "--setup-token", SETUP_TOKEN, "--stdin", stdin=PASSWORD)
    assert EMAIL in said.stdout
    assert "owner" in said.stdout
    return person


@pytest.fixture
def stranger(server: Server, tmp_path: Path) -> Person:
    """Somebody who knows the address and nothing else."""
    return Person(tmp_path, {"DOKPLOY_URL": server.url})
