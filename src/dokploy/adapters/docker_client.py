"""docker-py as we use it: a time limit for each request, and its errors as ours. Imported on first use."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import docker
import requests
import urllib3
from docker.errors import APIError, DockerException
from docker.types.daemon import CancellableStream

from dokploy.adapters.engine_api import Request, refusal
from dokploy.core.errors import DokployError, EngineUnavailable, TimedOut

DEFAULT_TIMEOUT_S = 60.0
KNOCK_S = 5.0
POOL = 32
"""Kept-alive connections per client; more than the threads that use them."""

_CAUSES: tuple[tuple[str, str, str], ...] = (
    ("FileNotFoundError", "its socket does not exist", "Start Docker, or run `make up` as root, which installs it."),
    ("PermissionError", "permission denied", "Add this user to the group `docker` and sign in again, or run as root."),
    ("ConnectionRefusedError", "nothing listens there", "Start Docker, for example: systemctl start docker"),
)
_NO_MANAGER = "not a swarm manager"


class TimedClient(docker.APIClient):
    """A client that many threads share, each with its own time limit for the call it makes."""

    _limits = threading.local()

    @property  # type: ignore[override]
    def timeout(self) -> float | None:
        return getattr(self._limits, "seconds", DEFAULT_TIMEOUT_S)

    @timeout.setter
    def timeout(self, _value: object) -> None:
        """What docker-py sets for all threads at once is not used."""

    @contextmanager
    def limit(self, seconds: float | None) -> Iterator[None]:
        """Calls of this thread wait that long for the engine's next byte; None = for ever."""
        self._limits.seconds = seconds
        try:
            yield
        finally:
            del self._limits.seconds

    def send_request(self, request: Request, *, stream: bool = False) -> requests.Response:
        """Send it and return the answer, or raise docker-py's `APIError`."""
        raw = isinstance(request.body, Iterator)
        response = self.request(
            request.method,
            f"{self.base_url}/v{self.api_version}{request.path}",
            params=request.params,
            json=None if raw else request.body,
            data=request.body if raw else None,
            headers=dict(request.headers),
            timeout=self.timeout,
            stream=stream,
        )
        self._raise_for_status(response)  # type: ignore[attr-defined]  # absent from the stubs
        return response


def knock(docker_host: str) -> None:
    """Raise `EngineUnavailable` when nothing listens; docker-py itself would leave an open socket behind then."""
    with translated(docker_host), socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as door:
        door.settimeout(KNOCK_S)
        door.connect(docker_host.removeprefix("unix://"))


def connect(docker_host: str) -> TimedClient:
    """Ask the engine for its API version and speak that; raises `EngineUnavailable`."""
    with translated(docker_host):
        return TimedClient(base_url=docker_host, version="auto", max_pool_size=POOL)


def cut(response: requests.Response) -> None:
    """End a stream from another thread: the one that waits for its next byte wakes up."""
    try:
        CancellableStream(iter(()), response).close()
    except (AttributeError, OSError):
        response.close()  # it had ended by itself


@contextmanager
def translated(docker_host: str) -> Iterator[None]:
    try:
        yield
    except APIError as error:
        raise _refused(error) from error
    except (requests.exceptions.ReadTimeout, urllib3.exceptions.ReadTimeoutError) as error:
        raise TimedOut(f"The Docker Engine at {docker_host} did not answer in time.") from error
    except (requests.exceptions.RequestException, urllib3.exceptions.HTTPError, DockerException, OSError) as error:
        raise _unavailable(docker_host, error) from error


def _refused(error: APIError) -> DokployError:
    text = str(error.explanation or error)
    if _NO_MANAGER in text:
        return EngineUnavailable(
            f"The Docker Engine is no Swarm manager: {text}", hint="`make up` makes it one; see also: docker info"
        )
    return refusal(text, error.status_code or 0)


def _unavailable(docker_host: str, error: Exception) -> EngineUnavailable:
    text = repr(error)
    for sign, cause, cure in _CAUSES:
        if sign in text:
            return EngineUnavailable(f"No Docker Engine answers at {docker_host}: {cause}.", hint=cure)
    if "timed out" in text or "Timeout" in text:
        return EngineUnavailable(f"The Docker Engine at {docker_host} does not answer.", hint="Restart Docker.")
    return EngineUnavailable(f"The connection to the Docker Engine at {docker_host} failed: {error}")
