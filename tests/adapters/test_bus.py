"""Events between processes over a real Valkey: heard by all, and made good when they were lost on the way."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import AsyncExitStack
from pathlib import Path
from time import monotonic
from typing import Any

import pytest
from redis.asyncio import Redis
from tests import valkey

from dokploy.adapters import bus
from dokploy.adapters.bus import LOOK_AGAIN, Bus, SharedBus

CHANNEL = "dokploy:test:events"


@pytest.fixture
def server(tmp_path: Path) -> Iterator[valkey.Server]:
    with valkey.running(tmp_path / "valkey") as running:
        yield running


@pytest.fixture
async def two(server: valkey.Server) -> AsyncIterator[tuple[SharedBus, SharedBus]]:
    """As in two processes."""
    async with AsyncExitStack() as stack:
        here, there = [await stack.enter_async_context(SharedBus(server.url, CHANNEL).connected()) for _ in range(2)]
        await connected(here, there)
        yield here, there


async def connected(*buses: Bus) -> None:
    async with asyncio.timeout(20):
        while not all(one.hears_everybody for one in buses):
            await asyncio.sleep(0.01)


async def heard(news: asyncio.Queue[dict[str, Any]], seconds: float = 5) -> dict[str, Any]:
    async with asyncio.timeout(seconds):
        return await news.get()


async def test_news_reaches_every_process_once_and_in_order(two: tuple[SharedBus, SharedBus]) -> None:
    here, there = two
    with here.listen("log:1") as own, there.listen("log:1") as other, there.listen("log:2") as else_where:
        for size in range(100):
            here.publish("log:1", {"size": size})
        assert [(await heard(own))["size"] for _ in range(100)] == list(range(100))
        assert [(await heard(other))["size"] for _ in range(100)] == list(range(100))
        await asyncio.sleep(0.2)
        assert own.empty()
        assert other.empty()
        assert else_where.empty()


async def test_news_takes_no_longer_than_a_moment(two: tuple[SharedBus, SharedBus]) -> None:
    here, there = two
    with there.listen("log:1") as news:
        begun = monotonic()
        for size in range(20):
            here.publish("log:1", {"size": size})
            await heard(news)
        assert (monotonic() - begun) / 20 < 0.1


async def test_other_installations_on_the_same_server_are_not_heard(
    server: valkey.Server, two: tuple[SharedBus, SharedBus]
) -> None:
    async with SharedBus(server.url, "dokploy:other:events").connected() as stranger:
        await connected(stranger)
        with two[0].listen("credentials") as news:
            stranger.publish("credentials", {})
            await asyncio.sleep(0.3)
            assert news.empty()


async def test_after_a_restart_of_the_server_everybody_looks_again_and_hears_again(
    server: valkey.Server, two: tuple[SharedBus, SharedBus]
) -> None:
    here, there = two
    with there.listen("log:1") as news:
        server.kill()
        async with asyncio.timeout(5):
            while there.hears_everybody or here.hears_everybody:
                await asyncio.sleep(0.01)
        here.publish("log:1", {"size": 1})  # lost on its way
        server.start()
        assert await heard(news, 20) == LOOK_AGAIN
        await connected(here, there)
        async with asyncio.timeout(10):
            while {"size": 2} not in [news.get_nowait() for _ in range(news.qsize())]:
                here.publish("log:1", {"size": 2})
                await asyncio.sleep(0.1)


async def test_what_a_speaker_lost_is_made_good_although_the_listener_noticed_nothing(
    two: tuple[SharedBus, SharedBus], monkeypatch: pytest.MonkeyPatch
) -> None:
    here, there = two
    monkeypatch.setattr(bus, "WAITING_LIMIT", 3)
    with there.listen("log:1") as news:
        for size in range(50):  # more than wait, before the loop comes to send any
            here.publish("log:1", {"size": size})
        said = [await heard(news)]
        while said[-1] != LOOK_AGAIN:
            said.append(await heard(news))
    assert len(said) < 50


async def test_a_server_that_says_nothing_is_taken_for_lost(
    server: valkey.Server, two: tuple[SharedBus, SharedBus], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its connections stand, so only the silence tells."""
    here, there = two
    monkeypatch.setattr(bus, "TICK_SECONDS", 0.2)
    monkeypatch.setattr(bus, "SILENCE_SECONDS", 0.5)
    monkeypatch.setattr(bus, "SEND_SECONDS", 0.3)
    here.publish("wake", {})
    there.publish("wake", {})
    await asyncio.sleep(0.1)
    server.freeze()
    async with asyncio.timeout(20):
        while there.hears_everybody:
            await asyncio.sleep(0.05)
    with there.listen("log:1") as news:
        server.thaw()
        assert await heard(news, 20) == LOOK_AGAIN


async def test_what_is_no_news_of_ours_is_passed_over(server: valkey.Server, two: tuple[SharedBus, SharedBus]) -> None:
    client = Redis.from_url(server.url)
    with two[0].listen("log:1") as news:
        for words in (b"", b"not json", b"[]", b'{"from":"x"}', b'{"from":"x","lost":false,"news":[["a"]]}'):
            await client.publish(CHANNEL, words)
        two[1].publish("log:1", {"size": 1})
        assert await heard(news) == {"size": 1}
    await client.aclose()


async def test_without_any_server_a_process_still_hears_itself() -> None:
    async with SharedBus("redis://127.0.0.1:1", CHANNEL).connected() as alone:
        with alone.listen("log:1") as news:
            alone.publish("log:1", {"size": 1})
            assert await heard(news) == {"size": 1}
        assert not alone.hears_everybody
