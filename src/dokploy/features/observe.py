"""What an application's containers say and use: the reads beside the sockets."""

import asyncio
from time import time
from typing import Annotated, Any, Final

from pydantic import Field

from dokploy.access import owned
from dokploy.adapters.usage_history import Sample
from dokploy.context import Units
from dokploy.core.permissions import may
from dokploy.core.units import nano_cpus
from dokploy.features import container_log, monitoring
from dokploy.features.containers import Service, Target, pieces, service_named
from dokploy.features.listing import STRING, Plain, a_list, an_object
from dokploy.models import Application
from dokploy.releases.kinds import KINDS
from dokploy.wire.procedure import Procedures
from dokploy.wire.shapes import TEXT, Schema, Wire

application = Procedures("application")

NUMBER: Final[Schema] = {"type": "number"}
POINTS: Final = a_list(an_object(value={}, time=STRING))
MONITORING: Final = Plain(
    an_object(
        cpu=an_object(usage=NUMBER, limit=NUMBER),
        memory=an_object(usage=NUMBER, limit=NUMBER, percentage=NUMBER),
        network=an_object(rx=NUMBER, tx=NUMBER),
        containers=a_list(an_object(id=STRING, name=STRING, status=STRING, uptime=NUMBER)),
        history=an_object(**dict.fromkeys(monitoring.PARTS, POINTS)),
    )
)


class ReadLogs(Wire):
    application_id: Annotated[str, Field(min_length=1)]
    tail: Annotated[int, Field(ge=1, le=container_log.TAIL_MAXIMUM)] = container_log.TAIL_DEFAULT
    since: str = "all"
    search: str | None = None


class AppName(Wire):
    app_name: Annotated[str, Field(min_length=1, max_length=63, pattern=r"^[a-zA-Z0-9._-]+$")]


@application.query("readLogs", may("service:read"), gives=TEXT, units=True)
async def read_logs(body: ReadLogs, units: Units) -> str:
    """The last lines that the application's containers wrote, with their times, all replicas in one order."""
    wanted = container_log.asked(body.tail, body.since, body.search)
    async with units.read() as ctx:
        found = await owned(ctx, Application, body.application_id)
    target = Target(Service(KINDS["application"], found))
    lines = await container_log.history(units.tools.containers, await pieces(units.tools, target), wanted)
    return "".join(f"{line}\n" for line in lines)


@application.query("readAppMonitoring", may("monitoring:read"), gives=MONITORING, units=True)
async def read_app_monitoring(body: AppName, units: Units) -> dict[str, Any]:
    """What an application uses now, and did in the last hours; `dokploy` is the machine itself."""
    tools = units.tools
    history = monitoring.history_of(tools)
    if body.app_name == monitoring.HOST:
        sample: Sample | None = await monitoring.HostMeter(tools).first()
        containers, limit = [], 100.0
    else:
        async with units.read() as ctx:
            service = await service_named(ctx, body.app_name)
        sample = await monitoring.Meter(tools, service.labels).first()
        running = [piece for piece in await pieces(tools, Target(service)) if piece.is_running]
        containers = [
            {
                "id": piece.container_id,
                "name": piece.name,
                "status": piece.state,
                "uptime": max(0, round(time() - piece.created)),
            }
            for piece in running
        ]
        limit = _cpu_limit(service.row, len(running))
    points = await asyncio.to_thread(history.read, body.app_name)
    return _now(sample, limit) | {"containers": containers, "history": monitoring.listed(points)}


def _now(sample: Sample | None, cpu_limit: float) -> dict[str, Any]:
    if sample is None:
        nothing = {"usage": 0, "limit": 0, "percentage": 0}
        return {"cpu": {"usage": 0, "limit": cpu_limit}, "memory": nothing, "network": {"rx": 0, "tx": 0}}
    share = sample.memory / sample.memory_limit * 100 if sample.memory_limit else 0
    return {
        "cpu": {"usage": round(sample.cpu, 2), "limit": cpu_limit},
        "memory": {
            "usage": round(sample.memory),
            "limit": round(sample.memory_limit),
            "percentage": round(share, 2),
        },
        "network": {"rx": round(sample.received), "tx": round(sample.sent)},
    }


def _cpu_limit(row: Any, replicas: int) -> float:
    """Per cent of one processor that the running replicas may use together; 100 where nothing is set."""
    try:
        limit = nano_cpus(row.cpu_limit) if row.cpu_limit else 0
    except ValueError:
        limit = 0
    return round(limit / 10_000_000 * replicas, 2) if limit else 100.0
