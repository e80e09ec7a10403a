"""A Docker Engine of the suite's own: in a folder under /tmp, a Swarm of one node, gone at the end with all it held.

Where another engine or Swarm is at home in this machine's network (docker0, ports 2377 and 7946), the test process
itself moves into a network namespace of its own first, so that published ports are on *its* 127.0.0.1 and the two
engines never meet. There is no way out to other networks from there; look inside with
`nsenter --net=/proc/<pid of dockerd>/ns/net`. Needs root.

`DOKPLOY_TEST_DOCKER_HOST` names a running engine to use instead.
"""

import ctypes
import fcntl
import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import docker
from docker import APIClient

from dokploy.adapters import ports
from dokploy.adapters.docker_client import knock
from dokploy.core.errors import EngineUnavailable

REUSE = "DOKPLOY_TEST_DOCKER_HOST"
FOLDER = "DOKPLOY_TEST_ENGINE_FOLDER"
PREFIX = "dokploy-test-engine-"
CLONE_NEWNET = 0x40000000
_libc = ctypes.CDLL(None, use_errno=True)


@dataclass(frozen=True)
class RunningEngine:
    """What tests get."""

    docker_host: str

    @contextmanager
    def client(self) -> Iterator[docker.APIClient]:
        """docker-py's low-level client, for looking at the engine past our own adapters."""
        client = docker.APIClient(base_url=self.docker_host, version="auto", timeout=60)
        try:
            yield client
        finally:
            client.close()


def claim_folder() -> None:
    """Once per run, in the process that outlives all others: xdist's workers inherit the variable."""
    end_forgotten()
    folder = Path(tempfile.mkdtemp(prefix=PREFIX))
    (folder / "owner").write_text(str(os.getpid()))
    os.environ[FOLDER] = str(folder)


def enter_network() -> None:
    """Move this process into the engine's network namespace, if it has one; to be called before anything listens."""
    folder = Path(os.environ[FOLDER])
    with _locked(folder):
        holder = folder / "network"
        if holder.exists():
            _join(int(holder.read_text()))
        elif _is_occupied():
            new_network()
            holder.write_text(str(os.getpid()))


def new_network() -> None:
    """Give the calling thread, and what it starts from now on, a network with nothing but a loopback."""
    _check(_libc.unshare(CLONE_NEWNET), "unshare")
    subprocess.run(["ip", "link", "set", "lo", "up"], check=True)


def start() -> RunningEngine:
    """The run's engine: started by whoever asks first."""
    if os.environ.get(REUSE):
        return _ready(RunningEngine(os.environ[REUSE]))
    folder = Path(os.environ[FOLDER])
    engine = RunningEngine(f"unix://{folder}/docker.sock")
    with _locked(folder):
        if not (folder / "pid").exists():
            launch(folder)
        return _ready(engine)


def end(folder: Path) -> None:
    """Every container, the Swarm, the engine, its mounts and its folder."""
    engine = RunningEngine(f"unix://{folder}/docker.sock")
    pid = _dockerd_of(folder)
    if pid is not None:
        with suppress(docker.errors.DockerException, OSError):
            _empty(engine)
        terminate(pid)
    unmount_all(folder)
    if (folder / "dockerd.log").exists() and not (folder / "network").exists():
        for bridge in ("docker0", "docker_gwbridge"):  # ours: there were none when we came
            subprocess.run(["ip", "link", "delete", bridge], check=False, capture_output=True)
    shutil.rmtree(folder, ignore_errors=True)


def unmount_all(folder: Path) -> None:
    """Whatever is mounted below it."""
    for line in reversed(Path("/proc/mounts").read_text().splitlines()):
        if line.split()[1].startswith(f"{folder}/"):
            subprocess.run(["umount", "-l", line.split()[1]], check=False)


def end_forgotten() -> None:
    """End engines whose test run was killed before it could do so."""
    for folder in Path(tempfile.gettempdir()).glob(f"{PREFIX}*"):
        with suppress(OSError, ValueError):
            if not Path(f"/proc/{int((folder / 'owner').read_text())}").exists():
                end(folder)


def _dockerd_of(folder: Path) -> int | None:
    """The engine of this folder, if it still runs: a number that was written long ago may be anybody's by now."""
    try:
        pid = int((folder / "pid").read_text())
        words = Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0")
    except (OSError, ValueError):
        return None
    is_ours = Path(words[0].decode()).name == "dockerd" and f"{folder}/data".encode() in words
    return pid if is_ours else None


def launch(folder: Path, within: tuple[str, ...] = (), options: tuple[str, ...] = ()) -> None:
    """Start an engine in `folder` and wait for nothing; `within` are words that begin its command line."""
    if os.geteuid() != 0:
        raise RuntimeError(f"Tests with a real engine need root, or {REUSE}=unix://… of a running one.")
    if shutil.which("dockerd") is None:
        for arguments in (
            ["update"],
            ["install", "-y", "--no-install-recommends", "docker.io", "iptables", "iproute2"],
        ):
            subprocess.run(["apt-get", *arguments], check=True, env={**os.environ, "DEBIAN_FRONTEND": "noninteractive"})
    argv = ["dockerd", "--data-root", f"{folder}/data", "--exec-root", f"{folder}/exec", "--pidfile", f"{folder}/pid"]
    # A containerd of the machine, if one runs, must not see our containers among those of its own engine.
    namespace = folder.name.replace("_", "0")  # containerd takes no two separators in a row, and none at the end
    argv += ["--containerd-namespace", namespace, "--containerd-plugins-namespace", f"{namespace}-plugins"]
    argv += ["--host", f"unix://{folder}/docker.sock", "--shutdown-timeout", "2", *options]
    argv = [*within, *argv]
    with (folder / "dockerd.log").open("wb") as log:
        process = subprocess.Popen(argv, stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True)
    process.returncode = 0  # ended by its pid file, perhaps by another process


def _ready(engine: RunningEngine) -> RunningEngine:
    def be_a_swarm(client: docker.APIClient) -> None:
        if client.info()["Swarm"]["LocalNodeState"] == "inactive":
            client.init_swarm(advertise_addr="127.0.0.1")

    wait_for(engine, Path(os.environ.get(FOLDER, "/nowhere")), be_a_swarm)
    return engine


def wait_for(engine: RunningEngine, folder: Path, work: Callable[[docker.APIClient], Any] = APIClient.info) -> None:
    """Until it has done this; `folder` is where its log lies."""
    deadline = time.monotonic() + 60
    while True:
        try:
            knock(engine.docker_host)
            with engine.client() as client:
                work(client)
                return
        except (docker.errors.DockerException, EngineUnavailable) as error:
            if time.monotonic() > deadline:
                log = folder / "dockerd.log"
                tail = log.read_text()[-2000:] if log.exists() else ""
                raise RuntimeError(f"The test engine did not come up: {error}\n{tail}") from error
            time.sleep(0.1)


def _empty(engine: RunningEngine) -> None:
    with engine.client() as client:
        client.leave_swarm(force=True)
        for container in client.containers(all=True):
            with suppress(docker.errors.APIError):  # Swarm is removing its own at this moment
                client.remove_container(container["Id"], force=True, v=True)


def terminate(pid: int) -> None:
    with suppress(ProcessLookupError):
        os.kill(pid, signal.SIGTERM)
        deadline = time.monotonic() + 20
        while time.monotonic() < deadline:
            with suppress(ChildProcessError):  # another worker's child
                os.waitpid(pid, os.WNOHANG)
            os.kill(pid, 0)
            time.sleep(0.05)
        os.kill(pid, signal.SIGKILL)


def _is_occupied() -> bool:
    bridges = any(Path(f"/sys/class/net/{name}").exists() for name in ("docker0", "docker_gwbridge"))
    return bridges or not all(ports.is_free(port) for port in (2377, 7946))


def _join(pid: int) -> None:
    with Path(f"/proc/{pid}/ns/net").open() as namespace:
        _check(_libc.setns(namespace.fileno(), CLONE_NEWNET), "setns")


def _check(result: int, call: str) -> None:
    if result != 0:
        raise OSError(ctypes.get_errno(), f"{call}: {os.strerror(ctypes.get_errno())}")


@contextmanager
def _locked(folder: Path) -> Iterator[None]:
    with (folder / "lock").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield
