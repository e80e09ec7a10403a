"""A git server over SSH: Debian's own sshd on loopback, with host keys that can change and keys that it lets in."""

import getpass
import os
import shutil
import socket
import subprocess
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Self

from tests.pipeline.githttp import GitServer, Repository

from dokploy.core import sshkeys
from dokploy.core.sshkeys import KeyPair

SEPARATION = Path("/run/sshd")
"""sshd, started as root, wants this folder; a service manager would make it."""
CONFIG = """
ListenAddress {host}:{port}
HostKey {root}/host_key
AuthorizedKeysFile {root}/authorized_keys
PidFile none
StrictModes no
UsePAM no
PasswordAuthentication no
KbdInteractiveAuthentication no
PermitRootLogin prohibit-password
PrintMotd no
LogLevel VERBOSE
"""


def free_port(host: str) -> int:
    with socket.socket() as probe:
        probe.bind((host, 0))
        return int(probe.getsockname()[1])


@dataclass
class SshServer:
    """`with SshServer(folder) as server`; `port=22` on a loopback address of its own serves the scp-like form."""

    root: Path
    host: str = "127.0.0.1"
    port: int = 0
    user: str = field(default_factory=getpass.getuser)

    def __post_init__(self) -> None:
        self.root.mkdir(parents=True, exist_ok=True)
        self.files = GitServer(self.root / "git")
        self.port = self.port or free_port(self.host)

    def __enter__(self) -> Self:
        if shutil.which("sshd", path="/usr/sbin:/usr/bin") is None:
            argv = ["apt-get", "install", "-y", "--no-install-recommends", "openssh-server"]
            subprocess.run(argv, check=True, env={**os.environ, "DEBIAN_FRONTEND": "noninteractive"})
        if os.geteuid() == 0:
            SEPARATION.mkdir(mode=0o755, exist_ok=True)
        (self.root / "authorized_keys").touch()
        (self.root / "config").write_text(CONFIG.format(host=self.host, port=self.port, root=self.root))
        self.new_host_key()
        self._start()
        return self

    def __exit__(self, *problem: object) -> None:
        self.stop()

    def _start(self) -> None:
        argv = ["/usr/sbin/sshd", "-D", "-E", str(self.root / "log"), "-f", str(self.root / "config")]
        self.process = subprocess.Popen(argv)
        for _ in range(200):
            with socket.socket() as door:
                if door.connect_ex((self.host, self.port)) == 0:
                    return
            time.sleep(0.05)
        raise RuntimeError(f"sshd did not come up: {self.log}")

    def stop(self) -> None:
        self.process.terminate()
        self.process.wait(10)

    def new_host_key(self, kind: str = "ed25519") -> str:
        """Another identity from now on, for a server that is (re)started; returns the fingerprint."""
        (self.root / "host_key").unlink(missing_ok=True)
        words = ["ssh-keygen", "-q", "-t", kind, "-N", "", "-C", "", "-f", str(self.root / "host_key")]
        subprocess.run(words, check=True)
        return self.fingerprint

    def change_host_key(self, kind: str = "ed25519") -> str:
        self.stop()
        changed = self.new_host_key(kind)
        self._start()
        return changed

    @property
    def fingerprint(self) -> str:
        return sshkeys.fingerprint((self.root / "host_key.pub").read_text())

    @property
    def log(self) -> str:
        return (self.root / "log").read_text()

    def let_in(self, *pairs: KeyPair) -> None:
        """These keys, and no others."""
        (self.root / "authorized_keys").write_text("".join(f"{pair.public}\n" for pair in pairs))

    def create_repo(self, name: str) -> Repository:
        return self.files.create_repo(name)

    def path(self, repository: Repository) -> str:
        return str(self.files.root / "served" / f"{repository.name}.git")

    def url(self, repository: Repository) -> str:
        return f"ssh://{self.user}@{self.host}:{self.port}{self.path(repository)}"

    def scp_url(self, repository: Repository) -> str:
        return f"{self.user}@{self.host}:{self.path(repository)}"
