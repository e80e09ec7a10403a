"""The Docker Engine through docker-py, off the event loop, its errors translated at this border."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

T = TypeVar("T")


@dataclass(frozen=True)
class EngineFacts:
    """What was found out about the engine, once per start and again when it comes back."""

    version: str
    api_version: str
    node_id: str
    is_manager: bool
    has_ipvs: bool
    """Without IPVS a virtual IP and the routing mesh do not answer: dnsrr and host-mode ports instead."""
    docker_cli: str | None
    """Path of a docker client that can build with BuildKit; None when there is none."""
    has_buildkit: bool
    reason: str | None = None
    """Why nothing can be deployed, in one sentence with the cure; None when all is well."""


class Engine:
    """`call` runs a blocking docker-py call in the pool for calls; `stream` in the one for streams."""

    async def call(self, work: Callable[[Any], T], *, timeout_s: float = 30) -> T:
        raise NotImplementedError

    async def facts(self) -> EngineFacts:
        """Raises `EngineUnavailable` when no engine answers."""
        raise NotImplementedError
