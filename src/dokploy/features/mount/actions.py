"""The rules of mounts: whose they are, what may be mounted, and the files that belong to them."""

import asyncio
import os
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any, Final

from pydantic.alias_generators import to_camel
from sqlalchemy import select

from dokploy.access import owned
from dokploy.adapters import volumes
from dokploy.adapters.swarm import LABEL_SERVICE
from dokploy.context import Context, Tools, Units
from dokploy.core import names
from dokploy.core.errors import Conflict, Forbidden, Invalid, NotFound
from dokploy.core.secrets import Secret
from dokploy.features.mount.schemas import MountCreate, MountUpdate
from dokploy.features.workload import MOUNTS
from dokploy.models import (
    Application,
    Compose,
    Libsql,
    Mariadb,
    Mongo,
    Mount,
    Mysql,
    Postgres,
    Redis,
)
from dokploy.models.enums import ServiceType

SERVICES: Final[dict[ServiceType, Any]] = {
    "application": Application,
    "compose": Compose,
    "libsql": Libsql,
    "mariadb": Mariadb,
    "mongo": Mongo,
    "mysql": Mysql,
    "postgres": Postgres,
    "redis": Redis,
}
"""Every kind of service that has mounts; `<word>_id` is the column that points to it."""
OF_THE_MACHINE: Final = tuple(
    map(
        Path,
        (
            "/bin", "/boot", "/dev", "/etc", "/lib", "/lib64", "/proc", "/root", "/run", "/sbin", "/sys", "/usr",
            "/var/run", "/var/lib/docker", "/var/lib/containerd",
        ),
    )
)  # fmt: skip
"""Whoever writes there, or reads all of it, has the machine: members may not mount these, nor a folder above them."""


@dataclass(frozen=True)
class Owned:
    """A mount with the service that it belongs to."""

    mount: Mount
    kind: ServiceType
    service: Any


# ------------------------------------------------------------------------------------------------ finding


async def find(ctx: Context, mount_id: str) -> Owned:
    mount = await owned(ctx, Mount, mount_id)
    for kind, model in SERVICES.items():
        if (service_id := getattr(mount, _column(kind))) is not None:
            return Owned(mount, kind, await ctx.db.get_one(model, service_id))
    raise NotFound("Mount not found")


async def listed(ctx: Context, kind: ServiceType, service_id: str) -> list[Mount]:
    await owned(ctx, SERVICES[kind], service_id)
    return await _of_service(ctx, kind, service_id)


async def _of_service(ctx: Context, kind: ServiceType, service_id: str) -> list[Mount]:
    query = select(Mount).where(getattr(Mount, _column(kind)) == service_id)
    return list(await ctx.db.scalars(query.order_by(Mount.mount_path, Mount.mount_id)))


async def named_volumes(units: Units, application_id: str) -> list[dict[str, Any]] | None:
    """What the engine says of the volumes of a container that runs; None when none does."""
    async with units.read() as ctx:
        await owned(ctx, Application, application_id)
    tools = units.tools
    label = {LABEL_SERVICE: f"application:{application_id}"}
    found = await volumes.mounted(tools.engine, tools.folder.instance_id, **label)
    return None if found is None else [mount for mount in found if mount.get("Type") == "volume"]


def _column(kind: ServiceType) -> str:
    return f"{kind}_id"


# ------------------------------------------------------------------------------------------------ changing


async def create(units: Units, body: MountCreate) -> Mount:
    await _check_host(units, body.host_path if body.type == "bind" else None)
    async with units.write() as ctx:
        service = await owned(ctx, SERVICES[body.service_type], body.service_id)
        given = body.changes("service_id", "service_type")
        mount = Mount(**given, service_type=body.service_type, **{_column(body.service_type): body.service_id})
        found = Owned(mount, body.service_type, service)
        await _check(ctx, found)
        if mount.type == "bind":
            await _check_neighbours(ctx, mount)
        ctx.db.add(mount)
        await ctx.db.flush()
        await ctx.db.refresh(mount)
    await _keep_in_step(units.tools, found, None)
    return mount


async def update(units: Units, body: MountUpdate) -> Owned:
    """Change what was sent. A mount stays with its service."""
    owners = [_column(kind) for kind in SERVICES]
    async with units.read() as ctx:
        before = (await find(ctx, body.mount_id)).mount
    kind, host = body.type or before.type, body.host_path or before.host_path
    is_new_bind = kind == "bind" and (kind, host) != (before.type, before.host_path)
    await _check_host(units, host if is_new_bind else None)
    async with units.write() as ctx:
        found = await find(ctx, body.mount_id)
        old_file = _file(units.tools, found)
        moved = [name for name in owners if (getattr(body, name) or None) not in (None, getattr(found.mount, name))]
        if moved:
            raise _refuse(moved[0], "A mount stays with its service: remove it here, and create it there")
        for name, value in body.changes("mount_id", "service_type", *owners).items():
            setattr(found.mount, name, value)
        with ctx.db.no_autoflush:
            await _check(ctx, found)
            if is_new_bind:
                await _check_neighbours(ctx, found.mount)
    await _keep_in_step(units.tools, found, old_file)
    return found


async def remove(units: Units, mount_id: str) -> Mount:
    """Remove the mount, and the file of a file mount. A volume stays: it holds data that nobody asked to delete."""
    async with units.write() as ctx:
        found = await find(ctx, mount_id)
        old_file = _file(units.tools, found)
        await ctx.db.delete(found.mount)
    if old_file is not None:
        await units.tools.folder.remove_file(old_file, _root(units.tools, found))
    return found.mount


# ------------------------------------------------------------------------------------------------ what may be mounted


async def _check(ctx: Context, found: Owned) -> None:
    """What one field alone cannot tell."""
    mount = found.mount
    column, _ = MOUNTS[mount.type]
    if not getattr(mount, column):
        raise _refuse(column, f"A mount of type {mount.type} needs {to_camel(column)}")
    if found.kind != "compose":  # a compose file names what it mounts by itself
        try:
            names.container_path(mount.mount_path)
        except ValueError as error:
            raise _refuse("mount_path", str(error)) from error
    others = await _of_service(ctx, found.kind, getattr(mount, _column(found.kind)))
    others = [other for other in others if other.mount_id != mount.mount_id]
    if found.kind != "compose":
        _refuse_same_place(mount, others)
    if mount.type == "file":
        _refuse_same_file(mount, others)
    elif mount.type == "volume":
        await _refuse_foreign_volume(ctx, mount)


def _refuse_same_place(mount: Mount, others: Iterable[Mount]) -> None:
    place = names.container_path(mount.mount_path)
    if any(str(PurePosixPath(other.mount_path)) == place for other in others):
        raise Conflict(f"There is something mounted at {place} already.", hint="Change that mount, or remove it first.")


def _refuse_same_file(mount: Mount, others: Iterable[Mount]) -> None:
    path = PurePosixPath(names.file_path(mount.file_path or ""))
    for other in others:
        if other.type != "file" or not other.file_path:
            continue
        theirs = PurePosixPath(other.file_path.strip("/ "))
        if path.is_relative_to(theirs) or theirs.is_relative_to(path):
            raise Conflict(f"{theirs} is a file of this service already.", hint="Choose another filePath.")


async def _refuse_foreign_volume(ctx: Context, mount: Mount) -> None:
    """A volume's name is all that it takes to read it: one in use is for those who reach whoever uses it."""
    query = select(Mount.mount_id).where(Mount.type == "volume", Mount.volume_name == mount.volume_name)
    for mount_id in (await ctx.db.scalars(query.where(Mount.mount_id != mount.mount_id))).all():
        try:
            await owned(ctx, Mount, mount_id)
        except NotFound as error:
            raise Conflict(f"The volume {mount.volume_name} is in use.", hint="Choose another name.") from error


async def _check_host(units: Units, path: str | None) -> None:
    """Members may not mount what belongs to the machine or to us, by whatever link it is reached."""
    if path is None or units.actor.is_privileged:
        return
    if await asyncio.to_thread(_is_guarded, units.tools, names.absolute_path(path)):
        raise Forbidden(
            f"Only an owner or admin may mount {path}: it belongs to the machine, or to this control plane."
        )


async def _check_neighbours(ctx: Context, mount: Mount) -> None:
    """Members may not bind a folder in or around one that a container has already.

    Whoever writes in the outer one could put a link in the place of the inner one, and be led anywhere by the next
    start of the other container.
    """
    if ctx.actor.is_privileged:
        return
    path = PurePosixPath(names.absolute_path(mount.host_path or ""))
    query = select(Mount.host_path).where(Mount.type == "bind", Mount.mount_id != mount.mount_id)
    for other in map(PurePosixPath, filter(None, await ctx.db.scalars(query))):
        if other != path and (path.is_relative_to(other) or other.is_relative_to(path)):
            raise Forbidden(f"Only an owner or admin may mount {path}: a folder in or around it is mounted already.")


def _is_guarded(tools: Tools, path: str) -> bool:
    try:
        places = (Path(path), Path(os.path.realpath(path)))
    except OSError:
        return True  # a link that not even we may follow
    guarded = (*OF_THE_MACHINE, *_ours(tools))
    return any(place.is_relative_to(one) or one.is_relative_to(place) for place in places for one in guarded)


def _ours(tools: Tools) -> list[Path]:
    """The data folder, with keys and database, and the engine's socket, which is the machine itself."""
    docker = tools.settings.docker_host.removeprefix("unix://")
    return [Path(os.path.realpath(path)) for path in (tools.folder.root, docker) if str(path).startswith("/")]


def _refuse(field: str, message: str) -> Invalid:
    return Invalid(message, issues=[{"code": "custom", "path": [to_camel(field)], "message": message}])


# ------------------------------------------------------------------------------------------------ files


def _root(tools: Tools, found: Owned) -> Path:
    return tools.folder.file_mounts(found.service.app_name, found.kind)


def _file(tools: Tools, found: Owned) -> Path | None:
    """Where the content of a file mount lies, as it was saved last; what runs has a copy of its own."""
    mount = found.mount
    if mount.type != "file" or not mount.file_path:
        return None
    with suppress(ValueError):  # a row of an older installation: nothing of it was ever written here
        return _root(tools, found) / names.file_path(mount.file_path)
    return None


async def _keep_in_step(tools: Tools, found: Owned, old_file: Path | None) -> None:
    new_file = _file(tools, found)
    if old_file is not None and old_file != new_file:
        await tools.folder.remove_file(old_file, _root(tools, found))
    if new_file is not None:
        await tools.folder.write_files([(new_file, Secret(found.mount.content or ""))])
