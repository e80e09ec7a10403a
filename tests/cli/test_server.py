"""The commands against a real server without an engine, each as a process of its own, as a person runs them."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from benchmarks.server import SETUP_TOKEN, Server

EMAIL, PASSWORD = "ada@example.org", "correct horse battery"
HELLO = Path(__file__).parents[2] / "examples/hello"


@dataclass
class Person:
    """Somebody at a shell, with a home of their own."""

    home: Path
    server: Server
    environment: dict[str, str] = field(default_factory=dict)

    def run(self, *argv: str, stdin: str = "", expect: int = 0) -> subprocess.CompletedProcess[str]:
        program = str(Path(sys.executable).with_name("dokploy"))
        variables = {"PATH": os.environ["PATH"], "HOME": str(self.home), **self.environment}
        done = subprocess.run(
            [program, *argv], env=variables, input=stdin, capture_output=True, text=True, timeout=60, check=False
        )
        assert done.returncode == expect, done.stdout + done.stderr
        return done


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    running = Server(tmp_path_factory.mktemp("plane") / "data")
    running.start()
    yield running
    running.stop()


@pytest.fixture(scope="module")
def ada(server: Server, tmp_path_factory: pytest.TempPathFactory) -> Person:
    """The first administrator, made by the command line."""
    person = Person(tmp_path_factory.mktemp("ada"), server)
    said = person.run("login", server.url, "--email", EMAIL, "--setup-token", SETUP_TOKEN, "--stdin", stdin=PASSWORD)
    assert EMAIL in said.stdout
    assert "owner" in said.stdout
    return person


@pytest.fixture
def stranger(server: Server, tmp_path: Path) -> Person:
    return Person(tmp_path, server, {"DOKPLOY_URL": server.url})


def test_the_first_administrator_is_remembered(ada: Person) -> None:
    stored = json.loads((ada.home / ".config/dokploy/credentials.json").read_text())
    assert stored["url"] == ada.server.url
    assert len(stored["key"]) == 64
    assert EMAIL in ada.run("health").stdout
    assert json.loads(ada.run("health", "--json").stdout)["signedInAs"] == EMAIL


def test_signing_in_again_makes_a_key_of_its_own(ada: Person, stranger: Person) -> None:
    stranger.run("login", ada.server.url, "--email", EMAIL, "--stdin", stdin=PASSWORD)
    keys = [json.loads((who.home / ".config/dokploy/credentials.json").read_text())["key"] for who in (ada, stranger)]
    assert keys[0] != keys[1]
    stranger.run("login", ada.server.url, "--stdin", stdin=f"{keys[0]}\n")


def test_a_wrong_password_is_told_as_such(ada: Person, stranger: Person) -> None:
    failed = stranger.run("login", ada.server.url, "--email", EMAIL, "--stdin", stdin="wrong password", expect=1)
    assert "password" in failed.stderr.lower()
    assert not (stranger.home / ".config").exists()


def test_a_second_set_up_is_refused(ada: Person, stranger: Person) -> None:
    wanted = ("login", ada.server.url, "--email", "eve@example.org", "--setup-token", SETUP_TOKEN, "--stdin")
    stranger.run(*wanted, stdin=PASSWORD, expect=1)


def test_any_procedure_can_be_called(ada: Person) -> None:
    made = json.loads(ada.run("call", "project.create", "name=Called", "description:=null").stdout)
    project_id = made["project"]["projectId"]
    assert json.loads(ada.run("call", "project.one", f"projectId={project_id}").stdout)["name"] == "Called"
    ada.run("call", "project.remove", f"projectId={project_id}")
    assert "not found" in ada.run("call", "project.one", f"projectId={project_id}", expect=1).stderr.lower()


def test_input_errors_name_the_field(ada: Person) -> None:
    failed = ada.run("call", "project.create", "name:=12", expect=1)
    assert "name" in failed.stderr


def test_an_unknown_procedure_is_told(ada: Person) -> None:
    assert "project.sing" in ada.run("call", "project.sing", expect=1).stderr


def test_without_a_key_the_next_step_is_to_sign_in(stranger: Person) -> None:
    failed = stranger.run("call", "project.all", expect=1)
    assert "wants an API key" in failed.stderr
    assert f"dokploy login {stranger.server.url}" in failed.stderr


def test_a_key_that_is_not_accepted_is_told(stranger: Person) -> None:
    stranger.environment["DOKPLOY_API_KEY"] = "k" * 64
    assert "does not accept this API key" in stranger.run("call", "project.all", expect=1).stderr
    assert "not signed in" in stranger.run("health").stdout


def test_logs_of_what_was_never_deployed_says_what_there_is(ada: Person) -> None:
    assert "no application nowhere" in ada.run("logs", "nowhere", expect=1).stderr


def test_a_deployment_without_an_engine_ends_with_the_cause(ada: Person) -> None:
    """And leaves project, application and domain in place, for the next try."""
    failed = ada.run("deploy", str(HELLO), "--domain", "hello.localhost", "--json", expect=1)
    result = json.loads(failed.stdout)
    assert result["status"] == "error"
    assert "ngine" in result["error"]
    assert result["error"] in failed.stderr
    again = ada.run("logs", "-f", "hello", expect=1)
    assert "ngine" in again.stdout
    rows = json.loads(ada.run("call", "domain.byApplicationId", f"applicationId={result['applicationId']}").stdout)
    assert [(row["host"], row["port"]) for row in rows] == [("hello.localhost", 3000)]
    moved = ada.run("deploy", str(HELLO), "--domain", "hello.localhost", "--port", "8080", expect=1)
    assert "now to port 8080" in moved.stderr
    assert "Project default, environment production\n" in moved.stderr
