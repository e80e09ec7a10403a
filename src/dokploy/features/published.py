"""Who has a port of this machine: other services of ours, Traefik, and the control plane itself."""

import asyncio
import json
from collections.abc import Iterator
from typing import Any, Final

from sqlalchemy import Select, func, literal, select

from dokploy.adapters.database import Lock, take_turn
from dokploy.adapters.folder import DataFolder
from dokploy.context import Context
from dokploy.core.errors import Conflict
from dokploy.models import (
    Application,
    Base,
    Environment,
    Libsql,
    Mariadb,
    Mongo,
    Mysql,
    Port,
    Postgres,
    Project,
    Redis,
)

HINT: Final = "Choose another published port, or free that one first."
DATABASES: Final[tuple[Any, ...]] = (Postgres, Mysql, Mariadb, Mongo, Redis, Libsql)
EXTERNAL: Final = ("external_port", "external_grpc_port", "external_admin_port")
"""The columns in which databases publish a port, as far as each has them."""


async def check(ctx: Context, found: Port) -> None:
    """Raise `Conflict` when the published port of this row is taken, naming whoever has it.

    A port that is free stays so until the unit's commit.
    """
    await take_turn(ctx.db, Lock.PORTS)
    application = await ctx.db.get_one(Application, found.application_id)
    taken = f"Port {found.published_port}/{found.protocol}"
    if found.protocol == "tcp" and not application.server_id:
        ours = await asyncio.to_thread(_own_ports, ctx.tools.folder)
        for number, who in [*ours, (ctx.tools.settings.port, "this control plane")]:
            if number == found.published_port:
                raise Conflict(f"{taken} belongs to {who}.", hint=HINT)
    holder = await _holder(ctx, found, application)
    if holder is not None:
        name, organization_id = holder
        is_ours = organization_id == ctx.actor.organization_id
        raise Conflict(f"{taken} is published by “{name}” already." if is_ours else f"{taken} is in use.", hint=HINT)


def _own_ports(folder: DataFolder) -> list[tuple[int, str]]:
    try:
        ports = json.loads(folder.traefik_ports.read_text())
    except (OSError, ValueError):
        return []  # no Traefik yet: it will take ports that are free
    return [(ports[name], "Traefik") for name in ("web", "websecure", "api") if name in ports]


async def _holder(ctx: Context, found: Port, application: Application) -> tuple[str, str] | None:
    """Name and organization of the service on the same machine that has it."""
    for query in _queries(found, application.server_id or ""):
        if (holder := (await ctx.db.execute(query.limit(1))).first()) is not None:
            return holder[0], holder[1]
    same_machine = func.coalesce(Application.server_id, "") == (application.server_id or "")
    others = _placed(Application, Application.endpoint_spec_swarm).where(
        same_machine, Application.endpoint_spec_swarm.is_not(None), Application.application_id != found.application_id
    )
    for name, organization_id, spec in await ctx.db.execute(others):
        if _publishes(spec, found):
            return name, organization_id
    return None


def _queries(found: Port, server_id: str) -> Iterator[Select[Any]]:
    """One question per table that publishes ports."""
    yield (
        _placed(Application)
        .join(Port, Port.application_id == Application.application_id)
        .where(
            Port.published_port == found.published_port,
            Port.protocol == found.protocol,
            Port.port_id != found.port_id,
            func.coalesce(Application.server_id, "") == server_id,
        )
    )
    if found.protocol == "tcp":
        for model in DATABASES:
            for column in EXTERNAL:
                if hasattr(model, column):
                    query = _placed(model).where(getattr(model, column) == found.published_port)
                    yield query.where(func.coalesce(model.server_id, "") == server_id)


def _placed(model: Any, *more: Any) -> Select[Any]:
    """Name and organization of services, and what else is asked for."""
    service: type[Base] = model
    query = select(model.name, Project.organization_id, *(more or (literal(None),))).select_from(service)
    query = query.join(Environment, Environment.environment_id == model.environment_id)
    return query.join(Project, Project.project_id == Environment.project_id)


def _publishes(spec: Any, found: Port) -> bool:
    return any(
        port.get("PublishedPort") == found.published_port and port.get("Protocol", "tcp") == found.protocol
        for port in (spec or {}).get("Ports") or ()
    )
