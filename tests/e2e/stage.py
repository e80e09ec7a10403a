"""Where the browser's stories play: a new instance, a git server, and a hand for what no page can do.

    .venv/bin/python -m tests.e2e.stage     # with DOCKER_HOST; prints what `npx playwright test` needs, and stays

The hand is a small HTTP server, since the stories are written for Playwright on Node: `POST /commit` with `repository`,
`files` and `message` commits and publishes (and makes the repository); `POST /restart` ends the server as Ctrl-C does
and starts it again.
"""

import json
import os
import signal
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from tests.e2e.instance import PASSWORD, SETUP_TOKEN, Instance
from tests.pipeline.githttp import GitServer


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


@contextmanager
def stage(docker_host: str, folder: Path) -> Iterator[Stage]:
    """Up to the point where nobody has signed up yet."""
    instance = Instance(folder / "data", docker_host, environment={"DOKPLOY_GATE_STABLE_SECONDS": "1"}).start()
    try:
        with GitServer(folder / "git") as git, _hand(instance, git) as address:
            yield Stage(instance, git, address)
    finally:
        if instance.process is not None:
            instance.stop()


@contextmanager
def _hand(instance: Instance, git: GitServer) -> Iterator[str]:
    deeds: dict[str, Callable[..., dict[str, str]]] = {
        "/commit": partial(_commit, git),
        "/restart": partial(_restart, instance),
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


def _restart(instance: Instance, away: float = 0) -> dict[str, str]:
    """`away`: seconds between the end and the new start."""
    instance.stop()
    time.sleep(away)
    instance.start()
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
