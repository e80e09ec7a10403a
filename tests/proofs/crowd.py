"""Several applications with runs that wait and run at once, and what must have become of each run."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.e2e import sources
from tests.e2e.instance import Api
from tests.proofs.place import Place
from tests.proofs.shop import MARK, Shop, open_shop

DONE = "Deployment done ✅\n"
BEGUN = "Initializing deployment\n"
AGAIN = "Running again, attempt"


@dataclass(frozen=True)
class Order:
    """A deployment that was asked for, and so acknowledged."""

    shop: Shop
    deployment_id: str


async def open_shops(place: Place, api: Api, count: int, name: str) -> list[Shop]:
    """Each with one release that serves."""
    return [await open_shop(place, api, f"{name}-{number}") for number in range(count)]


def publish_slow(shop: Shop, seconds: int) -> None:
    """The next commit, whose build takes so long."""
    page = f"{MARK} {shop.version + 1}"
    files = sources.slow_build(seconds) | {"index.html": f"<h1>{page}</h1>\n"}
    # The page's number keeps the layer out of the cache that another version has filled.
    files["Dockerfile"] = files["Dockerfile"].replace("RUN sleep", f"RUN : {shop.app_name} {page} && sleep")
    shop.pages[shop.publish(files)] = page


async def order(shops: Sequence[Shop]) -> list[Order]:
    """One deployment of each, asked for one after the other."""
    return [Order(shop, await shop.ask()) for shop in shops]


async def check_all_done(orders: Sequence[Order], *, seconds: float = 180, may_repeat: bool = False) -> None:
    """Each has ended well, once, and the newest release of each application serves.

    `may_repeat`: a run may have begun anew after an interruption, which its row then tells of.
    """
    for one in orders:
        row = await one.shop.finished(one.deployment_id, seconds)
        log = Path(row["logPath"]).read_text()
        assert row["state"] == "done", log
        interrupted = sum(stage["name"] == "interrupted" for stage in row["stages"])
        assert may_repeat or interrupted == 0, row["stages"]
        assert (log.count(BEGUN), log.count(AGAIN)) == (1, interrupted), log
        assert log.endswith(DONE), log
        assert log.count(DONE) == 1, log
    for shop in {one.shop.application_id: one.shop for one in orders}.values():
        assert (await shop.application())["applicationStatus"] == "done"
        answer = await shop.api.page(shop.host)
        assert f"{MARK} {shop.version}" in answer.text, answer.text


async def until_running(orders: Sequence[Order], count: int) -> None:
    """Wait until so many of them run."""
    async with asyncio.timeout(30):
        while sum([(await one.shop.row(one.deployment_id))["state"] == "running" for one in orders]) < count:
            await asyncio.sleep(0.05)
