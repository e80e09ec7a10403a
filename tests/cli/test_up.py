"""How the server starts and ends, as a process."""

import os
import signal
import socket
import subprocess
import sys
from pathlib import Path

import pytest
from benchmarks.server import Server


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_ends_it_in_order(tmp_path: Path, number: signal.Signals) -> None:
    """It says so, leaves no child, and gives the data folder free for the next start."""
    server = Server(tmp_path / "data")
    server.start()
    assert server.process is not None
    family = server.processes()
    server.process.send_signal(number)
    assert server.process.wait(15) == 0
    assert "Stopping" in (tmp_path / "server.log").read_text()
    assert [pid for pid in family if Path(f"/proc/{pid}").exists()] == []
    server.start()
    server.stop()


def test_a_taken_port_is_told_with_its_holder(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        failed = up(tmp_path, port)
    assert failed.returncode == 1
    assert f"Port {port}" in failed.stderr
    assert f"pid {os.getpid()}" in failed.stderr
    assert f"PORT={port + 1}" in failed.stderr


def test_a_second_server_on_the_same_data_is_refused(tmp_path: Path) -> None:
    server = Server(tmp_path / "data")
    server.start()
    try:
        failed = up(tmp_path, 0)
    finally:
        server.stop()
    assert failed.returncode == 1
    assert str(tmp_path / "data") in failed.stderr
    assert "Traceback" not in failed.stderr


@pytest.mark.parametrize("verb", ["api", "worker"])
def test_a_part_without_the_shared_database_says_what_it_needs(tmp_path: Path, verb: str) -> None:
    failed = run(tmp_path, verb)
    assert failed.returncode == 1
    assert "DATABASE_URL" in failed.stderr
    assert "dokploy up" in failed.stderr
    assert "Traceback" not in failed.stderr


@pytest.mark.parametrize(
    ("variables", "cause"),
    [
        ({"DATABASE_URL": "mysql://root@db/dokploy"}, "DATABASE_URL: must begin with postgresql://"),
        ({"REDIS_URL": "http://redis:6379"}, "REDIS_URL: must begin with one of redis://"),
        ({"DATABASE_URL": "postgresql://dokploy:secret@127.0.0.1:1/dokploy"}, "The database is away"),
    ],
    ids=["another database", "another queue", "nobody there"],
)
def test_an_address_that_leads_nowhere_is_told_with_its_cause(
    tmp_path: Path, variables: dict[str, str], cause: str
) -> None:
    failed = run(tmp_path, "up", "--no-engine", **variables)
    assert failed.returncode == 1
    assert cause in failed.stderr
    assert "secret" not in failed.stderr
    assert "Traceback" not in failed.stderr


def up(folder: Path, port: int) -> subprocess.CompletedProcess[str]:
    return run(folder, "up", "--no-engine", PORT=str(port))


def run(folder: Path, *words: str, **more: str) -> subprocess.CompletedProcess[str]:
    variables = {
        "PATH": os.environ["PATH"],
        "HOST": "127.0.0.1",
        "PORT": "0",
        "DOKPLOY_DATA": str(folder / "data"),
        **more,
    }
    program = str(Path(sys.executable).with_name("dokploy"))
    return subprocess.run(
        [program, *words],
        env=variables,
        cwd=folder,
        capture_output=True,
        text=True,
        timeout=30,
        check=False,
    )
