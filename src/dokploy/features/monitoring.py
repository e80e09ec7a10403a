"""How much services and the machine use: now, while somebody watches, and over the last hours.

History is taken once a minute for everything that runs, watched or not, and kept in files of fixed size
(`adapters/usage_history.py`): 288 points, almost five hours, 23 KB for each service.
"""

import asyncio
from collections import defaultdict
from collections.abc import AsyncIterator, Iterable, Mapping
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from time import time
from typing import Any, Final
from weakref import WeakKeyDictionary

import structlog

from dokploy.adapters import callback, host_usage
from dokploy.adapters.containers import ContainerState
from dokploy.adapters.docker_frames import Usage, cpu_percent
from dokploy.adapters.swarm import LABEL_APP
from dokploy.adapters.usage_history import EVERY_S, Sample, UsageHistory
from dokploy.context import Runtime, Tools
from dokploy.core.actor import SYSTEM
from dokploy.core.clock import iso, now_iso
from dokploy.core.errors import DokployError
from dokploy.features import monitoring_setup

HOST: Final = "dokploy"
"""The app name under which the machine itself is asked for."""
TICK_SECONDS: Final = 1.3
FIRST_SECONDS: Final = 0.3
"""Between the two looks that a first figure takes."""
AT_ONCE: Final = 4
MEGABYTE: Final = 1_000_000
GIGABYTE: Final = 1024**3
PARTS: Final = ("cpu", "memory", "disk", "network", "block")
_STEPS: Final = ("B", "KiB", "MiB", "GiB", "TiB")

logger = structlog.get_logger(__name__)


class Meter:
    """Takes samples of one service; processor figures are what was used since the sample before."""

    def __init__(self, tools: Tools, labels: Mapping[str, str]) -> None:
        self._tools = tools
        self._labels = labels
        self._before: dict[str, Usage] = {}

    async def sample(self) -> Sample | None:
        """All running containers together; None when none runs on this node."""
        containers = await self._tools.containers.labelled(**self._labels)
        return await self.sample_of(found for found in containers if found.state == "running")

    async def sample_of(self, containers: Iterable[ContainerState]) -> Sample | None:
        ids = [container.container_id for container in containers]
        figures = await asyncio.gather(*(self._tools.containers.usage(container_id) for container_id in ids))
        found = {container_id: usage for container_id, usage in zip(ids, figures, strict=True) if usage is not None}
        before, self._before = self._before, found
        if not found:
            return None
        used = [
            cpu_percent(before[container_id], usage) for container_id, usage in found.items() if container_id in before
        ]
        return _sum(list(found.values()), sum(used))

    async def first(self) -> Sample | None:
        """A sample that can be shown by itself: two looks, a moment apart."""
        if await self.sample() is None:
            return None
        await asyncio.sleep(FIRST_SECONDS)
        return await self.sample()


class HostMeter:
    """The same for the machine."""

    def __init__(self, tools: Tools) -> None:
        self._root = tools.folder.root
        self._before: Usage | None = None

    async def sample(self) -> Sample:
        usage, (total, used) = await asyncio.to_thread(lambda: (host_usage.host_usage(), host_usage.disk(self._root)))
        before, self._before = self._before, usage
        return _sum([usage], cpu_percent(before, usage) if before else 0.0, disk_total=total, disk_used=used)

    async def first(self) -> Sample:
        await self.sample()
        await asyncio.sleep(FIRST_SECONDS)
        return await self.sample()


def _sum(figures: list[Usage], cpu: float, **disk: float) -> Sample:
    """Containers without a limit have the machine's memory as theirs: together they have no more than that."""
    limit = sum(usage.memory_limit for usage in figures)
    return Sample(
        at=time(),
        cpu=cpu,
        memory=sum(usage.memory for usage in figures),
        memory_limit=min(limit, max(host_usage.memory_total(), figures[0].memory_limit)),
        received=sum(usage.received for usage in figures),
        sent=sum(usage.sent for usage in figures),
        read=sum(usage.read for usage in figures),
        written=sum(usage.written for usage in figures),
        **disk,
    )


# ------------------------------------------------------------------------------------------------ words of clients


def shown(sample: Sample) -> dict[str, Any]:
    """`{cpu, memory, disk, network, block}`, each `{value, time}`; disk is null for services."""
    at = iso(datetime.fromtimestamp(sample.at, UTC))
    values = {
        "cpu": f"{sample.cpu:.2f}%",
        "memory": {"used": binary(sample.memory), "total": binary(sample.memory_limit)},
        "disk": _disk(sample) if sample.disk_total else None,
        "network": {"inputMb": _megabytes(sample.received), "outputMb": _megabytes(sample.sent)},
        "block": {"readMb": _megabytes(sample.read), "writeMb": _megabytes(sample.written)},
    }
    return {name: None if values[name] is None else {"value": values[name], "time": at} for name in PARTS}


def listed(samples: Iterable[Sample]) -> dict[str, list[dict[str, Any]]]:
    """The same as five lists, oldest first."""
    lists: dict[str, list[dict[str, Any]]] = {name: [] for name in PARTS}
    for sample in samples:
        for name, point in shown(sample).items():
            if point is not None:
                lists[name].append(point)
    return lists


def binary(count: float) -> str:
    """`45.1MiB`, as `docker stats` writes it."""
    step = 0
    while count >= 1024 and step < len(_STEPS) - 1:
        count, step = count / 1024, step + 1
    return f"{count:.4g}{_STEPS[step]}"


def _megabytes(count: float) -> float:
    return round(count / MEGABYTE, 6)


def _disk(sample: Sample) -> dict[str, float]:
    return {
        "diskTotal": round(sample.disk_total / GIGABYTE, 2),
        "diskUsedPercentage": round(sample.disk_used / sample.disk_total * 100, 2),
        "diskUsage": round(sample.disk_used / GIGABYTE, 2),
        "diskFree": round((sample.disk_total - sample.disk_used) / GIGABYTE, 2),
    }


# ------------------------------------------------------------------------------------------------ while watched


class Watch:
    """One meter that ticks for all who look at the same service. A reader who is slow misses ticks, nothing else."""

    def __init__(self, meter: Meter | HostMeter) -> None:
        self._meter = meter
        self._ticked = asyncio.Condition()
        self.viewers = 0
        self.latest: Sample | None = None
        self._failure: DokployError | None = None
        self._task = asyncio.create_task(self._tick(), name="usage")

    async def next(self) -> Sample | None:
        """The next tick's sample; None when nothing runs. Raises what the engine's failure was."""
        async with self._ticked:
            await self._ticked.wait()
        if self._failure is not None:
            raise self._failure
        return self.latest

    async def stop(self) -> None:
        self._task.cancel()
        await asyncio.gather(self._task, return_exceptions=True)

    async def _tick(self) -> None:
        ask = self._meter.first
        while True:
            try:
                self.latest, self._failure = await ask(), None
            except DokployError as error:
                self._failure = error
            ask = self._meter.sample
            async with self._ticked:
                self._ticked.notify_all()
            await asyncio.sleep(TICK_SECONDS)


_watches: WeakKeyDictionary[Runtime, dict[str, Watch]] = WeakKeyDictionary()


@asynccontextmanager
async def watching(runtime: Runtime, app_name: str, labels: Mapping[str, str] | None) -> AsyncIterator[Watch]:
    """The watch of a service, or of the machine (no labels); it runs for as long as anybody looks."""
    watches = _watches.setdefault(runtime, {})
    watch = watches.get(app_name)
    if watch is None:
        meter = HostMeter(runtime.tools) if labels is None else Meter(runtime.tools, labels)
        watch = watches[app_name] = Watch(meter)
    watch.viewers += 1
    try:
        yield watch
    finally:
        watch.viewers -= 1
        if watch.viewers == 0:
            del watches[app_name]
            await watch.stop()


# ------------------------------------------------------------------------------------------------ over hours


def history_of(tools: Tools) -> UsageHistory:
    return UsageHistory(tools.folder.root / "monitoring")


@dataclass
class Sampler:
    """Writes one point a minute for the machine and for every service that is measured; calls when it is too busy."""

    runtime: Runtime

    def __post_init__(self) -> None:
        self.tools = self.runtime.tools
        self.wishes = monitoring_setup.Wishes()
        self._above: set[str] = set()
        self._meters: dict[str, Meter] = {}
        self._host = HostMeter(self.tools)
        self._turn = asyncio.Semaphore(AT_ONCE)
        self._is_known = False

    async def take(self) -> dict[str, Sample]:
        """One sample of each; a service that is met for the first time has no processor figure yet, and no point."""
        running: dict[str, list[ContainerState]] = defaultdict(list)
        with suppress(DokployError):  # without an engine there is still the machine
            for container in await self.tools.containers.labelled():
                name = container.labels.get(LABEL_APP)
                if container.state == "running" and name and self.wishes.chosen.takes(name):
                    running[name].append(container)
        known, self._meters = self._meters, {name: self._meters.get(name) or Meter(self.tools, {}) for name in running}
        samples = await asyncio.gather(*(self._sample(name, running[name]) for name in running))
        found = {name: sample for name, sample in zip(running, samples, strict=True) if sample and name in known}
        host, was_known, self._is_known = await self._host.sample(), self._is_known, True
        return found | ({HOST: host} if was_known else {})

    async def _sample(self, name: str, containers: list[ContainerState]) -> Sample | None:
        async with self._turn:
            try:
                return await self._meters[name].sample_of(containers)
            except DokployError as error:
                logger.info("usage_not_taken", app=name, cause=str(error))
                return None

    async def run(self) -> None:
        """For ever; in one process of those that share the data folder."""
        history = history_of(self.tools)
        while True:
            with history.turn() as is_ours:
                while is_ours:
                    await self.learn()
                    samples = await self.take()
                    await asyncio.to_thread(_write, history, samples)
                    await self.call(samples.get(HOST))
                    await asyncio.sleep(EVERY_S - time() % EVERY_S)
            await asyncio.sleep(EVERY_S)

    async def learn(self) -> None:
        """What is wished now; a database that is away leaves what was wished before."""
        with suppress(DokployError):
            async with self.runtime.acting(SYSTEM).read() as ctx:
                self.wishes = await monitoring_setup.wishes(ctx)

    async def call(self, machine: Sample | None) -> None:
        """Tell the callback what has risen above its limit; a receiver that fails is told again at the next sample."""
        if machine is None or not self.wishes.callback:
            return
        found = monitoring_setup.above(self.wishes.limits, machine)
        told = self._above & {alert.name for alert in found}
        for alert in monitoring_setup.news(self._above, found):
            try:
                await callback.post(self.wishes.callback, alert.body(now_iso(), self.wishes.token))
            except DokployError as error:
                logger.warning("alert_not_told", what=alert.name, cause=str(error))
            else:
                told.add(alert.name)
        self._above = told


def _write(history: UsageHistory, samples: Mapping[str, Sample]) -> None:
    for name, sample in samples.items():
        history.add(name, sample)
    history.sweep()


@asynccontextmanager
async def sampling(runtime: Runtime) -> AsyncIterator[None]:
    task = asyncio.create_task(Sampler(runtime).run(), name="usage history")
    try:
        yield
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
