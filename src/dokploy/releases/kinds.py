"""The kinds of services: one row per deployable, so that queue, runs, routes and rollbacks know none of them."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any, Final

from dokploy.adapters.traefik import Document
from dokploy.context import Context
from dokploy.models import Base, Deployment
from dokploy.pipeline.plan import Plan, Routing


@dataclass(frozen=True)
class Routes:
    """What a service's Traefik file holds (None = no file) and what Traefik must show once it has read it."""

    document: Document | None
    routing: Routing


@dataclass(frozen=True)
class Kind:
    """How one table of services takes part in deployments."""

    name: str
    """`application`, `compose`, …: the word in labels and on the wire."""
    model: type[Base]
    column: str
    """The attribute of `Deployment` that points to the service."""
    status: str
    """The attribute of the service that holds idle, running, done or error."""
    freeze: Callable[[Context, Any, Deployment], Awaitable[Plan]]
    """Everything that the run needs, as a value. Raises `StageFailed` when the row cannot be run as it stands."""
    routes: Callable[[Context, Any, str | None], Awaitable[Routes]]
    """The service's Traefik file for this live Swarm service (None = nothing is live)."""


KINDS: Final[dict[str, Kind]] = {}


def register(kind: Kind) -> Kind:
    KINDS[kind.name] = kind
    return kind


def kind_of(deployment: Deployment) -> Kind:
    """The kind of the service that this deployment belongs to."""
    for kind in KINDS.values():
        if getattr(deployment, kind.column) is not None:
            return kind
    raise LookupError(f"deployment {deployment.deployment_id} belongs to no kind that is registered")
