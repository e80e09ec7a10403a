"""The database away: PostgreSQL ended at once and gone for a while, SQLite locked by another program or unwritable."""

import asyncio
import contextlib
import re
import resource
import sqlite3
import time
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager, closing, contextmanager
from dataclasses import dataclass, field
from functools import partial
from typing import Any, Final

import httpx
import websockets
from starlette.routing import Route
from tests import postgres
from tests.e2e.instance import PASSWORD, Api, Instance
from tests.proofs.crowd import check_all_done, open_shops, order, publish_slow, until_running
from tests.proofs.disk import an_application, check_database, diagnosis
from tests.proofs.place import Place, empty_database
from tests.proofs.proof import Case, Figures, Proof

from dokploy import main as server
from dokploy.adapters.bell import Bell
from dokploy.adapters.bus import Bus
from dokploy.adapters.database import Database
from dokploy.adapters.postgresql import PATIENCE_SECONDS
from dokploy.context import Runtime
from dokploy.settings import Settings
from dokploy.sockets.routes import PATHS
from dokploy.wire.procedure import REGISTRY, Procedure

AWAY: Final = 503
TRY_AGAIN: Final = 1013
ANSWERED_WITHIN_S: Final = 5.0
RECOVERED_WITHIN_S: Final = 5.0
LOCKED_FOR_S: Final = 12.0
CALLERS: Final = 12
WITHOUT_DATABASE: Final = ("/api/docs", "/api/redoc", "/api/health", "/", "/{path:path}", "/assets/{path:path}")
"""What answers 200 all the same: pages and pictures."""


@dataclass(frozen=True)
class Panel:
    """One process on a PostgreSQL of its own, without an engine."""

    api: Api
    person: httpx.AsyncClient
    postgresql: postgres.Server
    row: dict[str, Any]


@asynccontextmanager
async def panel(place: Place) -> AsyncIterator[Panel]:
    with postgres.running() as database:
        url = await empty_database(database)
        async with (
            place.plane_without_engine("on-postgresql", DATABASE_URL=url) as api,
            httpx.AsyncClient(base_url=api.instance.url, timeout=60) as person,
        ):
            who = {"email": "ada@example.org", "password": PASSWORD}
            assert (await person.post("/api/auth/sign-in/email", json=who)).status_code == 200
            yield Panel(api, person, database, await an_application(api))


@asynccontextmanager
async def away(database: postgres.Server) -> AsyncIterator[None]:
    """Ended without a word to anybody; there again after the block."""
    await asyncio.to_thread(database.stop)
    try:
        yield
    finally:
        await asyncio.to_thread(database.start)


# ------------------------------------------------------------------------------------------------ every address


async def every_address(place: Place, *, also_signed_in: bool) -> Figures:
    """Each procedure in each form, each route, each socket: 503 and when to come again, and never 500."""
    shop = await place.shared(panel)
    asked: Counter[str] = Counter()
    async with away(shop.postgresql):
        await asyncio.sleep(1.1)  # callers are remembered for a second
        for procedure in REGISTRY.values():
            for client in (shop.api.http, shop.person) if also_signed_in else (shop.api.http,):
                asked += await check_procedure(client, procedure)
        await check_batches(shop.api.http)
        asked["routes"] = await check_routes(shop)
        asked["sockets"] = await check_sockets(shop.api)
        assert "away" in (await asyncio.to_thread(examined, shop.api.instance))["database"]
    recovered = await recovery(partial(is_well, shop.api.http, "/api/project.all"))
    return {**asked, "recovery_s": recovered}


async def check_procedure(client: httpx.AsyncClient, procedure: Procedure) -> Counter[str]:
    name, is_query = procedure.name, procedure.kind == "query"
    if procedure.kind == "subscription":
        return Counter()
    for path in (f"/api/{name}", f"/api/trpc/{name}"):
        answer = await (client.get(path) if is_query else client.post(path, json={}))
        check_away(answer)
    if not is_query:
        check_away(await client.post(f"/api/{name}", json={"json": {}}))
    return Counter(plain=1, trpc=1, wrapped=int(not is_query))


def check_away(answer: httpx.Response) -> None:
    where = f"{answer.request.method} {answer.request.url.path}"
    assert answer.status_code == AWAY, f"{where}: {answer.status_code} {answer.text[:300]}"
    assert int(answer.headers.get("retry-after", "0")) > 0, f"{where}: no retry-after"
    assert answer.elapsed.total_seconds() < ANSWERED_WITHIN_S, f"{where}: {answer.elapsed}"


async def check_batches(client: httpx.AsyncClient) -> None:
    """All calls in one request, also as a stream."""
    queries = [one.name for one in REGISTRY.values() if one.kind == "query"]
    for number in range(0, len(queries), 50):
        path = f"/api/trpc/{','.join(queries[number : number + 50])}"
        for headers in ({}, {"trpc-accept": "application/jsonl"}):
            check_away(await client.get(path, params={"batch": "1"}, headers=headers))


async def check_routes(shop: Panel) -> int:
    """What is no procedure, asked with what it wants where it is known: webhooks, sign-in, pages."""
    person = {"email": "ada@example.org", "password": PASSWORD, "name": "Ada"}
    paths = sorted(addresses(shop.api.instance))
    for method, path in paths:
        filled = re.sub(r"{[^}]+}", "x", path.replace("{refresh_token}", shop.row["refreshToken"]))
        answer = await shop.person.request(method, filled, json=person if method in ("POST", "PUT", "PATCH") else None)
        assert answer.status_code == AWAY or answer.status_code < 500, f"{method} {path}: {answer.text}"
    for method, path in (
        ("POST", f"/api/deploy/{shop.row['refreshToken']}"),
        ("POST", "/api/auth/sign-in/email"),
        ("GET", "/api/auth/get-session"),
        ("GET", "/api/openapi.json"),
    ):
        check_away(await shop.person.request(method, path, json=person if method == "POST" else None))
    return len(paths)


def addresses(instance: Instance) -> set[tuple[str, str]]:
    """Method and path of the server's routes, from its routers, made here on a runtime that connects to nothing."""
    settings = Settings(data=instance.data, database_url=instance.environment["DATABASE_URL"])
    runtime = Runtime(Database(settings.database), server.build_tools(settings, Bus(), Bell()))
    found = {one for part in (server.auth, server.webhooks, server.pages) for one in below(part.routes(runtime))}
    assert len(found) > 20
    return found


def below(router: Any, prefix: str = "") -> Iterator[tuple[str, str]]:
    for route in router.routes:
        if isinstance(route, Route):
            yield from ((method, f"{prefix}{route.path}") for method in route.methods or ())
        else:
            yield from below(route.original_router, f"{prefix}{route.include_context.prefix}")


async def check_sockets(api: Api) -> int:
    """Accepted, and closed with the code for: come again."""
    for path in PATHS:
        url = api.instance.url.replace("http", "ws", 1) + f"{path}?deploymentId=x&containerId=x&appName=x"
        async with websockets.connect(url, additional_headers={"x-api-key": api.key}) as socket:
            with contextlib.suppress(websockets.ConnectionClosed):
                async with asyncio.timeout(ANSWERED_WITHIN_S):
                    await socket.recv()
        assert socket.close_code == TRY_AGAIN, f"{path}: {socket.close_code} {socket.close_reason}"
    return len(PATHS)


def examined(instance: Instance) -> dict[str, str]:
    """What `dokploy doctor --local` finds wrong: the server itself knows nobody whom it could tell."""
    from tests.e2e.test_doctor import doctor

    report = doctor(instance, "", "--local", expect=1)
    return {check["name"]: check["cause"] for check in report["checks"] if check["status"] == "failed"}


async def is_well(client: httpx.AsyncClient, path: str) -> bool:
    return (await client.get(path)).status_code == 200


async def recovery(claim: Callable[[], Awaitable[bool]]) -> float:
    """Seconds until it holds again; every second of it after the database is there."""
    begun = time.monotonic()
    while not await claim():
        assert time.monotonic() - begun < RECOVERED_WITHIN_S, "not well again in time"
        await asyncio.sleep(0.05)
    return round(time.monotonic() - begun, 2)


# ------------------------------------------------------------------------------------------------ in the midst of calls


@dataclass
class Told:
    """What callers were told while they wrote and read."""

    statuses: Counter[int] = field(default_factory=Counter)
    written: dict[str, int] = field(default_factory=dict)
    """Of each application, the number of the last change that was acknowledged."""
    asked: dict[str, int] = field(default_factory=dict)
    """And of the last one that was asked for: it may stand there, when only the answer was lost."""
    slowest_s: float = 0.0
    reads_refused: int = 0


async def write_and_read(client: httpx.AsyncClient, application_id: str, told: Told) -> None:
    number = 0
    while True:
        number = told.asked[application_id] = number + 1
        body = {"applicationId": application_id, "env": f"STEP={number}"}
        for answer in (
            await client.post("/api/application.saveEnvironment", json=body),
            await client.get("/api/project.all"),
            await client.get(
                "/api/trpc/application.one", params={"input": f'{{"json":{{"applicationId":"{application_id}"}}}}'}
            ),
        ):
            told.statuses[answer.status_code] += 1
            told.slowest_s = max(told.slowest_s, answer.elapsed.total_seconds())
            assert answer.status_code in (200, AWAY), f"{answer.request.url.path}: {answer.text}"
            told.reads_refused += answer.request.method == "GET" and answer.status_code == AWAY
            if answer.request.method == "POST" and answer.status_code == 200:
                told.written[application_id] = number


@asynccontextmanager
async def callers(api: Api, told: Told, count: int = CALLERS) -> AsyncIterator[list[str]]:
    environment = (await api.post("project.create", name="Callers"))["environment"]["environmentId"]
    rows = [await api.post("application.create", name=f"c{n}", environmentId=environment) for n in range(count)]
    ids = [row["applicationId"] for row in rows]
    tasks = [asyncio.create_task(write_and_read(api.http, one, told)) for one in ids]
    try:
        yield ids
    finally:
        await asyncio.sleep(0.5)
        for task in tasks:
            task.cancel()
        ended = await asyncio.gather(*tasks, return_exceptions=True)
        if broken := [error for error in ended if not isinstance(error, asyncio.CancelledError)]:
            raise broken[0]


async def check_written(api: Api, told: Told, ids: list[str]) -> None:
    for one in ids:
        env = (await api.get("application.one", applicationId=one))["env"] or "STEP=0"
        acknowledged, stands = told.written.get(one, 0), int(env.removeprefix("STEP="))
        assert acknowledged <= stands <= told.asked[one], (acknowledged, stands)


async def started_again_in_the_middle_of_calls(place: Place, *, times: int) -> Figures:
    """Twelve callers write and read all the time: nobody who reads notices, and writes fail that were in its hands."""
    told, absences = await ended_in_the_middle_of_calls(place, [0.2] * times)
    if max(absences) < PATIENCE_SECONDS:  # where it does not come up for want of a processor, they are told so
        assert told.reads_refused == 0, told.statuses
        assert told.statuses[AWAY] <= times * CALLERS, told.statuses
    return {**figures(told), "times": times, "longest_away_s": max(absences)}


async def away_in_the_middle_of_calls(place: Place, *, seconds: float) -> Figures:
    """The same for longer than anybody waits: all are told to come again, nobody is told 500."""
    told, _ = await ended_in_the_middle_of_calls(place, [seconds])
    assert told.reads_refused > 0
    return {**figures(told), "away_s": seconds}


async def ended_in_the_middle_of_calls(place: Place, absences: list[float]) -> tuple[Told, list[float]]:
    """Ended so often and for so long; what was acknowledged is there. Also how long it was away in truth."""
    shop = await place.shared(panel)
    told, lasted = Told(), []
    async with callers(shop.api, told) as ids:
        for seconds in absences:
            await asyncio.sleep(0.7)
            begun = time.monotonic()
            async with away(shop.postgresql):
                await asyncio.sleep(seconds)
            lasted.append(round(time.monotonic() - begun, 2))
            await recovery(partial(is_well, shop.api.http, "/api/project.all"))
            await asyncio.sleep(0.3)
    await check_written(shop.api, told, ids)
    return told, lasted


def figures(told: Told) -> Figures:
    statuses = {str(status): count for status, count in told.statuses.items()}
    return {**statuses, "reads_refused": told.reads_refused, "slowest_answer_s": round(told.slowest_s, 2)}


# ------------------------------------------------------------------------------------------------ in the middle of runs


async def away_while_deploying(place: Place, *, seconds: float, apps: int = 3) -> Figures:
    """Runs wait, run and are asked for while it goes; each ends once, and what serves goes on serving."""
    fleet, apis = await place.fleet()
    shops = await open_shops(place, apis[0], apps, f"away-{seconds:.0f}")
    for shop in shops:
        publish_slow(shop, 5)
    async with shops[0].watching() as steady:
        orders = await order([*shops, *shops])
        await until_running(orders, 2)
        async with away(fleet.postgresql):
            for api in apis:
                check_away(await api.http.get("/api/project.all"))
            await asyncio.sleep(seconds)
        begun = time.monotonic()
        recoveries = [await recovery(partial(is_well, api.http, "/api/project.all")) for api in apis]
        await check_all_done(orders, may_repeat=True)
    assert steady.failures == [], steady.failures[:3]
    return {"deployments": len(orders), "away_s": seconds, "recovery_max_s": max(recoveries),
            "all_ended_after_s": round(time.monotonic() - begun, 1), "requests_served": steady.asked}  # fmt: skip


# ------------------------------------------------------------------------------------------------ SQLite


def embedded(place: Place) -> AbstractAsyncContextManager[Api]:
    return place.plane_without_engine("on-sqlite")


async def locked_by_another_program(place: Place, *, seconds: float) -> Figures:
    """Reading goes on at once; who writes waits ten seconds for his turn, then is told to come again."""
    api = await place.shared(embedded)
    told = Told()
    reads: list[float] = []
    async with callers(api, told, 4) as ids:
        with closing(sqlite3.connect(api.instance.data / "dokploy.db", isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            until = time.monotonic() + seconds
            while time.monotonic() < until:
                answer = await api.http.get("/api/project.all")
                assert answer.status_code == 200, answer.text
                reads.append(answer.elapsed.total_seconds())
                await asyncio.sleep(0.05)
            other.execute("ROLLBACK")
        recovered = await recovery(partial(can_write, api))
        await asyncio.sleep(1)
    await check_written(api, told, ids)
    assert max(reads) < 1
    return {**{str(status): count for status, count in told.statuses.items()}, "locked_s": seconds,
            "reads": len(reads), "slowest_read_s": round(max(reads), 3), "recovery_s": recovered}  # fmt: skip


async def can_write(api: Api) -> bool:
    return (await api.http.post("/api/project.create", json={"name": "W"})).status_code == 200


@contextmanager
def no_writes(instance: Instance) -> Iterator[None]:
    """The kernel refuses the server every byte that a file would grow by: database, logs, its own output."""
    assert instance.process is not None
    pid = instance.process.pid
    before = resource.prlimit(pid, resource.RLIMIT_FSIZE)
    resource.prlimit(pid, resource.RLIMIT_FSIZE, (0, before[1]))
    try:
        yield
    finally:
        resource.prlimit(pid, resource.RLIMIT_FSIZE, before)


async def not_writable(place: Place) -> Figures:
    """Every write is refused by the system: 503, while reading goes on; then all is as before, without a restart."""
    api = await place.shared(embedded)
    row = await an_application(api)
    with no_writes(api.instance):
        for _ in range(3):
            check_away(await api.http.post("/api/project.create", json={"name": "X"}))
            check_away(await api.http.post("/api/application.deploy", json={"applicationId": row["applicationId"]}))
            check_away(await api.http.post("/api/trpc/project.create", json={"json": {"name": "X"}}))
            for path in ("/api/project.all", f"/api/application.one?applicationId={row['applicationId']}"):
                assert (await api.http.get(path)).status_code == 200, path
        found = await diagnosis(api)
        assert {"database", "disk"} <= found.keys(), found
    recovered = await recovery(partial(can_write, api))
    check_database(api.instance.data / "dokploy.db")
    return {"recovery_s": recovered, "doctor": found["database"]}


PROOF = Proof(
    "database",
    figure="5",
    target="PostgreSQL started again: no read fails; away for up to 60 s, SQLite locked or not writable: 503 with "
    "Retry-After at every address and never 500, well again within 5 s, no acknowledged write and no deployment lost",
    cases=lambda: [
        Case("every address, by key", partial(every_address, also_signed_in=False)),
        Case("every address, by key and by cookie", partial(every_address, also_signed_in=True)),
        Case("started again in the middle of calls", partial(started_again_in_the_middle_of_calls, times=1)),
        Case("started again ten times", partial(started_again_in_the_middle_of_calls, times=10)),
        Case("away for 6 s in the middle of calls", partial(away_in_the_middle_of_calls, seconds=6)),
        Case("away for 10 s while deploying", partial(away_while_deploying, seconds=10)),
        Case("away for 60 s while deploying", partial(away_while_deploying, seconds=60), timeout_s=600),
        Case("SQLite locked for 12 s", partial(locked_by_another_program, seconds=LOCKED_FOR_S)),
        Case("SQLite not writable", not_writable),
    ],
    short=("every address, by key", "started again in the middle of calls", "SQLite not writable"),
    needs_engine=False,
)
