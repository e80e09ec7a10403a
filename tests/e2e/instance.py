"""A real control plane as a child process, and a small client that speaks to it as a user's curl would."""

import asyncio
import contextlib
import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
import websockets

SETUP_TOKEN = "setup-token-for-this-test"
PASSWORD = "correct horse battery"
READY = re.compile(r"ready", re.IGNORECASE)
START_SECONDS = 90


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@dataclass
class Instance:
    """`dokploy up` with its own data folder and ports. `environment` adds to or overrides its variables.

    Of several processes of one installation each has its own `verb` and `name`.
    """

    data: Path
    docker_host: str
    port: int = field(default_factory=free_port)
    traefik_port: int = field(default_factory=free_port)
    traefik_ssl_port: int = field(default_factory=free_port)
    environment: dict[str, str] = field(default_factory=dict)
    options: tuple[str, ...] = ()
    verb: str = "up"
    name: str = ""
    address: str = "127.0.0.1"
    within: tuple[str, ...] = ()
    """Words that begin its command line, such as those that enter another network."""
    process: subprocess.Popen[bytes] | None = None
    said_before: int = 0

    @property
    def url(self) -> str:
        return f"http://{self.address}:{self.port}"

    @property
    def output(self) -> Path:
        return self.data.parent / f"{self.data.name}{self.name and f'-{self.name}'}.out"

    def variables(self) -> dict[str, str]:
        return {
            "PATH": os.environ["PATH"],
            "HOME": os.environ.get("HOME", "/root"),
            "HOST": self.address,
            "PORT": str(self.port),
            "DOKPLOY_DATA": str(self.data),
            "DOCKER_HOST": self.docker_host,
            "TRAEFIK_PORT": str(self.traefik_port),
            "TRAEFIK_SSL_PORT": str(self.traefik_ssl_port),
            "DOKPLOY_SETUP_TOKEN": SETUP_TOKEN,
            "DOKPLOY_DRAIN_SECONDS": "1",
            "DOKPLOY_GATE_STABLE_SECONDS": "2",
            "DOKPLOY_GATE_ANSWER_SECONDS": "8",
            **self.environment,
        }

    def start(self) -> "Instance":
        """Start and wait until it says that it is ready: API listening, engine prepared."""
        self.launch()
        return self.ready()

    def launch(self) -> None:
        """Start, and wait for nothing."""
        self.data.mkdir(parents=True, exist_ok=True)
        self.said_before = self.output.stat().st_size if self.output.exists() else 0
        with self.output.open("ab") as output:
            self.process = subprocess.Popen(
                [*self.within, str(Path(sys.executable).with_name("dokploy")), self.verb, *self.options],
                env=self.variables(),
                cwd=self.data,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )

    def ready(self) -> "Instance":
        assert self.process is not None
        deadline = time.monotonic() + START_SECONDS
        while time.monotonic() < deadline:
            said = self.output.read_bytes()[self.said_before :].decode()
            if READY.search(said):
                return self
            if self.process.poll() is not None:
                break
            time.sleep(0.1)
        raise AssertionError(f"the control plane did not become ready:\n{self.output.read_text()}")

    def stop(self) -> int:
        """Ctrl-C; returns the exit code."""
        assert self.process is not None
        if self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGINT)
        code = self.process.wait(timeout=30)
        self.process = None
        return code

    def kill(self) -> None:
        """Kill -9 of the process itself; its children must find out."""
        assert self.process is not None
        os.kill(self.process.pid, signal.SIGKILL)
        self.process.wait(timeout=10)
        self.process = None

    @property
    def web(self) -> str:
        """Where Traefik answers: the port that was asked for, or the next free one."""
        return f"http://{self.address}:{json.loads((self.data / 'traefik/ports.json').read_text())['web']}"


class Failed(AssertionError):
    def __init__(self, response: httpx.Response) -> None:
        super().__init__(f"{response.request.method} {response.request.url}: {response.status_code} {response.text}")
        self.response = response


class Api:
    """Plain-form calls with an API key."""

    def __init__(self, instance: Instance, key: str = "") -> None:
        self.instance = instance
        self.http = httpx.AsyncClient(base_url=instance.url, timeout=60, headers={"x-api-key": key} if key else {})
        self.key = key

    async def get(self, procedure: str, **parameters: Any) -> Any:
        return self._value(await self.http.get(f"/api/{procedure}", params=parameters))

    async def post(self, procedure: str, **body: Any) -> Any:
        return self._value(await self.http.post(f"/api/{procedure}", json=body))

    @staticmethod
    def _value(response: httpx.Response) -> Any:
        if response.status_code != 200:
            raise Failed(response)
        return response.json() if response.content else None

    async def page(self, host: str, path: str = "/") -> httpx.Response:
        async with httpx.AsyncClient(timeout=40) as client:
            return await client.get(f"{self.instance.web}{path}", headers={"host": host})

    async def deploy(self, application_id: str, **more: Any) -> dict[str, Any]:
        """Deploy and wait for the final state; returns the deployment's row."""
        await self.post("application.deploy", applicationId=application_id, **more)
        newest = (await self.get("deployment.all", applicationId=application_id))[0]
        return await self.finished(application_id, newest["deploymentId"])

    async def finished(self, application_id: str, deployment_id: str, seconds: float = 120) -> dict[str, Any]:
        row: dict[str, Any] = {}

        async def is_final() -> bool:
            nonlocal row
            rows = await self.get("deployment.all", applicationId=application_id)
            row = next(row for row in rows if row["deploymentId"] == deployment_id)
            return row["state"] in ("done", "error", "cancelled")

        await eventually(is_final, seconds)
        return row

    async def log(self, deployment_id: str) -> str:
        text: str = await self.get("deployment.readLogs", deploymentId=deployment_id, tail=10000)
        return text

    async def stream(self, deployment_id: str, offset: int = 0) -> tuple[str, int]:
        """The whole log over the WebSocket, to its end; returns the text and the close code."""
        base = self.instance.url.replace("http", "ws", 1)
        url = f"{base}/listen-deployment?deploymentId={deployment_id}&offset={offset}"
        text = ""
        async with websockets.connect(url, additional_headers={"x-api-key": self.key}) as socket_:
            with contextlib.suppress(websockets.ConnectionClosed):
                async with asyncio.timeout(120):
                    while True:
                        frame = await socket_.recv()
                        text += frame if isinstance(frame, str) else frame.decode()
        assert socket_.close_code is not None
        return text, socket_.close_code


async def eventually(claim: Callable[[], Any], seconds: float = 30, every: float = 0.2) -> None:
    """Wait until the claim holds; the last failure is what the test shows."""
    deadline = time.monotonic() + seconds
    while not await claim():
        assert time.monotonic() < deadline, f"not within {seconds} s: {claim.__qualname__}"
        await asyncio.sleep(every)


async def administrator(instance: Instance) -> Api:
    """Create the first administrator and an API key, as the README does."""
    async with httpx.AsyncClient(base_url=instance.url, timeout=30) as http:
        signed_up = await http.post(
            "/api/auth/sign-up/email",
            headers={"x-dokploy-token": SETUP_TOKEN},
            json={"name": "Ada", "email": "ada@example.org", "password": PASSWORD},
        )
        assert signed_up.status_code == 200, signed_up.text
        organization = (await http.get("/api/organization.all")).json()[0]
        created = await http.post(
            "/api/user.createApiKey",
            json={"name": "test", "metadata": {"organizationId": organization["id"]}, "rateLimitEnabled": False},
        )
        assert created.status_code == 200, created.text
    return Api(instance, created.json()["key"])


class Steady:
    """Asks for a page again and again and keeps every answer that is not the one expected."""

    def __init__(self, api: Api, host: str, expected: str | None = None) -> None:
        self.api = api
        self.host = host
        self.expected = expected
        self.asked = 0
        self.failures: list[str] = []

    @contextlib.asynccontextmanager
    async def watching(self) -> AsyncIterator["Steady"]:
        task = asyncio.ensure_future(self._watch())
        try:
            yield self
        finally:
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)

    async def _watch(self) -> None:
        async with httpx.AsyncClient(timeout=10) as client:
            while True:
                await self._ask(client)
                await asyncio.sleep(0.02)

    async def _ask(self, client: httpx.AsyncClient) -> None:
        self.asked += 1
        try:
            answer = await client.get(f"{self.api.instance.web}/", headers={"host": self.host})
        except httpx.HTTPError as error:
            self.failures.append(repr(error))
            return
        if answer.status_code != 200 or (self.expected is not None and self.expected not in answer.text):
            self.failures.append(f"{answer.status_code} {answer.text[:100]}")
