"""The clock set forward and back by an hour and by a day, during runs and between them: nothing runs twice or is stuck.

Failpoints set the clock of one process; that of the machine, and so of PostgreSQL, stays.
"""

import asyncio
import re
import time
from functools import partial
from typing import Final

import httpx
from tests.e2e.instance import PASSWORD, SETUP_TOKEN
from tests.proofs import invariants
from tests.proofs.crowd import Order, check_all_done, open_shops, order, publish_slow, until_running
from tests.proofs.disk import diagnosis
from tests.proofs.invariants import Seen
from tests.proofs.kills import armed, beside
from tests.proofs.place import Place
from tests.proofs.proof import Case, Figures, Proof

HOUR, DAY = 3600, 86_400
STEPS: Final = {"+1 h": HOUR, "-1 h": -HOUR, "+1 day": DAY, "-1 day": -DAY}
ENDED_WITHIN_S: Final = 60.0


async def during_a_run(step: int, place: Place) -> Figures:
    """One run builds and another waits when the clock is set; both end once. Then it is set right by a restart."""
    shop = await place.shared(beside)
    await armed(shop.api, f"stage.build.started={step:+d}")
    async with shop.watching() as steady:
        publish_slow(shop, 2)
        running = await shop.ask()
        publish_slow(shop, 1)
        waiting = await shop.ask()
        begun = time.monotonic()
        await check_all_done([Order(shop, one) for one in (running, waiting)])
        taken = time.monotonic() - begun
        assert [row["deploymentId"] for row in await shop.rows()][:2] == [waiting, running], "not the newest first"
        await invariants.check(shop, waiting, Seen(steady))
    await armed(shop.api, "")
    shop.publish()
    row = await shop.finished(await shop.ask())
    assert row["state"] == "done", row
    assert (await shop.rows())[0]["deploymentId"] == row["deploymentId"], "not the newest first"
    await invariants.check(shop, row["deploymentId"])
    assert taken < ENDED_WITHIN_S
    return {"both_ended_after_s": round(taken, 1)}


async def between_runs(step: int, place: Place) -> Figures:
    """Over a restart: who was signed in still is, by cookie, by token and by key; then the clock is right again."""
    shop = await place.shared(beside)
    await armed(shop.api, "")
    async with httpx.AsyncClient(base_url=shop.api.instance.url, timeout=60) as person:
        who = {"email": "ada@example.org", "password": PASSWORD}
        assert (await person.post("/api/auth/sign-in/email", json=who)).status_code == 200
        token = (await person.post("/api/user.generateToken", json={})).json()
        for points in (f"process.started={step:+d}", ""):
            await armed(shop.api, points)
            assert (await person.get("/api/project.all")).status_code == 200
            bearer = {"authorization": f"Bearer {token}", "cookie": ""}
            assert (await person.get("/api/project.all", headers=bearer)).status_code == 200
            shop.publish()
            row = await shop.finished(await shop.ask())
            assert row["state"] == "done", row
            await invariants.check(shop, row["deploymentId"])
    return {}


async def sessions_end(place: Place) -> Figures:
    """Two weeks later nobody is signed in who has not come by; a key goes on."""
    shop = await place.shared(beside)
    await armed(shop.api, "")
    async with httpx.AsyncClient(base_url=shop.api.instance.url, timeout=60) as person:
        who = {"email": "ada@example.org", "password": PASSWORD}
        assert (await person.post("/api/auth/sign-in/email", json=who)).status_code == 200
        await armed(shop.api, f"process.started=+{14 * DAY}")
        assert (await person.get("/api/project.all")).status_code == 401
        assert await shop.api.get("project.all")
        await armed(shop.api, "")
    return {}


async def set_up_at_another_time(place: Place) -> Figures:
    """The set-up token knows no time: it counts a day later and a day before, once."""
    for step in (DAY, -DAY):
        armed = {"DOKPLOY_FAILPOINTS": f"process.started={step:+d}"}
        async with place.plane_without_engine(f"set-up{step:+d}", **armed) as api:
            again = await api.http.post(
                "/api/auth/sign-up/email",
                headers={"x-dokploy-token": SETUP_TOKEN},
                json={"name": "Eve", "email": "eve@example.org", "password": PASSWORD},
            )
            assert again.status_code in (400, 401, 403), again.text
            assert await api.get("project.all") == []
    return {}


async def workers_that_disagree(place: Place) -> Figures:
    """One worker is an hour ahead of the other and of the database, and its clock goes back in the middle of a run."""
    fleet, apis = await place.fleet()
    worker = fleet.workers[0]
    await asyncio.to_thread(worker.stop)
    worker.environment["DOKPLOY_FAILPOINTS"] = f"process.started=+{HOUR}, stage.build.started=-{2 * HOUR}"
    await asyncio.to_thread(worker.start)
    shops = await open_shops(place, apis[0], 3, "disagree")
    for shop in shops:
        publish_slow(shop, 8)
    orders = await order([*shops, *shops])
    await until_running(orders, 3)
    await asyncio.sleep(16)  # longer than a lease
    await check_all_done(orders)
    return {"deployments": len(orders)}


async def said_by_the_doctor(place: Place) -> Figures:
    """A process whose clock is not that of the engine, and one whose clock has gone back since it deployed."""
    shop = await place.shared(beside)
    await armed(shop.api, f"process.started=+{HOUR}")
    apart = (await diagnosis(shop.api))["clock"]
    assert re.fullmatch(r"This machine's clock and that of the engine are 36\d\d s apart\.", apart), apart
    shop.publish()
    row = await shop.finished(await shop.ask())
    assert row["state"] == "done", row
    await armed(shop.api, "")
    gone_back = (await diagnosis(shop.api))["clock"]
    assert "the clock has gone back since" in gone_back, gone_back
    return {"doctor": [apart, gone_back]}


PROOF = Proof(
    "clock",
    figure="13",
    target="the clock set by ±1 h and ±1 day during runs and between them: no run twice, none stuck, sessions neither "
    "eternal nor all ended",
    cases=lambda: [
        *(Case(f"{name} during a run", partial(during_a_run, step)) for name, step in STEPS.items()),
        *(Case(f"{name} between runs", partial(between_runs, step)) for name, step in STEPS.items()),
        Case("sessions end", sessions_end),
        Case("set up at another time", set_up_at_another_time),
        Case("workers that disagree", workers_that_disagree),
        Case("said by the doctor", said_by_the_doctor),
    ],
)
