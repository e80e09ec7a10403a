"""`/events`: what changes is told to who may read it, once, and to nobody else."""

import asyncio
import json
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from tests import factories
from tests.sockets.conftest import HeldRun, House, NewKey, Panel
from tests.testbed import RunningEngine
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed

from dokploy.context import Runtime
from dokploy.models import Application, Member, Project
from dokploy.sockets import events
from dokploy.wire.credentials import CHANGED


def listen(panel: Panel, key: str | None, **headers: str) -> connect:
    given = {**({"x-api-key": key} if key else {}), **headers}
    return connect(f"ws://127.0.0.1:{panel.port}/events", additional_headers=given, compression=None)


async def come(connection: ClientConnection, seconds: float = 0.5) -> list[dict[str, Any]]:
    """What comes within the time, but for the engine that is not there."""
    found = []
    try:
        async with asyncio.timeout(seconds):
            while True:
                found.append(await row_news(connection))
    except (TimeoutError, ConnectionClosed):
        return found


async def told(connection: ClientConnection, count: int) -> list[dict[str, Any]]:
    """So many events, however long a busy machine takes for them, and what else comes with them."""
    async with asyncio.timeout(10):
        found = [await row_news(connection) for _ in range(count)]
    return found + await come(connection, 0.2)


async def row_news(connection: ClientConnection) -> dict[str, Any]:
    while (news := await frame(connection))["type"] == "health":
        pass
    return news


async def frame(connection: ClientConnection) -> dict[str, Any]:
    async with asyncio.timeout(15):
        found: dict[str, Any] = json.loads(await connection.recv())
        return found


async def looking(runtime: Runtime, count: int = 1) -> None:
    """Wait until so many are signed in and listen: what changes before is not told."""
    async with asyncio.timeout(10):
        while runtime not in events._hubs or len(events._hubs[runtime].viewers) < count:
            await asyncio.sleep(0.01)


async def rename(runtime: Runtime, house: House, name: str) -> None:
    async with runtime.acting(factories.acting(house.owner)).write() as ctx:
        (await ctx.db.get_one(Application, house.application.application_id)).name = name


async def test_a_change_is_told_with_its_row_and_place(panel: Panel, runtime: Runtime, house: House, key: str) -> None:
    async with listen(panel, key) as connection:
        await looking(runtime)
        await rename(runtime, house, "shop front")
        (news,) = await told(connection, 1)
    assert (news["type"], news["how"], news["name"]) == ("application", "changed", "shop front")
    assert news["id"] == news["applicationId"] == house.application.application_id
    assert news["environmentId"] == house.application.environment_id
    assert news["applicationStatus"] == "idle"


async def test_a_run_is_told_stage_by_stage(panel: Panel, runtime: Runtime, run: HeldRun, key: str) -> None:
    async with listen(panel, key) as connection:
        await looking(runtime)
        await run.end()
        heard: list[dict[str, Any]] = []
        while not heard or heard[-1]["state"] != "done":
            heard += [news for news in await told(connection, 1) if news["type"] == "deployment"]
    assert {news["id"] for news in heard} == {run.id}


async def test_what_is_made_and_deleted_is_told(panel: Panel, runtime: Runtime, house: House, key: str) -> None:
    async with listen(panel, key) as connection:
        await looking(runtime)
        units = runtime.acting(factories.acting(house.owner))
        async with units.write() as ctx:
            made = Project(name="New", organization_id=house.owner.organization_id, env="")
            ctx.db.add(made)
        (news,) = await told(connection, 1)
        assert (news["type"], news["how"], news["name"]) == ("project", "created", "New")
        async with units.write() as ctx:
            await ctx.db.delete(await ctx.db.get_one(Project, made.project_id))
        (news,) = await told(connection, 1)
        assert news == {"type": "project", "id": made.project_id, "how": "deleted"}


async def test_a_unit_that_is_undone_tells_nothing(panel: Panel, runtime: Runtime, house: House, key: str) -> None:
    async with listen(panel, key) as connection:
        await looking(runtime)
        with suppress(ZeroDivisionError):
            async with runtime.acting(factories.acting(house.owner)).write() as ctx:
                (await ctx.db.get_one(Application, house.application.application_id)).name = "never"
                await ctx.db.flush()
                raise ZeroDivisionError
        assert await come(connection) == []


async def test_only_who_may_read_it_hears_of_it(
    panel: Panel, runtime: Runtime, house: House, new_key: NewKey, key: str
) -> None:
    member, stranger = await new_key(house.member), await new_key(house.stranger)
    async with listen(panel, member) as theirs, listen(panel, stranger) as foreign, listen(panel, key) as ours:
        await looking(runtime, 3)
        await rename(runtime, house, "one")
        assert [len(await told(ours, 1)), len(await come(theirs, 0.3)), len(await come(foreign, 0.3))] == [1, 0, 0]
        async with runtime.database.write() as db:
            row = await db.get_one(Member, house.member.id)
            row.accessed_services = [house.application.application_id]
        runtime.tools.bus.publish(CHANGED, {})
        await asyncio.sleep(0.2)
        await rename(runtime, house, "two")
        assert [len(await told(ours, 1)), len(await told(theirs, 1)), len(await come(foreign, 0.3))] == [1, 1, 0]


async def test_nobody_is_4003(panel: Panel) -> None:
    for key in (None, "no such key"):
        async with listen(panel, key) as connection:
            assert await come(connection) == []
            assert connection.close_code == 4003


async def test_news_that_were_lost_are_made_up_for_by_looking_again(
    panel: Panel, runtime: Runtime, house: House, key: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with listen(panel, key) as connection:
        await looking(runtime)
        runtime.tools.bus.publish("changes", {"type": "look-again"})
        assert await told(connection, 1) == [{"type": "look-again"}]
    viewer = events._Viewer(None)  # type: ignore[arg-type]
    for number in range(events.WAITING + 5):
        viewer.tell({"number": number})
    assert viewer.waiting.get_nowait() == {"type": "look-again"}
    assert viewer.waiting.qsize() < events.WAITING


async def test_nobody_looking_costs_nothing(panel: Panel, runtime: Runtime, key: str) -> None:
    async with listen(panel, key):
        await looking(runtime)
        assert runtime.tools.bus._listeners.get("changes")
    async with asyncio.timeout(5):
        while runtime.tools.bus._listeners.get("changes"):
            await asyncio.sleep(0.02)


async def test_an_engine_that_is_away_is_told_of_with_its_cause(panel: Panel, runtime: Runtime, key: str) -> None:
    async with listen(panel, key) as connection:
        news = await frame(connection)
        assert news["type"] == "health"
        assert list(news["away"]) == ["engine"]
        assert f"{runtime.tools.engine.docker_host}: its socket does not exist" in news["away"]["engine"]
        async with listen(panel, key) as later:
            assert await frame(later) == news


@pytest.mark.engine
async def test_an_engine_that_comes_and_goes_is_told_of(
    panel: Panel, runtime: Runtime, key: str, engine: RunningEngine
) -> None:
    socket = Path(runtime.tools.engine.docker_host.removeprefix("unix://"))
    async with listen(panel, key) as connection:
        assert list((await frame(connection))["away"]) == ["engine"]
        socket.symlink_to(engine.docker_host.removeprefix("unix://"))
        assert await frame(connection) == {"type": "health", "away": {}}
        socket.unlink()
        assert list((await frame(connection))["away"]) == ["engine"]
