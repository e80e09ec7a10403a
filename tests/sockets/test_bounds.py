"""What one caller may take: so many sockets at once, frames so long; and who ends gives back what he took."""

import asyncio
from contextlib import AsyncExitStack

import pytest
from tests.sockets.conftest import HeldRun, House, NewKey, Panel
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed

from dokploy.context import Runtime
from dokploy.sockets import bounds
from dokploy.sockets.door import NOT_AUTHORIZED, TOO_LONG, TRY_AGAIN
from dokploy.wire.calls import JSON_LIMIT

LIMIT = 100
PATHS = (
    "listen-deployment?deploymentId=x",
    "docker-container-logs?containerId=x",
    "docker-container-terminal?containerId=x",
    "listen-docker-stats-monitoring?appName=x",
    "events",
    "drawer-logs",
)


def door(panel: Panel, key: str, path: str = "drawer-logs") -> connect:
    address = f"ws://127.0.0.1:{panel.port}/{path}"
    return connect(address, additional_headers={"x-api-key": key}, max_size=None, compression=None)


async def is_in(connection: ClientConnection) -> bool:
    """Whether it answers; whoever has been let in to the drawer may say PING."""
    try:
        await connection.send("PING")
        return await connection.recv() == "PONG"
    except ConnectionClosed:
        return False


async def filled(stack: AsyncExitStack, panel: Panel, keys: list[str], count: int) -> list[ClientConnection]:
    """So many sockets, with one key after the other, all of which were let in."""
    found = [await stack.enter_async_context(door(panel, keys[number % len(keys)])) for number in range(count)]
    assert all([await is_in(one) for one in found])
    return found


def taken(runtime: Runtime) -> int:
    return bounds._taken[runtime].total()


async def until_taken(runtime: Runtime, count: int) -> None:
    async with asyncio.timeout(10):
        while taken(runtime) != count:
            await asyncio.sleep(0.01)


@pytest.mark.parametrize("path", PATHS)
async def test_one_more_is_refused_and_the_others_stay(panel: Panel, house: House, new_key: NewKey, path: str) -> None:
    keys = [await new_key(house.owner), await new_key(house.owner)]
    async with AsyncExitStack() as stack:
        mine = await filled(stack, panel, keys, LIMIT)
        async with door(panel, keys[0], path) as more:
            with pytest.raises(ConnectionClosed):
                await more.recv()
        assert (more.close_code, more.close_reason) == (
            TRY_AGAIN,
            f"You have {LIMIT} sockets open. Close one, and come again.",
        )
        async with door(panel, await new_key(house.member)) as other:
            assert await is_in(other)
        assert all([await is_in(one) for one in mine])
        await mine[0].close()
        await until_taken(panel.runtime, LIMIT - 1)
        async with door(panel, keys[0]) as again:
            assert await is_in(again)


async def test_every_end_gives_its_place_back(
    panel: Panel, runtime: Runtime, house: House, new_key: NewKey, run: HeldRun
) -> None:
    key = await new_key(house.owner)
    async with door(panel, key) as polite:
        assert await is_in(polite)
        assert taken(runtime) == 1
    async with door(panel, key) as rude:
        assert await is_in(rude)
        rude.transport.abort()
    async with door(panel, key) as long:
        assert await is_in(long)
        await long.send("x" * (JSON_LIMIT + 1))
        await long.wait_closed()
    async with door(panel, await new_key(house.stranger), f"listen-deployment?deploymentId={run.id}") as foreign:
        await foreign.wait_closed()
        assert foreign.close_code == NOT_AUTHORIZED
    async with door(panel, key, f"listen-deployment?deploymentId={run.id}") as log:
        assert "Building" in str(await log.recv())
        await run.end()
        await log.wait_closed()
    await until_taken(runtime, 0)
    assert not bounds._taken[runtime]


@pytest.mark.parametrize("path", ["events", "drawer-logs"])
@pytest.mark.parametrize("is_text", [True, False])
async def test_a_frame_that_is_too_long_ends_its_socket(
    panel: Panel, house: House, new_key: NewKey, path: str, *, is_text: bool
) -> None:
    most = JSON_LIMIT if path == "drawer-logs" else bounds.FRAME_BYTES
    frame = "ü" * (most // 2) + "x"
    async with door(panel, await new_key(house.owner), path) as connection:
        await connection.send(frame if is_text else frame.encode())
        await connection.wait_closed()
    assert (connection.close_code, connection.close_reason) == (TOO_LONG, f"A frame holds {most // 1024} KB at most")


async def test_the_longest_frame_is_read(panel: Panel, house: House, new_key: NewKey) -> None:
    async with door(panel, await new_key(house.owner)) as drawer:
        call = '{"id": 1, "method": "query", "params": {"path": "no.such", "input": "%s"}}'
        await drawer.send(call % ("x" * (JSON_LIMIT - len(call) + 2)))
        assert "NOT_FOUND" in str(await drawer.recv())
