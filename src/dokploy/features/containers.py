"""From the words of clients (an app name, a container, a task, a Swarm service) to what the caller may look at.

Nothing is found by parsing names: the engine's labels say which row an object belongs to, and `owned` says whose.
"""

import re
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import select

from dokploy.access import owned
from dokploy.adapters.containers import Piece
from dokploy.adapters.swarm import LABEL_SERVICE
from dokploy.context import Context, Tools, Units
from dokploy.core.errors import Invalid, NotFound
from dokploy.models.base import primary_key
from dokploy.releases.kinds import KINDS, Kind

REFERENCE: Final = re.compile(r"[a-zA-Z0-9._-]{1,128}")
_TASK_NAME: Final = re.compile(r".+\.([a-z0-9]{25})")
"""How containers of tasks are called; we show them under the app's name, and take that back."""
SERVICE_READ: Final = "service:read"
DOCKER_READ: Final = "docker:read"


@dataclass(frozen=True)
class Service:
    """A deployable that the caller may reach."""

    kind: Kind
    row: Any

    @property
    def id(self) -> str:
        return str(getattr(self.row, primary_key(self.kind.model)))

    @property
    def labels(self) -> dict[str, str]:
        """What its containers and Swarm services are found by."""
        return {LABEL_SERVICE: f"{self.kind.name}:{self.id}"}


@dataclass(frozen=True)
class Target:
    """What a caller looks at: one piece of a service, or all of it."""

    service: Service
    piece: Piece | None = None


async def service_named(ctx: Context, app_name: str, *needs: str) -> Service:
    """The service of this app name; `NotFound` also for one of another organization."""
    for kind in KINDS.values():
        model: Any = kind.model
        key = getattr(model, primary_key(model))
        found: str | None = await ctx.db.scalar(select(key).where(model.app_name == app_name))
        if found is not None:
            return Service(kind, await owned(ctx, model, found, *needs))
    raise NotFound(f"There is no service {app_name}")


async def find(units: Units, reference: str, service_id: str | None = None) -> Target:
    """What `reference` means, for a caller who may look at it.

    With `service_id` that service may be looked at, and nothing else, by `service:read`; without, any service in
    reach, by `docker:read`. Raises `Invalid`, `Forbidden` or `NotFound`.
    """
    needs = SERVICE_READ if service_id else DOCKER_READ
    units.actor.require(needs)
    if not REFERENCE.fullmatch(reference):
        raise Invalid("containerId is a name or id of letters, digits, '.', '_' and '-'")
    target = await _by_app_name(units, reference, needs) or await _by_engine(units, reference, needs)
    if target is None or (service_id and target.service.id != service_id):
        raise NotFound("Container not found")
    return target


async def _by_app_name(units: Units, reference: str, *needs: str) -> Target | None:
    async with units.read() as ctx:
        try:
            return Target(await service_named(ctx, reference, *needs))
        except NotFound:
            return None


async def _by_engine(units: Units, reference: str, *needs: str) -> Target | None:
    tools = units.tools
    piece = await tools.containers.piece(reference)
    if piece is None and (named := _TASK_NAME.fullmatch(reference)):
        piece = await tools.containers.piece(named[1])
    if piece is not None:
        service = await _labelled(units, piece.service, *needs)
        return Target(service, piece) if service else None
    swarm_service = await tools.swarm.find(reference)
    if swarm_service is None:
        return None
    service = await _labelled(units, swarm_service.labels.get(LABEL_SERVICE, ""), *needs)
    return Target(service) if service else None


async def _labelled(units: Units, label: str, *needs: str) -> Service | None:
    """The service that a label names; None for an object of ours that belongs to no service, such as the router."""
    name, _, row_id = label.partition(":")
    kind = KINDS.get(name)
    if kind is None:
        return None
    async with units.read() as ctx:
        return Service(kind, await owned(ctx, kind.model, row_id, *needs))


async def pieces(tools: Tools, target: Target) -> list[Piece]:
    """What there is of the target now, oldest first."""
    found = await tools.containers.pieces(**target.service.labels)
    if target.piece is None:
        return found
    return [piece for piece in found if _is_same(piece, target.piece)] or [target.piece]


def _is_same(one: Piece, other: Piece) -> bool:
    if one.container_id is not None and one.container_id == other.container_id:
        return True
    return one.task_id is not None and one.task_id == other.task_id
