"""Compare what should be with what is, at start and every minute: leftovers go, files are repaired, truth is written.

Only objects with this instance's label are looked at. A service is a leftover when it is neither live nor of a run that
waits or goes on; it goes only after it has been one for as long as a drain lasts, with the routes in place before.
"""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from time import monotonic
from typing import Any, Final

import structlog
from sqlalchemy import select

from dokploy.adapters.database import Lock
from dokploy.adapters.folder import STALE_SECONDS
from dokploy.adapters.swarm import LABEL_DEPLOYMENT, LABEL_SERVICE, LABEL_SWARM_SERVICE, ServiceState
from dokploy.adapters.traefik_document import without_empty_sections
from dokploy.context import Runtime, Units
from dokploy.core.actor import SYSTEM
from dokploy.core.errors import EngineUnavailable
from dokploy.models import Deployment, Rollback
from dokploy.models.base import primary_key
from dokploy.pipeline.routes import PROBE_SUFFIX, probe_file
from dokploy.releases import live, routes
from dokploy.releases.kinds import KINDS, Kind
from dokploy.releases.requests import ACTIVE, service_columns

PERIOD_SECONDS: Final = 60.0
SHORTEST_GRACE_SECONDS: Final = 5.0
ENDING_SECONDS: Final = 3600.0
"""A container whose service is gone may be ending yet, for as long as its application was given."""
SWEEP_SECONDS: Final = 3600.0
"""Between two looks through the data folder for what killed processes had begun: it lists all files of all services."""

logger = structlog.get_logger()


class Reconciler:
    """Remembers since when each leftover has been one."""

    def __init__(self, runtime: Runtime) -> None:
        self.runtime = runtime
        self._units = runtime.acting(SYSTEM)
        self._leftover_since: dict[str, float] = {}
        self._orphan_since: dict[str, float] = {}
        self._swept_at = monotonic()  # this process has swept when it started
        self._called = asyncio.Event()

    async def run(self) -> None:
        """For ever, until cancelled. No failure ends it."""
        while True:
            is_called = self._called.is_set()
            self._called.clear()
            try:
                async with self.runtime.database.alone(Lock.RECONCILE, patient=False) as turn:
                    if turn is not None:  # several workers would do no harm, but all the work several times
                        await self.once()
                        is_called = False
            except Exception as error:  # noqa: BLE001 - a database that is away: the next round comes
                logger.warning("not_reconciled", what="everything", cause=str(error))
            with suppress(TimeoutError):
                async with asyncio.timeout(self._grace if self._leftover_since or is_called else PERIOD_SECONDS):
                    await self._called.wait()

    def soon(self) -> None:
        """There is something to put right: not only at the next minute."""
        self._called.set()

    async def once(self) -> None:
        """One pass. Without an engine, the files are still kept right."""
        with noted("routes"):
            await self._repair_routes()
        with noted("probes"):
            await self._remove_probes()
        with noted("drafts"):
            await self._remove_drafts()
        with noted("services"), suppress(EngineUnavailable):
            await self._remove_leftovers()
        with noted("containers"), suppress(EngineUnavailable):
            await self._remove_orphans()
        with noted("runtime"), suppress(EngineUnavailable):
            await self._refresh_runtimes()

    @property
    def _grace(self) -> float:
        return max(self.runtime.settings.drain_seconds, SHORTEST_GRACE_SECONDS)

    async def _repair_routes(self) -> None:
        """Render each file that differs from what the database says; a run in progress looks after its own."""
        traefik = self.runtime.tools.traefik
        for kind, row_id in await _services(self._units):
            with noted("routes", service=row_id):
                wanted = await routes.read(self._units, kind, row_id)
                if wanted is None:
                    continue
                name, wish = wanted
                content = without_empty_sections(wish.document or {})
                should = traefik.render(content) if content else None
                if await traefik.read(name) != should and not await _is_busy(self._units, kind, row_id):
                    logger.info("routes_repaired", file=name)
                    await routes.render(self._units, kind, row_id)

    async def _remove_probes(self) -> None:
        """Routers to releases that were being verified when their run was interrupted."""
        tools = self.runtime.tools
        left = await asyncio.to_thread(lambda: list(tools.folder.traefik_dynamic.glob(f"*{PROBE_SUFFIX}.yml")))
        if left:
            used = {probe_file(name) for name in await _busy_app_names(self._units)}
            for name in {path.stem for path in left} - used:
                logger.info("probe_removed", file=name)
                await tools.traefik.remove(name)

    async def _remove_drafts(self) -> None:
        """A process of several that starts leaves those of the last hours: they may be another's, who is at work."""
        if monotonic() - self._swept_at >= SWEEP_SECONDS:
            self._swept_at = monotonic()
            await asyncio.to_thread(self.runtime.tools.folder.sweep, STALE_SECONDS)

    async def _remove_leftovers(self) -> None:
        # Services are listed before the rows are read: a run is in the table before its service is in the engine.
        services = await self.runtime.tools.swarm.labelled()
        kept, active = await self._wanted()
        leftovers = [service for service in services if _is_leftover(service, kept, active)]
        since = {service.name: self._leftover_since.get(service.name, monotonic()) for service in leftovers}
        self._leftover_since = since
        for service in leftovers:
            if monotonic() - since[service.name] >= self._grace:
                with noted("services", service=service.name):
                    await self._confirm_routes(service)
                    logger.info("leftover_removed", service=service.name)
                    await self.runtime.tools.swarm.remove(service.name)
                    del self._leftover_since[service.name]

    async def _remove_orphans(self) -> None:
        """Containers of services that are gone: of what was removed while an engine started anew, it forgets some."""
        containers = self.runtime.tools.containers
        # Containers are listed before the services: a service is there before its first container.
        found = [one for one in await containers.labelled() if LABEL_SWARM_SERVICE in one.labels]
        there = {service.name for service in await self.runtime.tools.swarm.labelled()}
        orphans = [one for one in found if one.labels[LABEL_SWARM_SERVICE] not in there]
        since = {one.container_id: self._orphan_since.get(one.container_id, monotonic()) for one in orphans}
        self._orphan_since = since
        for one in orphans:
            grace = ENDING_SECONDS if one.state == "running" else self._grace
            if monotonic() - since[one.container_id] >= grace:
                with noted("containers", container=one.name):
                    logger.info("orphan_removed", container=one.name)
                    await containers.remove(one.container_id)

    async def _wanted(self) -> tuple[set[str], set[str]]:
        """Names of live services; ids of services and deployments of runs that wait or go on."""
        async with self._units.read() as ctx:
            kept: set[str] = set()
            for kind in KINDS.values():
                model: Any = kind.model
                query = select(Rollback.service_name).join(model, model.live_rollback_id == Rollback.rollback_id)
                kept |= {name for name in await ctx.db.scalars(query) if name}
            runs = select(Deployment.deployment_id, *service_columns()).where(Deployment.state.in_(ACTIVE))
            active = {value for run in await ctx.db.execute(runs) for value in run if value}
        return kept, active

    async def _confirm_routes(self, service: ServiceState) -> None:
        """Traefik must have let go of a leftover that was live before; raises when it has not."""
        kind_name, _, row_id = service.labels.get(LABEL_SERVICE, "").partition(":")
        if kind_name in KINDS and (wanted := await routes.read(self._units, KINDS[kind_name], row_id)) is not None:
            services = wanted[1].routing.services
            if services:
                await self.runtime.tools.traefik.confirm(services)

    async def _refresh_runtimes(self) -> None:
        for kind, row_id in await _services(self._units):
            with noted("runtime", service=row_id):
                await live.refresh(self._units, kind, row_id)


def _is_leftover(service: ServiceState, kept: set[str], active: set[str]) -> bool:
    """A service that a deployment made, and that nothing refers to any more."""
    owner = service.labels.get(LABEL_SERVICE, "")
    deployment = service.labels.get(LABEL_DEPLOYMENT)
    if not owner or deployment is None or owner.partition(":")[0] not in KINDS:
        return False
    return service.name not in kept and deployment not in active and owner.partition(":")[2] not in active


async def _services(units: Units) -> list[tuple[Kind, str]]:
    """Every service that has a live release."""
    found: list[tuple[Kind, str]] = []
    async with units.read() as ctx:
        for kind in KINDS.values():
            model: Any = kind.model
            query = select(getattr(model, primary_key(model))).where(model.live_rollback_id.is_not(None))
            found += [(kind, row_id) for row_id in await ctx.db.scalars(query)]
    return found


async def _is_busy(units: Units, kind: Kind, row_id: str) -> bool:
    async with units.read() as ctx:
        query = select(Deployment.deployment_id).where(
            getattr(Deployment, kind.column) == row_id, Deployment.state == "running"
        )
        return (await ctx.db.scalar(query.limit(1))) is not None


async def _busy_app_names(units: Units) -> set[str]:
    names: set[str] = set()
    async with units.read() as ctx:
        for kind in KINDS.values():
            model: Any = kind.model
            run = getattr(Deployment, kind.column) == getattr(model, primary_key(model))
            names |= set(
                await ctx.db.scalars(select(model.app_name).join(Deployment, run & (Deployment.state == "running")))
            )
    return names


@contextmanager
def noted(what: str, **about: str) -> Iterator[None]:
    """A failure is written down with its cause, and the rest goes on. No engine is no failure."""
    try:
        yield
    except EngineUnavailable:
        raise
    except Exception as error:  # noqa: BLE001 - the loop must outlive whatever befalls one object
        logger.warning("not_reconciled", what=what, cause=str(error), **about)
