"""A real PostgreSQL for one run of the suite, in a folder of its own, reached through its socket."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

USER = "postgres"


def _program(name: str) -> str | None:
    """Debian keeps the server's programs off the PATH, in a folder per version."""
    installed = sorted(str(path) for path in Path("/usr/lib/postgresql").glob(f"*/bin/{name}"))
    return shutil.which(name) or (installed[-1] if installed else None)


def is_here() -> bool:
    return _program("initdb") is not None and (os.geteuid() != 0 or shutil.which("setpriv") is not None)


@contextmanager
def running() -> Iterator[str]:
    """Start it, give its SQLAlchemy URL, end it. It refuses to run as root, so root lends it another user."""
    as_user: tuple[str, ...] = ()
    with tempfile.TemporaryDirectory(prefix="dokploy-postgres-") as folder:
        if os.geteuid() == 0:
            as_user = ("setpriv", f"--reuid={USER}", f"--regid={USER}", "--clear-groups")
            shutil.chown(folder, USER, USER)
        data = f"{folder}/data"
        _run(*as_user, str(_program("initdb")), "-D", data, "-U", USER, "-A", "trust", "--no-sync")
        options = f"-c listen_addresses= -c unix_socket_directories={folder} -c fsync=off"
        _run(*as_user, str(_program("pg_ctl")), "-D", data, "-w", "-l", f"{folder}/server.log", "-o", options, "start")
        try:
            yield f"postgresql+asyncpg://{USER}@/postgres?host={folder}"
        finally:
            _run(*as_user, str(_program("pg_ctl")), "-D", data, "-m", "immediate", "stop")


def _run(*command: str) -> None:
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, cwd="/")
