"""Where the browser's stories play: a new instance, a git server, and a hand for what no page can do.

    .venv/bin/python -m tests.e2e.stage     # with DOCKER_HOST; prints what `npx playwright test` needs, and stays

The hand is a small HTTP server, since the stories are written for Playwright on Node: `POST /commit` with `repository`,
`files` and `message` commits and publishes (and makes the repository); `POST /ssh` does so on a server with host keys,
which `POST /let-in` tells the one `key` that it lets in; `POST /image` puts an image into a registry with a password,
`POST /lose` takes an `image` off the engine. `POST /server` with `away` ends the server as Ctrl-C does, or starts it;
`POST /engine`, `POST /queue` and `POST /database` take the engine, the doorbell's server or PostgreSQL from it, or give
it back.
"""

import json
import os
import signal
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from functools import cached_property, partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import docker
from tests import postgres, registry, valkey
from tests.e2e.doorway import Doorway
from tests.e2e.instance import PASSWORD, SETUP_TOKEN, Instance
from tests.e2e.private import private_image
from tests.pipeline.githttp import GitServer
from tests.pipeline.sshd import SshServer
from tests.proofs.queue import valkey_of

from dokploy.core.sshkeys import KeyPair


@dataclass(frozen=True)
class Stage:
    instance: Instance
    git: GitServer
    hand: str
    """The address of the hand."""

    def variables(self) -> dict[str, str]:
        """What the stories are told."""
        return {
            "DOKPLOY_URL": self.instance.url,
            "DOKPLOY_WEB": self.instance.web,
            "DOKPLOY_HAND": self.hand,
            "DOKPLOY_SETUP_TOKEN": SETUP_TOKEN,
            "DOKPLOY_PASSWORD": PASSWORD,
        }


@dataclass(frozen=True)
class Servers:
    """What the larger size has beside it."""

    database: postgres.Server
    doorbell: valkey.Server


@contextmanager
def servers(folder: Path) -> Iterator[Servers]:
    with postgres.running() as database, valkey.running(folder / "valkey") as doorbell:
        yield Servers(database, doorbell)


@contextmanager
def stage(docker_host: str, folder: Path, servers: Servers | None = None) -> Iterator[Stage]:
    """Up to the point where nobody has signed up yet; on SQLite with a Valkey inside, or on these servers."""
    engine = Doorway(folder / "engine.sock", docker_host)
    engine.open()
    environment = {"DOKPLOY_GATE_STABLE_SECONDS": "1"}
    if servers is not None:
        environment["DATABASE_URL"] = servers.database.url.replace("+asyncpg", "")  # as users write it
        environment["REDIS_URL"] = servers.doorbell.url
    instance = Instance(folder / "data", engine.docker_host, environment=environment).start()
    try:
        with (
            GitServer(folder / "git") as git,
            Props(folder, docker_host) as props,
            _hand(instance, engine, git, props, servers) as address,
        ):
            yield Stage(instance, git, address)
    finally:
        if instance.process is not None:
            instance.stop()
        engine.close()


class Props(ExitStack):
    """What only some stories need, started when the first of them asks."""

    def __init__(self, folder: Path, docker_host: str) -> None:
        super().__init__()
        self.folder = folder
        self.docker_host = docker_host

    @cached_property
    def ssh(self) -> SshServer:
        return self.enter_context(SshServer(self.folder / "ssh"))

    @cached_property
    def images(self) -> registry.Registry:
        root = self.folder / "registry"
        root.mkdir()
        return self.enter_context(registry.running_registry(root))

    @cached_property
    def engine(self) -> docker.APIClient:
        client = docker.APIClient(base_url=self.docker_host, version="auto", timeout=60)
        self.callback(client.close)
        return client


@contextmanager
def _hand(instance: Instance, engine: Doorway, git: GitServer, props: Props, servers: Servers | None) -> Iterator[str]:
    deeds: dict[str, Callable[..., dict[str, str]]] = {
        "/commit": partial(_commit, git),
        "/server": partial(_server, instance),
        "/ssh": partial(_ssh, props),
        "/let-in": partial(_let_in, props),
        "/image": partial(_image, props),
        "/lose": partial(_lose, props),
        "/engine": partial(_engine, engine),
        "/queue": partial(_queue, instance, servers),
        "/database": partial(_database, servers),
    }

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            asked = json.loads(self.rfile.read(int(self.headers.get("content-length", "0"))) or b"{}")
            answer = json.dumps(deeds[self.path](**asked)).encode()
            self.send_response(200)
            self.send_header("content-type", "application/json")
            self.send_header("content-length", str(len(answer)))
            self.end_headers()
            self.wfile.write(answer)

        def log_message(self, *words: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, args=(0.05,))
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def _commit(git: GitServer, repository: str, files: dict[str, str], message: str) -> dict[str, str]:
    made = git.repositories.get(repository) or git.create_repo(repository)
    return {"commit": made.commit(files, message), "url": made.url}


def _ssh(props: Props, repository: str, files: dict[str, str], message: str) -> dict[str, str]:
    made = props.ssh.files.repositories.get(repository) or props.ssh.create_repo(repository)
    commit = made.commit(files, message)
    return {"commit": commit, "url": props.ssh.url(made), "fingerprint": props.ssh.fingerprint}


def _let_in(props: Props, key: str) -> dict[str, str]:
    props.ssh.let_in(KeyPair("", key))
    return {}


def _image(props: Props, name: str, files: dict[str, str]) -> dict[str, str]:
    ref = private_image(props.engine, props.images, name, files)
    return {"image": ref, "host": props.images.host, "user": registry.USER, "password": registry.PASSWORD}


def _lose(props: Props, image: str) -> dict[str, str]:
    """Once the containers of the release have ended."""
    for _ in range(100):
        with suppress(docker.errors.APIError):
            props.engine.remove_image(image, force=True)
            break
        time.sleep(0.2)
    assert image not in props.engine.images(quiet=True)
    return {}


def _server(instance: Instance, *, away: bool) -> dict[str, str]:
    if away:
        instance.stop()
    elif instance.process is None:
        instance.start()
    return {}


def _engine(engine: Doorway, *, away: bool) -> dict[str, str]:
    (engine.close if away else engine.open)()
    return {}


def _queue(instance: Instance, servers: Servers | None, *, away: bool) -> dict[str, str]:
    """It is there, takes what is sent, and says nothing."""
    if servers is None:
        os.kill(valkey_of(instance), signal.SIGSTOP if away else signal.SIGCONT)
    elif away:
        servers.doorbell.freeze()
    else:
        servers.doorbell.thaw()
    return {}


def _database(servers: Servers | None, *, away: bool) -> dict[str, str]:
    assert servers is not None, "this stage has SQLite"
    if away:
        servers.database.stop()
    elif not servers.database.is_running:
        servers.database.start()
    return {}


def main() -> None:
    for number in (signal.SIGINT, signal.SIGTERM):  # a shell's background job ignores the first
        signal.signal(number, signal.default_int_handler)
    with tempfile.TemporaryDirectory() as folder, stage(os.environ["DOCKER_HOST"], Path(folder)) as ready:
        for name, value in ready.variables().items():
            print(f"export {name}='{value}'", flush=True)  # noqa: T201 - it is for a shell
        with suppress(KeyboardInterrupt):
            threading.Event().wait()


if __name__ == "__main__":
    main()
