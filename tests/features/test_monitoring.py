"""`admin.setupMonitoring`: what is measured, and who is called when the machine is too busy."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest
from sqlalchemy import text
from tests.features.conftest import House

from dokploy.adapters import callback
from dokploy.adapters.usage_history import Sample
from dokploy.core.errors import Forbidden, Invalid, RemoteFailed
from dokploy.features import monitoring, monitoring_setup
from dokploy.features.monitoring_setup import Alert, Chosen
from dokploy.models import WebServerSettings


@pytest.fixture(autouse=True)
async def _installed(house: House) -> None:
    """The row that the first start writes."""
    await house.add(WebServerSettings())


def wanted(**server: Any) -> dict[str, Any]:
    basics = {"refreshRate": 30, "port": 4500, "token": "hush-hush", "urlCallback": "http://127.0.0.1:9/alerts"}
    rest = {"retentionDays": 3, "cronJob": "0 0 * * *", "thresholds": {"cpu": 80, "memory": 90}}
    services = {"include": ["shop"], "exclude": ["shop-test"]}
    return {"server": basics | rest | server, "containers": {"refreshRate": 30, "services": services}}


async def test_the_set_up_is_kept_and_its_token_sealed(house: House) -> None:
    row = await house.owner("admin.setupMonitoring", metricsConfig=wanted())
    assert row["metricsConfig"] == wanted() | {"server": {"type": "Dokploy", **wanted()["server"]}}
    assert (await house.owner("settings.getWebServerSettings"))["metricsConfig"] == row["metricsConfig"]
    async with house.runtime.database.read() as db:
        stored = (await db.execute(text('SELECT * FROM "webServerSettings"'))).all()
    assert "hush-hush" not in str(stored)


async def test_lists_may_be_left_out(house: House) -> None:
    config = wanted()
    config["containers"]["services"] = {}
    row = await house.owner("admin.setupMonitoring", metricsConfig=config)
    assert row["metricsConfig"]["containers"]["services"] == {"include": [], "exclude": []}


async def test_members_set_nothing_up_and_read_no_token(house: House) -> None:
    assert (await house.call("member", "admin.setupMonitoring", metricsConfig=wanted())).status in (401, 403)
    await house.owner("admin.setupMonitoring", metricsConfig=wanted())
    seen = await house.call("member", "settings.getWebServerSettings")
    assert seen.body["metricsConfig"]["server"]["token"] == ""


@pytest.mark.parametrize(
    "server",
    [
        {"refreshRate": 1},
        {"port": 0},
        {"retentionDays": 0},
        {"cronJob": ""},
        {"thresholds": {"cpu": -1, "memory": 0}},
        {"urlCallback": "alerts"},
        {"urlCallback": "file:///etc/passwd"},
        {"urlCallback": "http://user:password@example.org/"},
        {"urlCallback": "http://example.org/a\r\nb"},
        {"urlCallback": "http://[::1/"},
    ],
)
async def test_what_makes_no_sense_is_refused(house: House, server: dict[str, Any]) -> None:
    assert (await house.call("owner", "admin.setupMonitoring", metricsConfig=wanted(**server))).status == 400


def test_services_are_chosen_by_parts_of_their_names() -> None:
    chosen = Chosen(include=("shop",), exclude=("shop-test",))
    assert [name for name in ("shop-web", "shop-test-1", "blog") if chosen.takes(name)] == ["shop-web"]
    assert Chosen().takes("anything")


def a_sample(cpu: float, memory: float) -> Sample:
    return Sample(at=0, cpu=cpu, memory=memory, memory_limit=100, received=0, sent=0, read=0, written=0)


def test_only_what_has_just_risen_is_news() -> None:
    limits = {"CPU": 80.0, "Memory": 90.0}
    found = monitoring_setup.above(limits, a_sample(cpu=81, memory=91))
    assert found == [Alert("CPU", 81, 80), Alert("Memory", 91, 90)]
    assert monitoring_setup.news({"CPU"}, found) == [Alert("Memory", 91, 90)]
    assert monitoring_setup.above(limits, a_sample(cpu=80, memory=90)) == []
    assert monitoring_setup.above({}, a_sample(cpu=100, memory=100)) == []


@asynccontextmanager
async def receiving(status: str = "204 No Content", *more: str) -> AsyncIterator[tuple[str, list[dict[str, Any]]]]:
    """A receiver's address, and the bodies that came."""
    bodies: list[dict[str, Any]] = []

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = (await reader.readuntil(b"\r\n\r\n")).decode().lower()
        length = int(head.partition("content-length: ")[2].split()[0])
        bodies.append({"head": head, **json.loads(await reader.readexactly(length))})
        writer.write(
            "\r\n".join([f"HTTP/1.1 {status}", "content-length: 0", "connection: close", *more, "", ""]).encode()
        )
        await writer.drain()
        writer.close()

    server = await asyncio.start_server(answer, "127.0.0.1", 0)
    async with server:
        yield f"http://localhost:{server.sockets[0].getsockname()[1]}/alerts?a=1", bodies


async def test_a_busy_machine_calls_once_and_again_after_it_was_calm(house: House) -> None:
    sampler = monitoring.Sampler(house.runtime)
    async with receiving() as (address, bodies):
        await house.owner("admin.setupMonitoring", metricsConfig=wanted(urlCallback=address))
        await sampler.learn()
        for cpu in (99, 99, 10, 99):
            await sampler.call(a_sample(cpu=cpu, memory=10))
    assert [body["json"]["Type"] for body in bodies] == ["CPU", "CPU"]
    assert bodies[0]["json"]["Token"] == "hush-hush"
    assert bodies[0]["json"]["Message"] == "CPU usage (99.00%) exceeded threshold (80.00%)"
    assert bodies[0]["head"].startswith("post /alerts?a=1 http/1.1\r\nhost: localhost:")


async def test_a_receiver_that_failed_is_told_again(house: House) -> None:
    sampler = monitoring.Sampler(house.runtime)
    async with receiving("500 Oh No") as (address, bodies):
        await house.owner("admin.setupMonitoring", metricsConfig=wanted(urlCallback=address))
        await sampler.learn()
        for _ in range(2):
            await sampler.call(a_sample(cpu=99, memory=10))
    assert len(bodies) == 2


async def test_services_that_were_not_chosen_are_not_measured(house: House) -> None:
    await house.owner("admin.setupMonitoring", metricsConfig=wanted())
    sampler = monitoring.Sampler(house.runtime)
    await sampler.learn()
    assert sampler.wishes.chosen == Chosen(include=("shop",), exclude=("shop-test",))


async def test_nobody_is_led_astray_by_an_address() -> None:
    async with receiving() as (elsewhere, reached):
        async with receiving("302 Found", f"location: {elsewhere}") as (address, _):
            with pytest.raises(RemoteFailed, match="answers 302"):
                await callback.post(address, {})
        assert reached == []
    for address in (
        "http://169.254.169.254/latest/meta-data",
        "http://[::ffff:169.254.169.254]/",
        "http://2852039166/",
    ):
        with pytest.raises(Forbidden):
            await callback.post(address, {})
    with pytest.raises(Invalid):
        await callback.post("ftp://example.org/", {})
