"""The doorbell's server emptied, ended and away while runs wait and run: none is lost, none runs twice."""

import asyncio
import contextlib
import os
import signal
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from functools import partial
from pathlib import Path
from typing import Final

import websockets
from redis.asyncio import Redis
from tests.e2e.fleet import Fleet
from tests.e2e.instance import Api, Instance
from tests.proofs.crowd import check_all_done, open_shops, order, publish_slow, until_running
from tests.proofs.disk import diagnosis
from tests.proofs.place import Place
from tests.proofs.proof import Case, Figures, Proof
from tests.proofs.shop import Shop

HEARD_AGAIN_WITHIN_S: Final = 15.0
"""The server inside is started again, and connected to, with growing pauses; meanwhile runs start two seconds late."""
APPS: Final = 4
BUILD_S: Final = 3

Fault = Callable[[], Awaitable[None]]
"""What happens to the server; well again when it returns."""


# ------------------------------------------------------------------------------------------------ embedded


def valkey_of(instance: Instance) -> int:
    """The process of the server inside."""
    assert instance.process is not None
    for entry in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            parent = int((entry / "stat").read_text().rpartition(")")[2].split()[1])
            if parent == instance.process.pid and b"valkey" in (entry / "cmdline").read_bytes().split(b"\0")[0]:
                return int(entry.name)
    raise AssertionError("no Valkey runs")


async def killed_inside(instance: Instance) -> None:
    os.kill(valkey_of(instance), signal.SIGKILL)


async def emptied(url: str) -> None:
    client: Redis = Redis.from_url(url)
    await client.flushall()
    await client.aclose()


async def emptied_inside(instance: Instance) -> None:
    await emptied(f"unix://{instance.data / 'valkey.sock'}")


async def is_rung(api: Api) -> bool:
    """Whether the doctor's trial ring is heard, by way of the server."""
    report = await api.get("settings.doctor")
    queue = next(check for check in report["checks"] if check["name"] == "queue")
    return bool(queue["details"].get("bell") == "heard")


async def embedded(place: Place, *, apps: int, build_s: int) -> Figures:
    """Emptied, then killed twice, while two runs go on and the others wait."""
    api = await place.api()
    shops = await open_shops(place, api, apps, f"bell-{apps}")
    for shop in shops:
        publish_slow(shop, build_s)
    async with shops[0].watching() as steady:
        orders = await order([*shops, *shops])
        await until_running(orders, 2)
        await emptied_inside(api.instance)
        await asyncio.sleep(1)
        for _ in range(2):
            await killed_inside(api.instance)
            await asyncio.sleep(1.5)
        await check_all_done(orders)
    assert steady.failures == [], steady.failures[:3]
    await killed_inside(api.instance)
    heard_again = await seconds_until(partial(is_rung, api))
    return {"deployments": len(orders), "requests_served": steady.asked, "heard_again_s": heard_again}


async def seconds_until(claim: Callable[[], Awaitable[bool]]) -> float:
    begun = time.monotonic()
    while not await claim():
        assert time.monotonic() - begun < HEARD_AGAIN_WITHIN_S, "not in time"
        await asyncio.sleep(0.05)
    return round(time.monotonic() - begun, 2)


# ------------------------------------------------------------------------------------------------ the larger size


@asynccontextmanager
async def news(api: Api) -> AsyncIterator[list[str]]:
    """What `/events` says, as the dashboard hears it: after a break, connected again."""
    heard: list[str] = []

    async def listen() -> None:
        url = api.instance.url.replace("http", "ws", 1) + "/events"
        async for socket in websockets.connect(url, additional_headers={"x-api-key": api.key}):
            with contextlib.suppress(websockets.ConnectionClosed):
                while True:
                    heard.append(str(await socket.recv()))

    task = asyncio.create_task(listen())
    try:
        yield heard
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


async def seconds_until_told(asked: Api, heard: list[str]) -> float:
    """From a change at one API to its news at the other."""
    begun = time.monotonic()
    while True:
        project = (await asked.post("project.create", name="News"))["project"]["projectId"]
        until = time.monotonic() + 0.5
        while time.monotonic() < until:
            if any(project in frame for frame in heard):
                return round(time.monotonic() - begun, 2)
            await asyncio.sleep(0.02)
        assert time.monotonic() - begun < HEARD_AGAIN_WITHIN_S, "no news at the other API in time"


async def on_fleet(place: Place, name: str, fault: Callable[[Fleet], Awaitable[None]]) -> Figures:
    fleet, apis = await place.fleet()
    shops: list[Shop] = await open_shops(place, apis[0], APPS, name)
    for shop in shops:
        publish_slow(shop, BUILD_S)
    async with shops[0].watching() as steady, news(apis[1]) as heard:
        orders = await order([*shops, *shops])
        await until_running(orders, 2)
        await fault(fleet)
        told_again = await seconds_until_told(apis[0], heard)
        heard_again = await seconds_until(partial(is_rung, apis[0]))
        await check_all_done(orders)
    assert steady.failures == [], steady.failures[:3]
    return {"deployments": len(orders), "told_again_s": told_again, "heard_again_s": heard_again,
            "requests_served": steady.asked}  # fmt: skip


async def emptied_outside(fleet: Fleet) -> None:
    for _ in range(3):
        await emptied(fleet.valkey.url)
        await asyncio.sleep(0.5)


async def restarted(fleet: Fleet) -> None:
    fleet.valkey.kill()
    await asyncio.to_thread(fleet.valkey.start)


async def gone(fleet: Fleet, *, seconds: float) -> None:
    fleet.valkey.kill()
    await asyncio.sleep(seconds)
    await asyncio.to_thread(fleet.valkey.start)


async def frozen(fleet: Fleet) -> None:
    """It takes what is sent and says nothing."""
    fleet.valkey.freeze()
    await asyncio.sleep(10)
    fleet.valkey.thaw()


async def said_by_the_doctor(place: Place) -> Figures:
    fleet, apis = await place.fleet()
    fleet.valkey.kill()
    try:
        found = await diagnosis(apis[0])
        assert "doorbell's server does not answer" in found.get("queue", ""), found
    finally:
        await asyncio.to_thread(fleet.valkey.start)
    return {"heard_again_s": await seconds_until(partial(is_rung, apis[0])), "doctor": found["queue"]}


PROOF = Proof(
    "queue",
    figure="4",
    target="Valkey emptied, ended and away while deployments wait and run: none lost, none twice, all heard again "
    "within 5 s",
    cases=lambda: [
        Case("embedded: 8 deployments", partial(embedded, apps=APPS, build_s=BUILD_S)),
        Case("embedded: 4 deployments", partial(embedded, apps=2, build_s=2)),
        Case("two workers: emptied", lambda place: on_fleet(place, "emptied", emptied_outside)),
        Case("two workers: restarted", lambda place: on_fleet(place, "restarted", restarted)),
        Case("two workers: away for 10 s", lambda place: on_fleet(place, "gone", partial(gone, seconds=10))),
        Case("two workers: silent for 10 s", lambda place: on_fleet(place, "frozen", frozen)),
        Case("two workers: said by the doctor", said_by_the_doctor),
    ],
    short=("embedded: 4 deployments",),
)
