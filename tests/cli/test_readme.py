"""The README's scenario, run as it is written: its shell blocks in their order, only addresses and folders replaced."""

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from tests.e2e.instance import SETUP_TOKEN, Instance

pytestmark = pytest.mark.engine
ROOT = Path(__file__).parents[2]
TIMEOUT_SECONDS = 240


@pytest.fixture
def instance(engine: Any, tmp_path: Path) -> Iterator[Instance]:
    running = Instance(tmp_path / "data", engine.docker_host).start()
    yield running
    running.stop()


def blocks(instance: Instance, folder: Path) -> list[str]:
    """What stands between the shell fences."""
    text = (ROOT / "README.md").read_text()
    for written, meant in (
        ("http://localhost:3000", instance.url),
        ("http://localhost/", f"{instance.web}/"),
        ("/tmp/", f"{folder}/"),
        ("-c cookies", f"-c {folder}/cookies"),
        ("-b cookies", f"-b {folder}/cookies"),
    ):
        assert written in text
        text = text.replace(written, meant)
    return re.findall(r"```sh\n(.*?)```", text, re.DOTALL)


def run(script: str, folder: Path) -> str:
    variables = {
        "PATH": f"{Path(sys.executable).parent}:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
        "HOME": str(folder),
        "TOKEN": SETUP_TOKEN,
    }
    done = subprocess.run(
        ["bash", "-euo", "pipefail", "-c", script],
        env=variables, cwd=ROOT, capture_output=True, text=True, timeout=TIMEOUT_SECONDS, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


ROWS = 'curl -sS "$URL/api/deployment.all?applicationId=$APP" -H "$key"'
"""The deployments of the application, newest first."""


def test_by_http(instance: Instance, tmp_path: Path) -> None:
    _, _, sign_up, repository, application, deployment, push, rollback, *_ = blocks(instance, tmp_path)
    wait = f'until [ -z "$({ROWS} | grep -o running)" ]; do sleep 1; done'
    outcome = f"echo; {ROWS} | pick '.__len__()'; {ROWS} | pick '[0][\"status\"]'"
    begin = "trap 'kill %1' EXIT  # the git server"
    steps = [begin, sign_up, repository, application, deployment, push, wait, rollback, wait, outcome]
    said = run("\n".join(steps), tmp_path)
    assert "<!doctype html>" in said
    assert '"deployed":true' in said
    assert said.splitlines()[-2:] == ["3", "done"]


def test_by_the_command_line(instance: Instance, tmp_path: Path) -> None:
    cli = blocks(instance, tmp_path)[1]
    typed = f"--setup-token {SETUP_TOKEN} --stdin <<<'correct horse battery'"
    said = run(cli.replace("--setup-token TOKEN   # asks for a new password", typed), tmp_path)
    assert "owner" in said
    assert "Hello from Dokploy" in said
    assert "hello.localhost" in said
    assert httpx.get(instance.web, headers={"host": "hello.localhost"}).status_code == 200
