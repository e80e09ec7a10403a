"""Two machines on one: network namespaces joined by a cable, each with an engine and a host name of its own.

The first one has a second cable to the network of this process, so that a test reaches what listens there. Needs root.
Taking the cable between them out, and ending an engine without a word, is how a machine is lost; one that stands alone
can lose its power and be switched on again.
"""

import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from tests import testbed
from tests.testbed import RunningEngine


def _run(*argv: str) -> None:
    subprocess.run(argv, check=True, capture_output=True)


@dataclass(frozen=True)
class Host:
    """`address` is the one that the other host reaches it at."""

    name: str
    address: str
    folder: Path
    options: tuple[str, ...]
    """Of its engine."""

    @property
    def within(self) -> tuple[str, ...]:
        """What begins the command line of a program that is to run there."""
        return ("nsenter", f"--net=/run/netns/{self.name}")

    @property
    def engine(self) -> RunningEngine:
        return RunningEngine(f"unix://{self.folder}/docker.sock")

    def start_engine(self) -> None:
        named = ("unshare", "--uts", "sh", "-c", f'hostname {self.name}; exec "$@"', "sh")
        testbed.launch(self.folder, (*self.within, *named), self.options)
        testbed.wait_for(self.engine, self.folder)

    def kill_engine(self) -> None:
        """At once, with its containerd: as far as the other host can tell, the machine is gone."""
        for file in (self.folder / "pid", self.folder / "exec/containerd/containerd.pid"):
            with suppress(OSError, ValueError):
                os.kill(int(file.read_text()), signal.SIGKILL)
        (self.folder / "pid").unlink(missing_ok=True)

    def lose_power(self) -> None:
        """Engine, containers and network end in the same moment; what is on the disk of the engine stays."""
        while pids := _with_descendants(_naming(f"{self.folder}/")):
            for pid in pids:
                with suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGKILL)
            time.sleep(0.05)
        testbed.unmount_all(self.folder)
        shutil.rmtree(self.folder / "exec", ignore_errors=True)  # /run of a real machine is empty when it starts
        (self.folder / "pid").unlink(missing_ok=True)
        _run("ip", "netns", "delete", self.name)

    def make_network(self) -> None:
        _run("ip", "netns", "add", self.name)
        _run(*self.within, "ip", "link", "set", "lo", "up")


def _naming(words: str) -> set[int]:
    """Processes of programs of an engine, which are told its folder; not those whose tests know it as well."""
    found = set()
    for entry in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            argv = (entry / "cmdline").read_bytes().decode(errors="replace").split("\0")
            if Path(argv[0]).name.startswith(("dockerd", "containerd", "docker-proxy")) and words in " ".join(argv):
                found.add(int(entry.name))
    return found


def _with_descendants(pids: set[int]) -> set[int]:
    parents = {}
    for entry in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            parents[int(entry.name)] = int((entry / "stat").read_text().rpartition(")")[2].split()[1])
    found: set[int] = set()
    more = pids
    while more:
        found |= more
        more = {pid for pid, parent in parents.items() if parent in found} - found
    return found


@dataclass(frozen=True)
class Hosts:
    first: Host
    second: Host
    outside: str
    """The first host's address on the cable to this process."""
    here: str
    """The address of this process on that cable."""

    def cut(self) -> None:
        """Take the cable between them out."""
        _run(*self.first.within, "ip", "link", "set", "peer", "down")

    def join(self) -> None:
        _run(*self.first.within, "ip", "link", "set", "peer", "up")


@dataclass(frozen=True)
class Alone:
    """One host on a cable to this process."""

    host: Host
    cable: str
    """What this end of it is called."""
    outside: str
    here: str

    def lose_power(self) -> None:
        subprocess.run(["ip", "link", "delete", self.cable], check=False, capture_output=True)
        self.host.lose_power()

    def switch_on(self) -> None:
        """Up to its network; engine and programs are what its init system starts."""
        self.host.make_network()
        _lay_cable(self.cable, f"{self.here}/30", self.host.name, f"{self.outside}/30")


@contextmanager
def one_host(*options: str) -> Iterator[Alone]:
    """Its engine runs, and is in no Swarm. `options` are the engine's."""
    number = os.getpid() % 250
    nets = f"10.213.{number}"
    with (
        _host(f"dokploy{number}a", f"{nets}.2", options) as host,
        _cable_outside(f"dk{number}", f"{nets}.1/30", host.name, f"{nets}.2/30"),
    ):
        host.start_engine()
        yield Alone(host, f"dk{number}", f"{nets}.2", f"{nets}.1")


@contextmanager
def two_hosts(*options: str) -> Iterator[Hosts]:
    """Both engines run, and are in one Swarm whose only manager is the first."""
    number = os.getpid() % 250
    nets = f"10.213.{number}"
    with (
        _host(f"dokploy{number}a", f"{nets}.5", options) as first,
        _host(f"dokploy{number}b", f"{nets}.6", options) as second,
        _cable_outside(f"dk{number}", f"{nets}.1/30", first.name, f"{nets}.2/30"),
    ):
        _cable(("ip", "netns", "exec", first.name), f"{first.address}/30", second.name, f"{second.address}/30")
        _run("ip", "route", "add", first.address, "via", f"{nets}.2")
        for host in (first, second):
            host.start_engine()
        _swarm(first, second)
        yield Hosts(first, second, f"{nets}.2", f"{nets}.1")


@contextmanager
def _host(name: str, address: str, options: tuple[str, ...]) -> Iterator[Host]:
    """A network of its own, without a cable or an engine yet."""
    folder = Path(tempfile.mkdtemp(prefix=testbed.PREFIX))
    (folder / "owner").write_text(str(os.getpid()))
    (folder / "network").touch()  # its bridges are none of this network's
    host = Host(name, address, folder, options)
    try:
        host.make_network()
        yield host
    finally:
        testbed.end(folder)
        subprocess.run(["ip", "netns", "delete", name], check=False, capture_output=True)
        shutil.rmtree(folder, ignore_errors=True)


def _cable(at: tuple[str, ...], address: str, there: str, its_address: str) -> None:
    """Between two hosts; each end is called `peer`."""
    _run(*at, "ip", "link", "add", "peer", "type", "veth", "peer", "name", "peer", "netns", f"/run/netns/{there}")
    _up(at, "peer", address)
    _up(("ip", "netns", "exec", there), "peer", its_address)


@contextmanager
def _cable_outside(name: str, address: str, there: str, its_address: str) -> Iterator[None]:
    try:
        _lay_cable(name, address, there, its_address)
        yield
    finally:
        subprocess.run(["ip", "link", "delete", name], check=False, capture_output=True)


def _lay_cable(name: str, address: str, there: str, its_address: str) -> None:
    _run("ip", "link", "add", name, "type", "veth", "peer", "name", "outside", "netns", f"/run/netns/{there}")
    _up((), name, address)
    _up(("ip", "netns", "exec", there), "outside", its_address)


def _up(at: tuple[str, ...], name: str, address: str) -> None:
    _run(*at, "ip", "address", "add", address, "dev", name)
    _run(*at, "ip", "link", "set", name, "up")


def _swarm(first: Host, second: Host) -> None:
    with first.engine.client() as client:
        client.init_swarm(advertise_addr=first.address, data_path_addr=first.address)
        token = client.inspect_swarm()["JoinTokens"]["Worker"]
    with second.engine.client() as client:
        client.join_swarm([f"{first.address}:2377"], token, advertise_addr=second.address)
