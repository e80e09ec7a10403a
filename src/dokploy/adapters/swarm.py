"""Swarm services and their tasks, in the field's terms: frozen specs in, observed states out."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

LABEL_INSTANCE = "dokploy.instance"
LABEL_APP = "dokploy.app"
LABEL_SERVICE = "dokploy.service"
"""`<kind>:<id>`, for example `application:V1StGXR8_Z5jdHi6B-myT`."""
LABEL_DEPLOYMENT = "dokploy.deployment"
LABEL_RELEASE = "dokploy.release"
LABEL_FENCE = "dokploy.fence"
LABEL_ROLE = "dokploy.role"


@dataclass(frozen=True)
class ServiceSpec:
    """A service as the Engine API takes it (`POST /services/create`); keys are Docker's."""

    name: str
    labels: Mapping[str, str]
    task_template: Mapping[str, Any]
    mode: Mapping[str, Any]
    endpoint_spec: Mapping[str, Any]
    update_config: Mapping[str, Any] = field(default_factory=dict)
    rollback_config: Mapping[str, Any] = field(default_factory=dict)
    login: tuple[str, str, str] | None = None
    """Registry server, user and password that the engine needs to pull the image."""


@dataclass(frozen=True)
class ServiceState:
    service_id: str
    name: str
    version: int
    labels: Mapping[str, str]
    image: str
    replicas: int | None
    """None = global mode."""
    update_state: str | None = None
    update_message: str | None = None


@dataclass(frozen=True)
class TaskState:
    """One task; `state` and `desired` are Swarm's words (rollout §4)."""

    task_id: str
    state: str
    desired: str
    error: str | None = None
    exit_code: int | None = None
    container_id: str | None = None
    node_id: str | None = None
    spec_version: int = 0
    created: str = ""


class Swarm:
    async def create(self, spec: ServiceSpec) -> str:
        """Create, or do nothing when a service of this name and fence is there already; returns its id."""
        raise NotImplementedError

    async def update(self, spec: ServiceSpec, *, force: bool = True) -> str:
        """Bring the service to the spec (create it on 404 only). Refuses when its fence label is newer: `Fenced`."""
        raise NotImplementedError

    async def find(self, name: str) -> ServiceState | None:
        raise NotImplementedError

    async def labelled(self, **labels: str) -> list[ServiceState]:
        """Our own services (this instance's label is always asked for)."""
        raise NotImplementedError

    async def tasks(self, service: str) -> list[TaskState]:
        raise NotImplementedError

    async def task_log(self, task_id: str, tail: int = 30) -> list[str]:
        """The last lines that a task wrote, without timestamps; empty when the engine has none."""
        raise NotImplementedError

    async def scale(self, name: str, replicas: int) -> None:
        raise NotImplementedError

    async def remove(self, name: str) -> None:
        """Remove and wait until its containers are gone; absent is fine."""
        raise NotImplementedError
