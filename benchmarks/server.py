"""The server under measurement: a real `dokploy up` on its own data folder, and what its processes cost."""

import contextlib
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx

SETUP_TOKEN = "the-token-of-this-measurement"
START_SECONDS = 60
CLOCK_TICKS = os.sysconf("SC_CLK_TCK")
ROOT = Path(__file__).resolve().parents[1]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@dataclass
class Server:
    data: Path
    with_engine: bool = False
    database_url: str = ""
    redis_url: str = ""
    port: int = 0
    process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def database(self) -> str:
        """Where its rows are, for what is written beside it."""
        return self.database_url or f"sqlite+aiosqlite:///{self.data / 'dokploy.db'}"

    def start(self) -> float:
        """Start and return the seconds from the start of the process to the first answer of /api/health."""
        self.port = free_port()
        variables = {
            **{name: os.environ[name] for name in ("PATH", "HOME", "DOCKER_HOST") if name in os.environ},
            "HOST": "127.0.0.1",
            "PORT": str(self.port),
            "DOKPLOY_DATA": str(self.data),
            "DOKPLOY_SETUP_TOKEN": SETUP_TOKEN,
            "DOKPLOY_SOCKETS_PER_USER": "1000",  # all viewers have one key
            "TRAEFIK_PORT": str(free_port()),
            "TRAEFIK_SSL_PORT": str(free_port()),
            "DATABASE_URL": self.database_url,
            "REDIS_URL": self.redis_url,
        }
        program = [str(Path(sys.executable).with_name("dokploy")), "up", *([] if self.with_engine else ["--no-engine"])]
        self.data.mkdir(parents=True, exist_ok=True)
        with (self.data.parent / "server.log").open("ab") as output:
            begun = time.perf_counter()
            self.process = subprocess.Popen(program, env=variables, cwd=self.data, stdout=output, stderr=output)
        while time.perf_counter() - begun < START_SECONDS:
            if self.process.poll() is not None:
                break
            with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", self.port), 0.2) as probe:
                probe.settimeout(5)
                probe.sendall(b"GET /api/health HTTP/1.1\r\nhost: 127.0.0.1\r\nconnection: close\r\n\r\n")
                if probe.recv(100).startswith(b"HTTP/1.1 200"):
                    return time.perf_counter() - begun
            time.sleep(0.005)
        raise SystemExit(f"the server did not start:\n{(self.data.parent / 'server.log').read_text()}")

    def stop(self) -> None:
        if self.process is not None:
            self.process.send_signal(signal.SIGINT)
            self.process.wait(30)
            self.process = None

    def processes(self) -> list[int]:
        """The server and everything that it started."""
        assert self.process is not None
        parents = {pid: int(fields[1]) for pid, fields in _every_process()}
        found = [self.process.pid]
        for pid in found:
            found.extend(child for child, parent in parents.items() if parent == pid)
        return found

    def memory_mb(self) -> dict[str, float]:
        """RSS as everybody counts it, and PSS, which counts shared pages once."""
        sums = {"rss": 0, "pss": 0}
        for pid in self.processes():
            for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
                name, _, value = line.partition(":")
                if name.lower() in sums:
                    sums[name.lower()] += int(value.split()[0])
        return {name: round(kilobytes / 1024, 1) for name, kilobytes in sums.items()}

    def cpu_percent(self, seconds: float) -> float:
        """Of one core, all processes together."""
        before, begun = self._ticks(), time.perf_counter()
        time.sleep(seconds)
        return round(100 * (self._ticks() - before) / CLOCK_TICKS / (time.perf_counter() - begun), 2)

    def _ticks(self) -> int:
        ours = set(self.processes())
        return sum(int(fields[11]) + int(fields[12]) for pid, fields in _every_process() if pid in ours)


def _every_process() -> Iterator[tuple[int, list[str]]]:
    """Process id and the fields of its stat line that follow the name."""
    for folder in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            yield int(folder.name), (folder / "stat").read_text().rpartition(") ")[2].split()


class Api:
    """The measured server's API, signed in as its first administrator."""

    def __init__(self, server: Server) -> None:
        self.http = httpx.Client(base_url=server.url, timeout=60)
        account = {"name": "Bench", "email": "bench@example.org", "password": "a password for measuring"}
        signed_up = self.http.post("/api/auth/sign-up/email", json=account, headers={"x-dokploy-token": SETUP_TOKEN})
        signed_up.raise_for_status()
        organization = self.get("user.get")["organizationId"]
        wanted = {"name": "bench", "metadata": {"organizationId": organization}, "rateLimitEnabled": False}
        self.key: str = self.post("user.createApiKey", **wanted)["key"]
        self.http = httpx.Client(base_url=server.url, timeout=60, headers={"x-api-key": self.key})

    def get(self, name: str, /, **values: Any) -> Any:
        answer = self.http.get(f"/api/{name}", params=values)
        answer.raise_for_status()
        return answer.json()

    def post(self, name: str, /, **values: Any) -> Any:
        answer = self.http.post(f"/api/{name}", json=values)
        answer.raise_for_status()
        return answer.json()
