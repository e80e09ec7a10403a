"""A row's run-time configuration as a `Workload`: checked once more, whatever was saved."""

import shlex
from collections.abc import Callable
from typing import Any, Final, TypeVar

from pydantic import TypeAdapter, ValidationError
from pydantic.alias_generators import to_camel
from sqlalchemy import inspect, select

from dokploy.context import Context
from dokploy.core import envtext, names
from dokploy.core.secrets import Secret
from dokploy.core.units import memory_bytes, nano_cpus
from dokploy.features.docker_objects import REPLICAS_MAXIMUM, SWARM
from dokploy.models import Application, Environment, Mount, Network, Port, Project
from dokploy.models.enums import MountType
from dokploy.pipeline.plan import MountPoint, PublishedPort, StageFailed, Workload

T = TypeVar("T")
Texts = tuple[str, str]
"""The variables of project and environment, which service variables may refer to."""
_ADAPTERS: Final = {name: TypeAdapter[Any](shape) for name, shape in SWARM.items()}


async def workload(ctx: Context, application: Application, texts: Texts) -> Workload:
    """The row's run-time configuration as it stands now."""
    docker = {name: _docker(application, name) for name in SWARM}
    networks = docker["network_swarm"]
    return Workload(
        app_name=application.app_name,
        env=variables("env", application.env, texts),
        command=tuple(sound("command", shlex.split, application.command or "")),
        args=tuple(application.args or ()),
        replicas=sound("replicas", _replicas, application.replicas),
        mounts=await _mounts(ctx, application),
        ports=await _ports(ctx, application),
        **_resources(application),
        health_check=docker["health_check_swarm"],
        restart_policy=docker["restart_policy_swarm"],
        placement=docker["placement_swarm"],
        update_config=docker["update_config_swarm"],
        rollback_config=docker["rollback_config_swarm"],
        mode=docker["mode_swarm"],
        labels=docker["labels_swarm"],
        networks=tuple(networks) if networks else None,
        extra_networks=await _networks(ctx, application),
        detached=application.detach_dokploy_network,
        stop_grace_ns=application.stop_grace_period_swarm,
        endpoint_spec=docker["endpoint_spec_swarm"],
        ulimits=tuple(docker["ulimits_swarm"] or ()),
    )


async def texts_of(ctx: Context, application: Application) -> Texts:
    """The variables of project and environment, which service variables may refer to."""
    environment = await ctx.db.get_one(Environment, application.environment_id)
    project = await ctx.db.get_one(Project, environment.project_id)
    return project.env, environment.env


def variables(field: str, text: str | None, texts: Texts) -> tuple[tuple[str, Secret], ...]:
    pairs = sound(field, lambda value: envtext.resolve(value, *texts), text)
    return tuple((name, Secret(value)) for name, value in pairs)


def _resources(application: Application) -> dict[str, int | None]:
    found = {
        name: sound(name, read, text) if (text := getattr(application, name)) else None
        for name, read in (
            ("memory_limit", memory_bytes),
            ("memory_reservation", memory_bytes),
            ("cpu_limit", nano_cpus),
            ("cpu_reservation", nano_cpus),
        )
    }
    for word in ("memory", "cpu"):
        limit, reservation = found[f"{word}_limit"], found[f"{word}_reservation"]
        if limit is not None and reservation is not None and reservation > limit:
            raise StageFailed(f"{word}Reservation is higher than {word}Limit.", hint="Lower it, or raise the limit.")
    return found


def _replicas(count: int) -> int:
    if not 0 <= count <= REPLICAS_MAXIMUM:
        raise ValueError(f"0 to {REPLICAS_MAXIMUM} replicas")
    return count


def _docker(application: Application, name: str) -> Any:
    """The object as it was saved, if it still has the shape that Docker takes; empty ones count as not set."""
    value = getattr(application, name)
    if not value:
        return None
    try:
        _ADAPTERS[name].validate_python(value)
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(part) for part in first["loc"])
        raise StageFailed(f"{name}: {place} {first['msg']}", hint="Save it again (application.update).") from error
    return value


MOUNTS: Final[dict[MountType, tuple[str, Callable[[str], str]]]] = {
    "volume": ("volume_name", names.volume_name),
    "bind": ("host_path", names.absolute_path),
    "file": ("file_path", names.file_path),
}
"""What each type mounts: the column, and how it is written. The order is the one in which Docker gets them."""


async def _mounts(ctx: Context, application: Application) -> tuple[MountPoint, ...]:
    rows = await children(ctx, application, "mounts", Mount)
    return tuple(_mount(row) for row in sorted(rows, key=lambda row: list(MOUNTS).index(row.type)))


def _mount(row: Mount) -> MountPoint:
    column, check = MOUNTS[row.type]
    value = getattr(row, column)
    if not value:
        raise StageFailed(f"A mount of type {row.type} has no {to_camel(column)}.", hint="Complete it, or remove it.")
    source = sound(to_camel(column), check, value)
    target = sound("mountPath", names.container_path, row.mount_path)
    return MountPoint(row.type, source, target, Secret(row.content or "") if row.type == "file" else None)


async def _ports(ctx: Context, application: Application) -> tuple[PublishedPort, ...]:
    rows = await children(ctx, application, "ports", Port)
    return tuple(PublishedPort(row.published_port, row.target_port, row.protocol, row.publish_mode) for row in rows)


async def _networks(ctx: Context, application: Application) -> tuple[str, ...]:
    if not application.network_ids:
        return ()
    query = select(Network.name).where(Network.network_id.in_(application.network_ids), Network.driver == "overlay")
    return tuple(await ctx.db.scalars(query.order_by(Network.name)))


async def children(ctx: Context, application: Application, relation: str, model: Any) -> list[Any]:
    """The rows of a relation, asked for only when they are not here already."""
    if relation not in inspect(application).unloaded:
        return list(getattr(application, relation))
    return await rows_of(ctx, application, relation, model)


async def rows_of(ctx: Context, application: Application, relation: str, model: Any) -> list[Any]:
    order = type(application).__mapper__.relationships[relation].order_by
    query = select(model).where(model.application_id == application.application_id)
    return list(await ctx.db.scalars(query.order_by(*(order or ()))))


def sound(field: str, check: Callable[[Any], T], value: Any) -> T:
    """The value in its canonical form; a run must not begin with one that no validator lets pass."""
    try:
        return check(value)
    except ValueError as error:
        raise StageFailed(f"{field}: {error}", hint="Correct it and deploy again.") from error
