"""A real image registry on this machine's loopback, which engines trust without TLS, with one account."""

import os
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import bcrypt
import httpx

from dokploy.adapters import ports

USER, PASSWORD = "builder", "correct-horse"
CONFIG = """
version: 0.1
log: {{level: error}}
storage: {{filesystem: {{rootdirectory: {root}/data}}, delete: {{enabled: true}}}}
http: {{addr: "{address}:{port}"}}
auth: {{htpasswd: {{realm: test, path: {root}/htpasswd}}}}
"""


@dataclass(frozen=True)
class Registry:
    host: str

    @property
    def login(self) -> tuple[str, str, str]:
        return (self.host, USER, PASSWORD)


@contextmanager
def running_registry(root: Path, address: str = "127.0.0.1", within: tuple[str, ...] = ()) -> Iterator[Registry]:
    """Debian's docker-registry, installed when it is missing; `within` are words that begin its command line."""
    if shutil.which("docker-registry") is None:
        argv = ["apt-get", "install", "-y", "--no-install-recommends", "docker-registry"]
        subprocess.run(argv, check=True, env={**os.environ, "DEBIAN_FRONTEND": "noninteractive"})
    port = next(number for number in range(5100, 6000) if ports.is_free(number))
    (root / "htpasswd").write_text(f"{USER}:{bcrypt.hashpw(PASSWORD.encode(), bcrypt.gensalt(4)).decode()}\n")
    (root / "config.yml").write_text(CONFIG.format(root=root, address=address, port=port))
    with (
        (root / "log").open("wb") as log,
        subprocess.Popen(
            [*within, "docker-registry", "serve", str(root / "config.yml")], stdout=log, stderr=log
        ) as process,
    ):
        try:
            _wait(f"{address}:{port}", root / "log")
            yield Registry(f"{address}:{port}")
        finally:
            process.terminate()


def _wait(host: str, log: Path) -> None:
    for _ in range(100):
        try:
            httpx.get(f"http://{host}/v2/", trust_env=False)
        except httpx.TransportError:
            time.sleep(0.05)
        else:
            return
    raise RuntimeError(f"the registry did not come up: {log.read_text()}")
