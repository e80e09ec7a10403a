"""Two workers on one PostgreSQL, one of which stands still at a chosen point of a run.

What it is asked meanwhile it learns when it goes on (cancellation); past its lease, the other one has taken its run
over, and every write of its own must be refused.
"""

import asyncio
import os
import signal
import time
from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from tests import postgres
from tests.e2e.fleet import Fleet
from tests.e2e.instance import Instance
from tests.proofs import invariants, kills
from tests.proofs.invariants import Seen
from tests.proofs.place import Place
from tests.proofs.proof import Case, Figures, Proof
from tests.proofs.shop import Shop, open_shop, reading

STILL_WITHIN = 30.0
TAKEN_OVER_WITHIN = 45.0
"""A lease of fifteen seconds, who looks every five, and a deployment from its beginning."""
LATE_SECONDS = 6.0
"""The one that stood still has this long to do harm: longer than a renewal, a look and a deployment's next step."""
CANCEL_SECONDS = 5.0
FROZEN = (
    "run.claimed", "run.frozen", "stage.source.started", "stage.build.started", "stage.build.finished",
    "stage.start.started", "stage.start.finished", "stage.verify.finished", "live.recorded", "live.rendered",
    "stage.drain.started", "stage.drain.finished", "run.ended",
)  # fmt: skip
CANCELLED = tuple(point for point in kills.POINTS if point not in kills.SETTLED)
TOO_LATE = ("stage.drain.finished", "run.ended")
"""The old release is gone: what serves is the new one, and a wish to stop changes nothing of that."""


@dataclass
class Crew:
    fleet: Fleet
    shop: Shop

    @property
    def first(self) -> Instance:
        """Who carries the run out, and stands still."""
        return self.fleet.workers[0]

    @property
    def second(self) -> Instance:
        return self.fleet.workers[1]

    async def arm(self, points: str) -> None:
        """Start the first worker anew with these failpoints."""
        if self.first.process is not None:
            signalled(self.first, signal.SIGCONT)
            self.first.kill()
        self.first.environment = {**self.first.environment, "DOKPLOY_FAILPOINTS": points}
        await asyncio.to_thread(self.first.start)


@asynccontextmanager
async def crew(place: Place) -> AsyncIterator[Crew]:
    fleet, clients = await place.fleet()
    yield Crew(fleet, await open_shop(place, clients[0], "crew"))


def signalled(process: Instance, number: int) -> None:
    assert process.process is not None
    os.kill(process.process.pid, number)


@contextmanager
def still(process: Instance) -> Iterator[None]:
    signalled(process, signal.SIGSTOP)
    try:
        yield
    finally:
        signalled(process, signal.SIGCONT)


async def until_still(process: Instance) -> None:
    """Its failpoint has stopped it."""
    assert process.process is not None
    stat = Path(f"/proc/{process.process.pid}/stat")
    deadline = time.monotonic() + STILL_WITHIN
    while stat.read_text().rpartition(")")[2].split()[0] != "T":
        assert time.monotonic() < deadline, "its failpoint was not reached"
        await asyncio.sleep(0.02)


async def cancelled_at(point: str, place: Place) -> Figures:
    """The wish comes at exactly this point: within five seconds the run has ended, and nothing of it is left."""
    found = await place.shared(crew)
    shop = found.shop
    with still(found.second):
        await found.arm(f"{point}=freeze")
        shop.publish()
        async with shop.watching() as steady:
            deployment_id = await shop.ask()
            async with reading(shop, deployment_id) as pieces:
                await until_still(found.first)
                await shop.api.post("application.cancelDeployment", applicationId=shop.application_id)
                signalled(found.first, signal.SIGCONT)
                begun = time.monotonic()
                row = await shop.finished(deployment_id)
                took = time.monotonic() - begun
                await asyncio.sleep(0.5)
            assert row["state"] == ("done" if point in TOO_LATE else "cancelled"), await shop.api.log(deployment_id)
            await invariants.check(shop, deployment_id, Seen(steady, pieces))
        assert took <= CANCEL_SECONDS, f"it took {took:.1f} s"
        return {"final_s": round(took, 2), "next_starts_s": await next_starts(shop), "asked": steady.asked}


async def next_starts(shop: Shop) -> float:
    """How long the next deployment waits; it is cancelled in its turn."""
    begun = time.monotonic()
    deployment_id = await shop.ask()
    while (await shop.row(deployment_id))["state"] == "queued":
        await asyncio.sleep(0.02)
    took = round(time.monotonic() - begun, 2)
    await shop.api.post("application.cancelDeployment", applicationId=shop.application_id)
    await shop.finished(deployment_id)
    await invariants.check(shop, deployment_id)
    assert took <= 1, f"the next deployment began after {took} s"
    return took


async def frozen_at(point: str, place: Place) -> Figures:
    """Past its lease; the other worker carries the run out, then the first one wakes up in the middle of it."""
    found = await place.shared(crew)
    shop = found.shop
    with still(found.second):
        await found.arm(f"{point}=freeze")
        shop.publish()
        deployment_id = await shop.ask()
        await until_still(found.first)
    async with shop.watching() as steady, reading(shop, deployment_id) as pieces:
        row = await shop.finished(deployment_id, TAKEN_OVER_WITHIN)
        assert row["state"] == "done", await shop.api.log(deployment_id)
        log = Path(row["logPath"]).read_bytes()
        before = shop.query('SELECT * FROM deployment WHERE "deploymentId" = ?', deployment_id)
        said = found.first.output.stat().st_size
        signalled(found.first, signal.SIGCONT)
        await asyncio.sleep(LATE_SECONDS)
        assert shop.query('SELECT * FROM deployment WHERE "deploymentId" = ?', deployment_id) == before
        assert Path(row["logPath"]).read_bytes() == log, "the log has grown after its verdict"
        await invariants.check(shop, deployment_id, Seen(steady, pieces))
    told = found.first.output.read_bytes()[said:].decode()
    assert "run_lost" in told, told[-2000:]
    return {"asked": steady.asked}


def longest(figures: Sequence[Mapping[str, Any]]) -> Figures:
    if not figures:
        return {}
    return {f"{name}_max": max(one[name] for one in figures) for name in ("final_s", "next_starts_s")}


CANCELS = Proof(
    "cancels",
    figure="19",
    target="cancel at each stage: ≤ 5 s to the end, no process and no container left, the next one starts ≤ 1 s",
    cases=lambda: [Case(point, partial(cancelled_at, point)) for point in CANCELLED] if postgres.is_here() else [],
    measured=longest,
)
LEASES = Proof(
    "leases",
    figure="26",
    target="a worker that stood still past its lease writes nothing any more",
    cases=lambda: [Case(point, partial(frozen_at, point)) for point in FROZEN] if postgres.is_here() else [],
)
