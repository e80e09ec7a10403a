"""Two machines on one: network namespaces joined by a cable, each with an engine and a host name of its own.

The first one has a second cable to the network of this process, so that a test reaches what listens there. Needs root.
Taking the cable between them out, and ending an engine without a word, is how a machine is lost.
"""

import os
import shutil
import signal
import subprocess
import tempfile
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
    outside: str
    here: str


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
        yield Alone(host, f"{nets}.2", f"{nets}.1")


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
        _run("ip", "netns", "add", name)
        _run(*host.within, "ip", "link", "set", "lo", "up")
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
    _run("ip", "link", "add", name, "type", "veth", "peer", "name", "outside", "netns", f"/run/netns/{there}")
    try:
        _up((), name, address)
        _up(("ip", "netns", "exec", there), "outside", its_address)
        yield
    finally:
        subprocess.run(["ip", "link", "delete", name], check=False, capture_output=True)


def _up(at: tuple[str, ...], name: str, address: str) -> None:
    _run(*at, "ip", "address", "add", address, "dev", name)
    _run(*at, "ip", "link", "set", name, "up")


def _swarm(first: Host, second: Host) -> None:
    with first.engine.client() as client:
        client.init_swarm(advertise_addr=first.address, data_path_addr=first.address)
        token = client.inspect_swarm()["JoinTokens"]["Worker"]
    with second.engine.client() as client:
        client.join_swarm([f"{first.address}:2377"], token, advertise_addr=second.address)
