"""Deployments from the command line, on a real engine: live, failed, cancelled, and the way back."""

import os
import pty
import signal
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from tests.cli.conftest import EMAIL, PASSWORD
from tests.cli.person import PROGRAM, Person
from tests.e2e import sources
from tests.e2e.instance import SETUP_TOKEN, Instance
from tests.pipeline.githttp import GitServer

from dokploy.cli.failure import Exit

pytestmark = pytest.mark.engine
AT_A_SHELL = ("env", "--default-signal=INT")
"""A suite that was started in the background ignores Ctrl-C, and so would all that it starts."""


@pytest.fixture(scope="module")
def instance(engine: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Instance]:
    running = Instance(tmp_path_factory.mktemp("plane") / "data", engine.docker_host).start()
    yield running
    running.stop()


@pytest.fixture(scope="module")
def bea(instance: Instance, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Person]:
    """The administrator of an installation that can deploy; what was deployed is removed in the end."""
    person = Person(tmp_path_factory.mktemp("bea"))
    wanted = ("login", instance.url, "--email", EMAIL, "--setup-token", SETUP_TOKEN, "--stdin")
    person.run(*wanted, stdin=PASSWORD)
    yield person
    for project in person.json("projects"):
        person.run("call", "project.remove", f"projectId={project['projectId']}")


def write(folder: Path, files: dict[str, str]) -> str:
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in files.items():
        (folder / name).write_text(text)
    return str(folder)


def page(instance: Instance, host: str) -> str:
    return httpx.get(instance.web, headers={"host": host}, timeout=30).text


def test_there_and_back(bea: Person, instance: Instance, tmp_path: Path) -> None:
    """Two releases of a folder, its logs, and the way back to the first."""
    folder = tmp_path / "shop"
    first = bea.run("deploy", write(folder, sources.good("one")), "--domain", "shop.localhost")
    url = first.stdout.splitlines()[-1]
    assert url.startswith("http://shop.localhost")
    assert "==> Live after" in first.stderr
    second = bea.json("deploy", write(folder, sources.good("two")))
    assert (second["status"], second["error"], second["urls"]) == ("done", None, [url])
    assert page(instance, "shop.localhost") == "<h1>two</h1>\n"
    rows = bea.table("rollback", "shop")
    assert [row[0] for row in rows] == ["2", "1"]
    assert [row["live"] for row in bea.json("rollback", "shop")] == [True, False]
    assert "has no release 7" in bea.run("rollback", "shop", "7", expect=Exit.NOT_FOUND).stderr
    back = bea.json("rollback", "shop", "previous")
    assert back["status"] == "done"
    assert page(instance, "shop.localhost") == "<h1>one</h1>\n"
    rebuilt = bea.run("deploy", "default/shop", "--rebuild", "--title", "Once more")
    assert rebuilt.stdout.endswith(f"\n{url}\n")
    assert bea.table("rollback", "shop")[0][-2] == "Once more"
    assert page(instance, "shop.localhost") == "<h1>two</h1>\n"


@pytest.fixture(scope="module")
def talker(bea: Person, tmp_path_factory: pytest.TempPathFactory) -> str:
    """An application that writes a numbered line each second."""
    files = sources.good("talks")
    files["Dockerfile"] = files["Dockerfile"].replace('"httpd", ', '"sh", "/talk.sh"]\n#')
    files["Dockerfile"] = files["Dockerfile"].replace("COPY", "COPY talk.sh /talk.sh\nCOPY", 1)
    files["talk.sh"] = "httpd -p 3000 -h /www; i=0; while true; do i=$((i+1)); echo line $i; sleep 1; done\n"
    bea.run("deploy", write(tmp_path_factory.mktemp("source") / "talker", files))
    return "talker"


def test_the_last_lines_of_containers(bea: Person, talker: str) -> None:
    shown = bea.run("logs", talker, "--tail", "2").stdout.splitlines()
    assert len(shown) == 2
    assert " line " in shown[1]
    assert bea.json("logs", talker, "--search", "no such line")["lines"] == []
    assert "nothing was written" in bea.run("logs", talker, "--search", "no such line").stderr


def test_containers_are_followed_across_a_restart_of_the_server_until_ctrl_c(
    bea: Person, instance: Instance, talker: str
) -> None:
    """Each line once, none left out."""
    process = subprocess.Popen(
        [*AT_A_SHELL, PROGRAM, "logs", talker, "-f", "-n", "1"], env=bea.variables,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert process.stdout is not None
    numbers = [int(process.stdout.readline().split()[-1]) for _ in range(3)]
    instance.kill()
    instance.start()
    numbers += [int(process.stdout.readline().split()[-1]) for _ in range(8)]
    assert numbers == list(range(numbers[0], numbers[0] + 11))
    process.send_signal(signal.SIGINT)
    _, said = process.communicate(timeout=20)
    assert process.returncode == Exit.INTERRUPTED
    assert "Traceback" not in said


def test_a_log_that_cannot_be_had_is_refused_with_the_reason(bea: Person, talker: str) -> None:
    assert "since" in bea.run("logs", talker, "-f", "--since", "yesterday", expect=Exit.FAILED).stderr


def test_a_build_that_fails(bea: Person, tmp_path: Path) -> None:
    failed = bea.run("deploy", write(tmp_path / "broken", sources.failing_build()), expect=Exit.DEPLOYMENT)
    assert "no such module: shop" in failed.stdout
    assert "Error: The deployment ended with status error" in failed.stderr
    assert "has no release yet" in bea.run("rollback", "broken").stderr


def test_an_application_from_its_own_source(bea: Person, instance: Instance, tmp_path: Path) -> None:
    with GitServer(tmp_path) as server:
        repository = server.create_repo("web")
        commit = repository.commit(sources.good("from git"), "First")
        environment = bea.json("call", "project.create", "name=git")["environment"]["environmentId"]
        made = bea.json("call", "application.create", "name=web", f"environmentId={environment}")
        place = f"applicationId={made['applicationId']}"
        bea.run("call", "application.saveGitProvider", place, f"customGitUrl={repository.url}", "customGitBranch=main")
        bea.run("call", "application.saveBuildType", place, "buildType=dockerfile")
        bea.run("domains", "add", "git/web", "git.localhost")
        deployed = bea.run("deploy", "git/web", "--title", "By hand")
    assert "Application git/production/web, from git" in deployed.stderr
    assert page(instance, "git.localhost") == "<h1>from git</h1>\n"
    assert bea.table("rollback", "git/web")[0][-3:-1] == [commit[:10], "By hand"]
    refused = bea.run(
        "deploy", write(tmp_path / "upload" / "web", sources.good("x")), "--project", "git", expect=Exit.FAILED
    )
    assert "an upload would replace that" in refused.stderr


# ------------------------------------------------------------------------------------------- Ctrl-C


def test_ctrl_c_leaves_the_deployment_running_and_says_so(bea: Person, tmp_path: Path) -> None:
    process = subprocess.Popen(
        [*AT_A_SHELL, PROGRAM, "deploy", write(tmp_path / "slow", sources.slow_build(5))], env=bea.variables,
        stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert process.stdout is not None
    while "build" not in process.stdout.readline():
        pass
    process.send_signal(signal.SIGINT)
    _, said = process.communicate(timeout=20)
    assert process.returncode == Exit.INTERRUPTED
    assert "The deployment goes on at the server" in said
    assert "Traceback" not in said
    assert "==> Deployment" in bea.run("logs", "slow", "--build", "-f").stderr


def test_ctrl_c_at_a_terminal_asks_whether_to_cancel(bea: Person, tmp_path: Path) -> None:
    controller, terminal = pty.openpty()
    process = subprocess.Popen(
        [*AT_A_SHELL, PROGRAM, "deploy", write(tmp_path / "slower", sources.slow_build(60))], env=bea.variables,
        stdin=terminal, stdout=terminal, stderr=terminal, start_new_session=True,
    )  # fmt: skip
    os.close(terminal)
    shown = Terminal(controller)
    shown.wait_for("==> build")
    process.send_signal(signal.SIGINT)
    shown.wait_for("Cancel the deployment at the server?")
    os.write(controller, b"y\n")
    shown.wait_for("ended with status cancelled")
    assert process.wait(20) == Exit.DEPLOYMENT
    os.close(controller)
    assert bea.json("apps", "default")[-1]["status"] in {"idle", "done"}


class Terminal:
    """What appears on a terminal, and waiting for it."""

    def __init__(self, controller: int) -> None:
        self.controller = controller
        self.text = ""

    def wait_for(self, wanted: str, seconds: float = 60) -> None:
        deadline = time.monotonic() + seconds
        while wanted not in self.text:
            assert time.monotonic() < deadline, self.text
            try:
                self.text += os.read(self.controller, 4096).decode(errors="replace")
            except OSError as error:
                raise AssertionError(f"it ended without {wanted!r}:\n{self.text}") from error
