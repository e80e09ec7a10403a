"""`docker.*`: the containers of the services within reach; whatever else the engine runs does not exist here."""

from typing import Annotated, Any, Final, Literal

from pydantic import AliasChoices, Field

from dokploy.access import may_reach, owned, places
from dokploy.adapters.containers import Piece
from dokploy.context import Units
from dokploy.core.errors import NotFound, PreconditionFailed
from dokploy.core.permissions import may
from dokploy.features.containers import Target, find, pieces, service_named
from dokploy.features.listing import STRING, Plain, a_list, an_object, or_null
from dokploy.models import Server
from dokploy.releases.kinds import KINDS
from dokploy.wire.procedure import Procedures
from dokploy.wire.shapes import ANYTHING, Maybe, Schema, Wire

docker = Procedures("docker")

Name = Annotated[str, Field(min_length=1, max_length=128, pattern=r"^[a-zA-Z0-9.\-_]+$")]
AppName = Annotated[Name, Field(validation_alias=AliasChoices("appName", "appLabel"))]
REDACTED: Final = "[REDACTED]"
ENDED: Final = frozenset({"complete", "shutdown", "failed", "rejected", "remove", "orphaned"})

_SHORT: Final[dict[str, Schema]] = {"containerId": STRING, "name": STRING, "state": STRING}
MATCHES: Final = Plain(a_list(an_object(**_SHORT, status=STRING, node=or_null(STRING))))
LABELLED: Final = Plain(a_list(an_object(**_SHORT)))
TASKS: Final = Plain(a_list(an_object(**_SHORT, currentState=STRING, node=STRING, error=STRING)))
CONTAINERS: Final = Plain(
    a_list(an_object(**_SHORT, image=STRING, ports=STRING, status=STRING, serverId=or_null(STRING)))
)


ServerId = str | None


class OnServer(Wire):
    server_id: ServerId = None


class ByAppName(Wire):
    app_name: AppName
    server_id: ServerId = None


class ByMatch(Wire):
    app_type: Literal["stack", "docker-compose"] | None = None
    app_name: AppName
    server_id: ServerId = None


class ByLabel(Wire):
    app_name: AppName
    server_id: ServerId = None
    type: Literal["standalone", "swarm"] = "swarm"


class ContainerId(Wire):
    container_id: Name
    server_id: ServerId = None


@docker.query("getContainers", may("docker:read"), gives=CONTAINERS, units=True)
async def get_containers(body: OnServer, units: Units) -> list[dict[str, Any]]:
    """The containers of all services within reach."""
    await _here(units, body.server_id)
    found = [piece for piece in await units.tools.containers.pieces() if piece.is_here]
    mine = await _within_reach(units, {piece.service for piece in found})
    return [
        _row(piece) | {"image": piece.image, "ports": _ports(piece), "status": piece.status, "serverId": body.server_id}
        for piece in found
        if piece.service in mine
    ]


@docker.query("getConfig", may("docker:read"), gives=Maybe(ANYTHING), units=True)
async def get_config(body: ContainerId, units: Units) -> dict[str, Any] | None:
    """All that the engine knows about a container; values of variables only for who may read variables."""
    await _here(units, body.server_id)
    target = await find(units, body.container_id)
    piece = target.piece or next((one for one in await pieces(units.tools, target) if one.is_running), None)
    if piece is None or piece.container_id is None:
        return None
    found = await units.tools.containers.inspect(piece.container_id)
    if found is not None and not units.actor.may("envVars:read"):
        config = found["Config"]
        config["Env"] = [f"{pair.partition('=')[0]}={REDACTED}" for pair in config.get("Env") or ()]
    return found


@docker.query("getContainersByAppNameMatch", may("service:read"), gives=MATCHES, units=True)
async def get_containers_by_app_name_match(body: ByMatch, units: Units) -> list[dict[str, Any]]:
    """The containers of a service, the newest first; empty when there is none."""
    found = await _pieces_of(units, body)
    return [
        _row(piece) | {"status": piece.status, "node": piece.node_id}
        for piece in reversed(found)
        if piece.is_here and (piece.is_running or body.app_type != "stack")
    ]


@docker.query("getContainersByAppLabel", may("docker:read"), gives=LABELLED, units=True)
async def get_containers_by_app_label(body: ByLabel, units: Units) -> list[dict[str, Any]]:
    """The running containers of a service, of Swarm or standing alone."""
    found = await _pieces_of(units, body)
    is_swarm = body.type == "swarm"
    return [_row(piece) for piece in found if piece.is_running and (piece.task_id is not None) == is_swarm]


@docker.query("getServiceContainersByAppName", may("docker:read"), gives=TASKS, units=True)
async def get_service_containers_by_app_name(body: ByAppName, units: Units) -> list[dict[str, Any]]:
    """The tasks of a service, present and past, the newest first; `containerId` is the task's id."""
    return await _tasks(units, body)


@docker.query("getStackContainersByAppName", may("docker:read"), gives=TASKS, units=True)
async def get_stack_containers_by_app_name(body: ByAppName, units: Units) -> list[dict[str, Any]]:
    """The same for a stack."""
    return await _tasks(units, body)


async def _tasks(units: Units, body: ByAppName) -> list[dict[str, Any]]:
    found = [piece for piece in await _pieces_of(units, body) if piece.task_id is not None]
    nodes = await units.tools.containers.node_names() if found else {}
    return [
        {
            "containerId": piece.task_id,
            "name": piece.name,
            "state": piece.desired,
            "currentState": f"{piece.state.capitalize()} {piece.since}".strip(),
            "node": nodes.get(piece.node_id or "", ""),
            "error": piece.error or "",
        }
        for piece in reversed(found)
    ]


async def _pieces_of(units: Units, body: ByAppName | ByMatch | ByLabel) -> list[Piece]:
    """Nothing there, nothing deployed and nothing of ours are the same answer: an empty list."""
    await _here(units, body.server_id)
    try:
        async with units.read() as ctx:
            service = await service_named(ctx, body.app_name)
        return await pieces(units.tools, Target(service))
    except NotFound:
        return []


async def _here(units: Units, server_id: str | None) -> None:
    """Remote servers are rows without a connection so far: say so instead of answering for this machine."""
    if server_id is None:
        return
    async with units.read() as ctx:
        await owned(ctx, Server, server_id)
    raise PreconditionFailed("Remote servers cannot be looked at yet.", hint="Leave out serverId.")


async def _within_reach(units: Units, labels: set[str]) -> set[str]:
    """Those labels that name a service which the caller may reach."""
    mine = set()
    async with units.read() as ctx:
        for kind in KINDS.values():
            ids = {row_id for name, _, row_id in (label.partition(":") for label in labels) if name == kind.name}
            found = await places(ctx.db, kind.model, ids)
            mine |= {f"{kind.name}:{place.row_id}" for place in found if may_reach(units.actor, place)}
    return mine


def _row(piece: Piece) -> dict[str, Any]:
    return {"containerId": piece.container_id, "name": piece.name, "state": piece.state}


def _ports(piece: Piece) -> str:
    """As `docker ps` writes them."""
    said = []
    for port in piece.ports:
        inside = f"{port['PrivatePort']}/{port['Type']}"
        said.append(f"{port.get('IP', '')}:{port['PublicPort']}->{inside}" if port.get("PublicPort") else inside)
    return ", ".join(said)
