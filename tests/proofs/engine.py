"""The engine started anew at every stage of a run, and an engine that comes later: said, and true again by itself."""

import asyncio
import os
import signal
import time
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from functools import partial
from pathlib import Path
from typing import Any, Final

import httpx
from tests import testbed
from tests.e2e.instance import Api, Instance
from tests.proofs import invariants
from tests.proofs.disk import diagnosis
from tests.proofs.kills import STAGES, armed
from tests.proofs.place import SHORT_WAITS, Place, serving
from tests.proofs.proof import Case, Figures, Proof
from tests.proofs.shop import Shop, open_shop

AWAY_S: Final = 3.0
TRUE_WITHIN_S: Final = 15.0
PATIENCE_S: Final = 2.0
LATER_WITHIN_S: Final = 40.0
"""It is looked for every fifteen seconds, and then network and router are made."""


# ------------------------------------------------------------------------------------------------ started anew


@asynccontextmanager
async def shop_to_itself(place: Place) -> AsyncIterator[Shop]:
    yield await open_shop(place, await place.api(), "engine")


def engine_folder() -> Path:
    if testbed.REUSE in os.environ:
        raise AssertionError(f"This proof ends its engine: unset {testbed.REUSE}, so that it gets one of its own.")
    return Path(os.environ[testbed.FOLDER])


def stop_engine(folder: Path) -> None:
    """As a package's update does, with all its containers."""
    testbed.terminate(int((folder / "pid").read_text()))


def start_engine(folder: Path) -> None:
    testbed.launch(folder)
    testbed.wait_for(testbed.RunningEngine(f"unix://{folder}/docker.sock"), folder)


async def stands_still(instance: Instance) -> None:
    """Wait until the server has stopped itself at its failpoint."""
    assert instance.process is not None
    stat = Path(f"/proc/{instance.process.pid}/stat")
    async with asyncio.timeout(60):
        while stat.read_text().rpartition(")")[2].split()[0] != "T":
            await asyncio.sleep(0.02)


async def started_anew_at(stage: str, place: Place) -> Figures:
    """The server stands still at the stage, its engine ends, the server goes on without it, and then it is there."""
    folder, shop = engine_folder(), await place.shared(shop_to_itself)
    instance = shop.api.instance
    await armed(shop.api, f"stage.{stage}.started=freeze")
    shop.publish()
    deployment_id = await shop.ask()
    await stands_still(instance)
    assert instance.process is not None
    await asyncio.to_thread(stop_engine, folder)
    instance.process.send_signal(signal.SIGCONT)
    await asyncio.sleep(AWAY_S)
    assert "No Docker Engine answers" in (await diagnosis(shop.api))["engine"]
    await asyncio.to_thread(start_engine, folder)
    back_at = time.monotonic()
    true_after = await seconds_until_true(shop, back_at)
    row = await shop.finished(deployment_id)
    assert row["state"] in ("done", "error"), row
    assert row["state"] == "done" or row["errorMessage"], row
    await invariants.check(shop, deployment_id)
    again = await shop.finished(await shop.ask())
    assert again["state"] == "done", await shop.api.log(again["deploymentId"])
    return {"state": row["state"], "cause": row["errorMessage"], "true_after_s": true_after,
            "served_after_s": round(time.monotonic() - back_at, 1)}  # fmt: skip


async def seconds_until_true(shop: Shop, since: float) -> float:
    """Until what the server says is running does run and answers, and goes on being so."""
    while True:
        runtime = (await shop.application())["runtime"]
        if runtime["state"] == "running" and await is_served(shop):
            return round(time.monotonic() - since, 1)
        assert time.monotonic() - since < TRUE_WITHIN_S, runtime
        await asyncio.sleep(0.1)


async def is_served(shop: Shop) -> bool:
    """Whether a request that comes now is answered: one that came before the service was there may wait for long.

    Where the machine's resolver is dead, Traefik asks it four times in vain, for three seconds each.
    """
    try:
        async with asyncio.timeout(PATIENCE_S):
            return (await shop.api.page(shop.host)).status_code == 200
    except (httpx.TransportError, TimeoutError):
        return False


# ------------------------------------------------------------------------------------------------ comes later


async def comes_later(place: Place) -> Figures:
    """Without an engine at the start: said, nothing deployed. Then there is one, is none again, and is there again."""
    await place.images()
    socket = place.folder / "later.sock"
    real = Path(place.engine.docker_host.removeprefix("unix://"))
    instance = Instance(place.folder / "later" / "data", f"unix://{socket}", environment=dict(SHORT_WAITS))
    async with serving(instance) as api:
        application_id = await an_image(api, (await place.images()).good)
        await refused_for_want_of_an_engine(api, application_id, socket)
        socket.symlink_to(real)
        there_after = await seconds_until_deployed(api, application_id)
        socket.unlink()
        await refused_for_want_of_an_engine(api, application_id, socket)
        socket.symlink_to(real)
        back_after = await seconds_until_deployed(api, application_id)
        await api.post("application.delete", applicationId=application_id)
    return {"there_after_s": there_after, "back_after_s": back_after}


async def an_image(api: Api, image: str) -> str:
    environment = (await api.post("project.create", name="Later"))["environment"]["environmentId"]
    row = await api.post("application.create", name="later", environmentId=environment)
    await api.post("application.saveDockerProvider", applicationId=row["applicationId"], dockerImage=image)
    await api.post("domain.create", applicationId=row["applicationId"], host="later.localhost", port=3000)
    return str(row["applicationId"])


async def refused_for_want_of_an_engine(api: Api, application_id: str, socket: Path) -> None:
    row = await api.deploy(application_id)
    assert (row["state"], str(socket) in row["errorMessage"]) == ("error", True), row["errorMessage"]
    assert str(socket) in (await diagnosis(api))["engine"]


async def seconds_until_deployed(api: Api, application_id: str) -> float:
    begun = time.monotonic()
    while (row := await api.deploy(application_id))["state"] != "done":
        assert time.monotonic() - begun < LATER_WITHIN_S, row["errorMessage"]
        await asyncio.sleep(0.5)
    answer = await api.page("later.localhost")
    assert "hello from good" in answer.text, answer.text
    return round(time.monotonic() - begun, 1)


def measured(figures: Sequence[Mapping[str, Any]]) -> Figures:
    after = [one["true_after_s"] for one in figures if "true_after_s" in one]
    ended = [one["state"] for one in figures if "state" in one]
    return {"true_after_max_s": max(after, default=None), **{word: ended.count(word) for word in sorted(set(ended))}}


PROOF = Proof(
    "engine",
    figure="6",
    target="the engine started anew at each stage: deployed, or failed with its cause; true again within 15 s after it "
    "is back; one that was missing at the start is taken up without a restart",
    cases=lambda: [
        *(Case(stage, partial(started_anew_at, stage)) for stage in STAGES),
        Case("comes later", comes_later),
    ],
    is_alone=True,
    measured=measured,
)
