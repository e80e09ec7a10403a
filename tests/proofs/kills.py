"""Kill -9 of the server at every boundary of a run: the next start carries it to its one end, and nobody notices."""

import asyncio
import statistics
import time
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from functools import partial
from typing import Any

from tests.e2e.instance import Api
from tests.proofs import invariants
from tests.proofs.invariants import Seen
from tests.proofs.place import Place
from tests.proofs.proof import Case, Figures, Proof
from tests.proofs.shop import Shop, made_known, open_shop, reading
from tests.registry import running_registry

STAGES = ("source", "build", "push", "start", "verify", "route", "drain")
POINTS = (
    "run.waiting", "run.claimed", "run.frozen",
    *(f"stage.{stage}.{end}" for stage in STAGES[:-2] for end in ("started", "finished")),
    "stage.route.started", "live.recorded", "live.rendered", "stage.route.finished",
    "stage.drain.started", "stage.drain.finished",
    "run.ended", "run.settled", "run.tidied",
)  # fmt: skip
CALLS = (
    "files.rename#1", "files.write#1", "files.rename#3", "database.commit#4", "database.committed#4",
    "shell.run#5", "engine.call#9",
)  # fmt: skip
"""In the middle of something: sources, a route and a row that are half written, a program that runs, a request sent."""
IN_PLACE = ("stage.start.started", "stage.start.finished", "stage.verify.finished", "live.rendered", "run.ended")
"""Where a run that replaces its service in place has something half done."""
PUSHED = ("stage.push.started", "engine.stream#1", "stage.push.finished", "stage.start.finished", "live.recorded")
SETTLED = ("run.settled", "run.tidied")
DIES_WITHIN = 60.0


@asynccontextmanager
async def beside(place: Place) -> AsyncIterator[Shop]:
    yield await open_shop(place, await place.api(), "beside")


@asynccontextmanager
async def in_place(place: Place) -> AsyncIterator[Shop]:
    yield await open_shop(place, await place.api(), "in-place", in_place=True)


@asynccontextmanager
async def pushed(place: Place) -> AsyncIterator[Shop]:
    """Its nodes pull each release from a registry."""
    folder = place.folder / "registry"
    folder.mkdir()
    with running_registry(folder) as registry:
        shop = await open_shop(place, await place.api(), "pushed")
        of = {"applicationId": shop.application_id, "registryId": await made_known(shop.api, registry)}
        await shop.api.post("application.update", **of)
        shop.publish()
        row = await shop.finished(await shop.ask())
        assert row["state"] == "done", await shop.api.log(row["deploymentId"])
        yield shop


SHOPS: Mapping[str, Callable[[Place], AbstractAsyncContextManager[Shop]]] = {
    "": beside, "in place ": in_place, "pushed ": pushed,
}  # fmt: skip


async def armed(api: Api, points: str) -> None:
    """Start the server anew with these failpoints, or with none."""
    instance = api.instance
    if instance.process is not None:
        instance.kill()  # quicker than Ctrl-C, and as good
    instance.environment["DOKPLOY_FAILPOINTS"] = points
    await asyncio.to_thread(instance.start)


async def death(api: Api) -> float:
    """Wait until the server has killed itself; the moment of it."""
    process = api.instance.process
    assert process is not None
    code = await asyncio.to_thread(process.wait, DIES_WITHIN)
    assert code == -9, f"the server ended with {code}"
    api.instance.process = None
    return time.monotonic()


async def killed_at(point: str, place: Place, *, where: str = "") -> Figures:
    shop = await place.shared(SHOPS[where])
    await armed(shop.api, f"{point}=kill")
    shop.publish()
    async with shop.watching() as steady:
        deployment_id = await shop.ask()
        async with reading(shop, deployment_id) as pieces:
            died_at = await death(shop.api)
            shop.api.instance.environment["DOKPLOY_FAILPOINTS"] = ""
            await asyncio.to_thread(shop.api.instance.start)
            ready_at = time.monotonic()
            row = await shop.finished(deployment_id)
            ended_at = time.monotonic()
            assert row["state"] == "done", await shop.api.log(deployment_id)
            await asyncio.sleep(0.5)
        seen = Seen(None if SHOPS[where] is in_place else steady, pieces)
        row = await invariants.check(shop, deployment_id, seen)
    return {
        "restart_s": round(ready_at - died_at, 2),
        "recovery_s": round(ended_at - died_at, 2),
        "asked": steady.asked,
    }


def measured(figures: Sequence[Mapping[str, Any]]) -> Figures:
    times = [one["recovery_s"] for one in figures]
    if not times:
        return {}
    return {
        "recovery_median_s": round(statistics.median(times), 2),
        "recovery_max_s": max(times),
        "requests_to_the_old_release": sum(one["asked"] for one in figures),
    }


def cases() -> list[Case]:
    points = {"": (*POINTS, *CALLS), "in place ": IN_PLACE, "pushed ": PUSHED}
    return [
        Case(f"{where}{point}", partial(killed_at, point, where=where))
        for where, some in points.items()
        for point in some
    ]


PROOF = Proof(
    "kills",
    figure="1",
    target="kill -9 at each stage boundary: every invariant holds; recovery median ≤ 10 s, max ≤ 30 s",
    cases=cases,
    short=("stage.build.started", "live.recorded"),
    measured=measured,
)
