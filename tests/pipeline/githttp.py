"""A git server: git's own `http-backend` behind a small HTTP server on loopback, with passwords and redirects."""

import base64
import os
import subprocess
import threading
from contextlib import suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, Self
from urllib.parse import urlsplit

PLAIN = {
    "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_CONFIG_GLOBAL": "/dev/null",
    "GIT_AUTHOR_NAME": "Ada",
    "GIT_AUTHOR_EMAIL": "ada@example.org",
    "GIT_COMMITTER_NAME": "Ada",
    "GIT_COMMITTER_EMAIL": "ada@example.org",
}


def git(folder: Path, *words: str) -> str:
    env = {**os.environ, **PLAIN}
    done = subprocess.run(
        ["git", "-C", str(folder), "-c", "protocol.file.allow=always", *words],
        env=env,
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr.decode()
    return done.stdout.decode().strip()


@dataclass
class Repository:
    """A repository that is served; `url` carries the credentials where it asks for some."""

    name: str
    work: Path
    server: "GitServer"
    credentials: tuple[str, str] | None = None

    @property
    def plain_url(self) -> str:
        return f"{self.server.url}/{self.name}.git"

    @property
    def url(self) -> str:
        who = ":".join(self.credentials) + "@" if self.credentials else ""
        return self.plain_url.replace("://", f"://{who}")

    def commit(self, files: dict[str, str], message: str, *, branch: str = "main") -> str:
        """Write these files on top of what the branch has, commit, publish; returns the commit's id."""
        git(self.work, "checkout", "-q", "-B", branch)
        for path, text in files.items():
            (self.work / path).parent.mkdir(parents=True, exist_ok=True)
            (self.work / path).write_text(text)
        git(self.work, "add", "-A")
        git(self.work, "commit", "-q", "--allow-empty", "-m", message)
        git(self.work, "push", "-q", "--force", "origin", f"HEAD:refs/heads/{branch}")
        return git(self.work, "rev-parse", "HEAD")

    def tag(self, name: str) -> None:
        git(self.work, "tag", name)
        git(self.work, "push", "-q", "origin", f"refs/tags/{name}")

    def add_submodule(self, path: str, url: str, of: "Repository") -> str:
        """Add another repository at its newest commit, under any URL."""
        git(self.work, "submodule", "add", "-q", "--", str(of.work), path)
        git(self.work, "config", "--file", ".gitmodules", f"submodule.{path}.url", url)
        return self.commit({}, f"Use {of.name}")


@dataclass
class GitServer:
    """`with GitServer(folder) as server`; every request is kept in `requests` as (path, headers)."""

    root: Path
    host: str = "127.0.0.1"
    repositories: dict[str, Repository] = field(default_factory=dict)
    redirects: dict[str, str] = field(default_factory=dict)
    """Path of a repository (`/old.git`) to the URL that its requests are sent to."""
    requests: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    speaks_v2: bool = True
    delay_s: float = 0

    def __enter__(self) -> Self:
        server = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                server.answer(self)

            do_POST = do_GET  # noqa: N815 - the name that http.server looks for

            def log_message(self, *words: Any) -> None:
                pass

        self.http = ThreadingHTTPServer((self.host, 0), Handler)
        self.http.daemon_threads = True
        self.closing = threading.Event()
        self.thread = threading.Thread(target=self.http.serve_forever, args=(0.05,))
        self.thread.start()
        return self

    def __exit__(self, *problem: object) -> None:
        self.closing.set()
        self.http.shutdown()
        self.thread.join()
        self.http.server_close()

    @property
    def port(self) -> int:
        return int(self.http.server_address[1])

    @property
    def url(self) -> str:
        return f"http://{self.host}:{self.port}"

    def create_repo(self, name: str, *, credentials: tuple[str, str] | None = None) -> Repository:
        bare, work = self.root / "served" / f"{name}.git", self.root / "work" / name
        for folder in (bare, work):
            folder.mkdir(parents=True)
        git(bare, "init", "-q", "--bare", "--initial-branch=main")
        git(bare, "config", "http.receivepack", "false")
        git(work, "init", "-q", "--initial-branch=main")
        git(work, "remote", "add", "origin", str(bare))
        self.repositories[name] = Repository(name, work, self, credentials)
        return self.repositories[name]

    def answer(self, request: BaseHTTPRequestHandler) -> None:
        parts = urlsplit(request.path)
        headers = {name.lower(): value for name, value in request.headers.items()}
        self.requests.append((request.path, headers))
        self.closing.wait(self.delay_s)
        body = self._body(request, headers)
        for old, new in self.redirects.items():
            if parts.path.startswith(f"{old}/"):
                query = f"?{parts.query}" if parts.query else ""
                return self._send(request, 301, {"Location": new + parts.path.removeprefix(old) + query}, b"")
        repository = self.repositories.get(parts.path.split("/")[1].removesuffix(".git"))
        if repository is not None and repository.credentials is not None:
            wanted = base64.b64encode(":".join(repository.credentials).encode()).decode()
            if headers.get("authorization") != f"Basic {wanted}":
                return self._send(request, 401, {"WWW-Authenticate": 'Basic realm="git"'}, b"")
        return self._run_backend(request, headers, body)

    def _run_backend(self, request: BaseHTTPRequestHandler, headers: dict[str, str], body: bytes) -> None:
        parts = urlsplit(request.path)
        env = {
            **PLAIN,
            "PATH": os.environ["PATH"],
            "GIT_PROJECT_ROOT": str(self.root / "served"),
            "GIT_HTTP_EXPORT_ALL": "1",
            "REQUEST_METHOD": request.command,
            "PATH_INFO": parts.path,
            "QUERY_STRING": parts.query,
            "CONTENT_TYPE": headers.get("content-type", ""),
            "CONTENT_LENGTH": str(len(body)),
            "HTTP_CONTENT_ENCODING": headers.get("content-encoding", ""),
        }
        if self.speaks_v2 and "git-protocol" in headers:
            env["GIT_PROTOCOL"] = headers["git-protocol"]
        done = subprocess.run(["git", "http-backend"], input=body, env=env, capture_output=True, check=False)
        head, _, content = done.stdout.partition(b"\r\n\r\n")
        answer = dict(line.split(": ", 1) for line in head.decode().splitlines() if ": " in line)
        self._send(request, int(answer.pop("Status", "200 OK").split()[0]), answer, content)

    @staticmethod
    def _body(request: BaseHTTPRequestHandler, headers: dict[str, str]) -> bytes:
        if headers.get("transfer-encoding") != "chunked":
            return request.rfile.read(int(headers.get("content-length", "0")))
        body = b""
        while size := int(request.rfile.readline(), 16):
            body += request.rfile.read(size)
            request.rfile.readline()
        request.rfile.readline()
        return body

    @staticmethod
    def _send(request: BaseHTTPRequestHandler, status: int, headers: dict[str, str], content: bytes) -> None:
        request.send_response(status)
        for name, value in headers.items():
            if name.lower() != "content-length":
                request.send_header(name, value)
        request.send_header("Content-Length", str(len(content)))
        with suppress(BrokenPipeError, ConnectionResetError):  # a client that was ended by its test
            request.end_headers()
            request.wfile.write(content)
