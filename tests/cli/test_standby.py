"""Of several programs on one port one answers, and nobody is refused while they end and start again."""

import http.client
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROUTES = """
http:
  routers:
    all: { rule: "PathPrefix(`/`)", service: ping@internal }
"""


class Pair:
    """Traefiks that share a port, each with the one route."""

    def __init__(self, folder: Path) -> None:
        with socket.socket() as found:
            found.bind(("127.0.0.1", 0))
            self.port: int = found.getsockname()[1]
        self.folder = folder
        self.started = 0
        self.running: list[subprocess.Popen[bytes]] = []
        (folder / "routes.yml").write_text(ROUTES)

    def start(self) -> None:
        """One more; returns when it has read its route."""
        options = (
            "--entrypoints.panel", f"--providers.file.filename={self.folder}/routes.yml", "--ping.manualrouting",
            "--log.level=DEBUG", "--global.checknewversion=false",
        )  # fmt: skip
        traefik = Path(sys.executable).with_name("traefik")
        self.started += 1
        log = self.folder / f"log-{self.started}"
        with log.open("wb") as written:
            words = (*standby(self.port), str(traefik), *options)
            self.running.append(subprocess.Popen(words, stdout=written, stderr=written))
        until = time.monotonic() + 30
        while "Added outgoing tracing middleware" not in log.read_text():  # what it says of a router
            assert time.monotonic() < until, log.read_text()
            time.sleep(0.02)
        time.sleep(0.2)

    def kill(self) -> None:
        """The one that was started first."""
        first = self.running.pop(0)
        first.send_signal(signal.SIGKILL)
        first.wait()

    def ask(self) -> int:
        asking = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        try:
            asking.request("GET", "/")
            return asking.getresponse().status
        finally:
            asking.close()


@contextmanager
def pair(folder: Path) -> Iterator[Pair]:
    found = Pair(folder)
    try:
        yield found
    finally:
        for one in found.running:
            one.kill()
            one.wait()


class Caller(threading.Thread):
    """Asks all the time, each time on a connection of its own."""

    def __init__(self, asked: Pair) -> None:
        super().__init__()
        self.asked = asked
        self.answers: Counter[str] = Counter()
        self.ended = threading.Event()

    def run(self) -> None:
        while not self.ended.is_set():
            try:
                self.answers[str(self.asked.ask())] += 1
            except (OSError, http.client.HTTPException) as error:
                self.answers[type(error).__name__] += 1


def test_who_is_killed_takes_its_own_calls_along_and_no_others(tmp_path: Path) -> None:
    """Four callers without a break; the one that comes back is asked nothing before it knows its routes."""
    kills = 4
    with pair(tmp_path) as traefiks:
        traefiks.start()
        while traefiks.ask() != 200:
            time.sleep(0.02)
        traefiks.start()
        callers = [Caller(traefiks) for _ in range(4)]
        for caller in callers:
            caller.start()
        for _ in range(kills):
            time.sleep(0.5)
            traefiks.kill()
            traefiks.start()
        time.sleep(0.5)
        for caller in callers:
            caller.ended.set()
        for caller in callers:
            caller.join()
    answers = sum((caller.answers for caller in callers), Counter())
    assert {"404", "ConnectionRefusedError", "TimeoutError"} & set(answers) == set(), answers
    # Who is thrown out may come back before the dying one has closed its door: so up to three times, not once.
    assert answers.total() - answers["200"] <= 3 * kills * len(callers), answers
    assert answers["200"] > 100, answers


def test_the_second_is_asked_nothing_while_the_first_is_there(tmp_path: Path) -> None:
    """Not even when it is frozen: it does not have the connections."""
    with pair(tmp_path) as traefiks:
        traefiks.start()
        while traefiks.ask() != 200:
            time.sleep(0.02)
        traefiks.start()
        traefiks.running[1].send_signal(signal.SIGSTOP)
        assert {traefiks.ask() for _ in range(200)} == {200}


def test_a_port_of_somebody_who_does_not_share_is_told(tmp_path: Path) -> None:
    with socket.create_server(("", 0)) as taken:
        port = taken.getsockname()[1]
        refused = said(*standby(port), "true")
    assert refused.returncode == 1
    assert f"Port {port} cannot be shared: Address already in use." in refused.stderr
    assert "does not share it" in refused.stderr


def test_a_program_that_is_not_there_is_told() -> None:
    refused = said(*standby(free_port()), "/nowhere/traefik")
    assert refused.returncode == 4
    assert "/nowhere/traefik cannot be run: No such file or directory." in refused.stderr


def test_the_socket_is_handed_over_under_its_name() -> None:
    program = (
        "import os, socket\n"
        "print(os.environ['LISTEN_PID'] == str(os.getpid()), os.environ['LISTEN_FDS'], os.environ['LISTEN_FDNAMES'])\n"
        "print(socket.socket(fileno=3).getsockname()[1])\n"
    )
    port = free_port()
    shown = said(*standby(port), sys.executable, "-c", program)
    assert shown.stdout.split() == ["True", "1", "panel", str(port)], shown.stderr


def standby(port: int) -> tuple[str, ...]:
    return (str(Path(sys.executable).with_name("dokploy")), "standby", "--port", str(port), "--name", "panel", "--")


def said(*words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(words, capture_output=True, text=True, timeout=60, check=False, env={**os.environ})


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])
