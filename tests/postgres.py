"""A real PostgreSQL for one run of the suite, in a folder of its own, reached through its socket."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

USER = "postgres"
PREFIX = "dokploy-postgres-"
OPTIONS = {
    "listen_addresses": "",
    "max_connections": "300",
    # It lives as long as the tests: nothing has to survive a power cut. Ended at once, it keeps what it acknowledged.
    "fsync": "off",
    "full_page_writes": "off",
    "autovacuum": "off",
    "wal_level": "minimal",
    "max_wal_senders": "0",
}


def _program(name: str) -> str | None:
    """Debian keeps the server's programs off the PATH, in a folder per version."""
    installed = sorted(str(path) for path in Path("/usr/lib/postgresql").glob(f"*/bin/{name}"))
    return shutil.which(name) or (installed[-1] if installed else None)


def is_here() -> bool:
    return _program("initdb") is not None and (os.geteuid() != 0 or shutil.which("setpriv") is not None)


class Server:
    """In `folder`, which is its own; a test may stop and start it, or end it without a word."""

    def __init__(self, folder: str) -> None:
        self.folder = folder
        self.url = f"postgresql+asyncpg://{USER}@/postgres?host={folder}"
        self._as_user: tuple[str, ...] = ()
        if os.geteuid() == 0:  # it refuses to run as root, so root lends it another user
            self._as_user = ("setpriv", f"--reuid={USER}", f"--regid={USER}", "--clear-groups")
            shutil.chown(folder, USER, USER)

    def make(self) -> None:
        arguments = ("-D", f"{self.folder}/data", "-U", USER, "-A", "trust", "--no-sync", "--locale=C.UTF-8")
        self._run("initdb", *arguments, "--encoding=UTF8")

    def start(self) -> None:
        wanted = {**OPTIONS, "unix_socket_directories": self.folder}
        options = " ".join(f"-c {name}='{value}'" for name, value in wanted.items())
        self._run("pg_ctl", "-D", f"{self.folder}/data", "-w", "-l", f"{self.folder}/log", "-o", options, "start")

    def stop(self) -> None:
        """At once: its clients' connections break."""
        self._run("pg_ctl", "-D", f"{self.folder}/data", "-w", "-m", "immediate", "stop")

    @property
    def is_running(self) -> bool:
        return Path(self.folder, "data/postmaster.pid").exists()

    def _run(self, program: str, *arguments: str) -> None:
        subprocess.run(
            (*self._as_user, str(_program(program)), *arguments), check=True, stdout=subprocess.DEVNULL, cwd="/"
        )


@contextmanager
def running() -> Iterator[Server]:
    """A new server, ended at the end."""
    _end_forgotten()
    with tempfile.TemporaryDirectory(prefix=PREFIX) as folder:
        (Path(folder) / "owner").write_text(str(os.getpid()))
        server = Server(folder)
        server.make()
        server.start()
        try:
            yield server
        finally:
            if server.is_running:
                server.stop()


def _end_forgotten() -> None:
    """End servers whose test run was killed before it could do so."""
    for folder in Path(tempfile.gettempdir()).glob(f"{PREFIX}*"):
        with suppress(OSError, ValueError, subprocess.CalledProcessError):
            if Path(f"/proc/{int((folder / 'owner').read_text())}").exists():
                continue
            with suppress(subprocess.CalledProcessError):  # it may have ended by itself
                Server(str(folder)).stop()
            shutil.rmtree(folder)
