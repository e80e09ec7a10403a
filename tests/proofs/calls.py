"""The n-th call to the outside world fails, for every n of one deployment: each time one true end, and nothing left."""

import asyncio
import contextlib
import itertools
import json
import sys
import traceback
from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from contextlib import asynccontextmanager
from functools import partial
from typing import Any

from tests import postgres, valkey
from tests.e2e.instance import Api, Steady
from tests.proofs import invariants
from tests.proofs.invariants import Seen
from tests.proofs.kills import armed
from tests.proofs.place import Place, empty_database
from tests.proofs.proof import Case, Figures, Proof
from tests.proofs.shop import FINAL, Shop, open_shop

LAYERS = ("files", "shell", "router", "queue")
SIDE_BY_SIDE = 4
MOST = 500
"""No deployment makes so many calls to one layer."""
SHARE = 50
"""Of the calls to the engine, which are many, one case takes so many."""
TO_THE_ENGINE = 150
"""A deployment makes about a hundred; the last case finds that there are no more."""
PATIENCE_SECONDS = 80.0
"""A reconciler's round, its grace, and a container's."""
HOUR = 3600.0


@asynccontextmanager
async def shops(place: Place) -> AsyncIterator[list[Shop]]:
    """On a control plane of their own: SQLite, one process."""
    yield await _opened(place, await place.api())


@asynccontextmanager
async def shops_on_postgresql(place: Place) -> AsyncIterator[list[Shop]]:
    with postgres.running() as database, valkey.running(place.folder / "valkey") as doorbell:
        shared = {"DATABASE_URL": await empty_database(database), "REDIS_URL": doorbell.url}
        async with place.plane("postgresql", **shared) as api:
            yield await _opened(place, api)


async def _opened(place: Place, api: Api) -> list[Shop]:
    api.instance.environment["DOKPLOY_BUILDS_CONCURRENCY"] = str(SIDE_BY_SIDE)  # from the next start on
    kind = "on-postgresql" if "DATABASE_URL" in api.instance.environment else "calls"
    return [await open_shop(place, api, f"{kind}-{number}") for number in range(SIDE_BY_SIDE)]


class Faults:
    """What the server says about its failpoints, from now on."""

    def __init__(self, api: Api) -> None:
        self._output = api.instance.output
        self._from = self._output.stat().st_size

    def _events(self) -> Iterator[dict[str, Any]]:
        for line in self._output.read_bytes()[self._from :].decode(errors="replace").splitlines():
            if '"failpoint_' in line:
                with contextlib.suppress(ValueError):
                    yield json.loads(line)

    def reached(self, deployment_id: str) -> str | None:
        """The point and the number of the call that failed in this run."""
        for event in self._events():
            if event["run"] == deployment_id and event["event"] == "failpoint_reached":
                return f"{event['point']} at call {event['number']}"
        return None

    def missed(self) -> int | None:
        """How many calls a run made that ended before its number came."""
        return next((event["calls"] for event in self._events() if event["event"] == "failpoint_not_reached"), None)


async def every_call_fails_once(
    layer: str, place: Place, *, first: int = 1, count: int = MOST, on: Any = shops, ends: Sequence[str] = FINAL
) -> Figures:
    """`layer` with or without an action; from the call `first` on. `ends`: how a run with such a failure may end."""
    found = await place.shared(on)
    api = found[0].api
    layer, _, action = layer.partition("=")
    await armed(api, f"{layer}#{first}+={action or 'fail'}")
    faults = Faults(api)
    states: dict[str, int] = {}
    broken: list[str] = []
    numbers = itertools.count()

    async def deploy_on(shop: Shop, steady: Steady) -> None:
        while faults.missed() is None and next(numbers) < count:
            shop.publish()
            deployment_id = await shop.ask()
            try:
                row = await shop.finished(deployment_id)
                assert row["state"] in ends, row["errorMessage"]
                await invariants.check(shop, deployment_id, Seen(steady), patience_s=PATIENCE_SECONDS)
                states[row["state"]] = states.get(row["state"], 0) + 1
            except Exception:  # noqa: BLE001 - every n is tried, whatever became of the one before
                broken.append(f"{faults.reached(deployment_id)}: {traceback.format_exc(limit=2)}")
                sys.stdout.write(f"{broken[-1]}\n")
                steady.failures.clear()

    async with contextlib.AsyncExitStack() as stack:
        watches = [await stack.enter_async_context(shop.watching()) for shop in found]
        await asyncio.gather(*map(deploy_on, found, watches))
    await armed(api, "")
    assert broken == [], f"{len(broken)} calls broke an invariant:\n" + "\n".join(broken)
    return {"calls": faults.missed(), **{f"ended_{state}": count for state, count in sorted(states.items())}}


def measured(figures: Sequence[Mapping[str, Any]]) -> Figures:
    return {"failed_calls": sum(sum(v for k, v in one.items() if k.startswith("ended_")) for one in figures)}


def cases() -> list[Case]:
    found = [Case(layer, partial(every_call_fails_once, layer), HOUR) for layer in LAYERS]
    found += [
        Case(f"engine from {first}", partial(every_call_fails_once, "engine", first=first, count=SHARE), HOUR)
        for first in range(1, TO_THE_ENGINE, SHARE)
    ]
    full = partial(every_call_fails_once, "files=full")
    # One statement that breaks off is waited for, wherever it stands.
    away = partial(every_call_fails_once, "database", ends=("done",))
    found += [Case("files, disk full", full, HOUR), Case("database, SQLite", away, HOUR)]
    if postgres.is_here():
        found.append(Case("database, PostgreSQL", partial(away, on=shops_on_postgresql), HOUR))
    return found


PROOF = Proof(
    "calls",
    figure="3",
    target="the n-th call to engine, database, files, commands, router or queue fails, for all n of one deployment: "
    "every invariant holds",
    cases=cases,
    measured=measured,
)
