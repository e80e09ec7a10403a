"""tRPC over a socket, frame by frame: what the published client never sends, and who may."""

import asyncio
import json
from typing import Any

import pytest
from tests.wire.conftest import Panel
from tests.wire.procedures import COUNTING
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed


def link(address: str, key: str | None, query: str = "", **headers: str) -> connect:
    given = {**({"x-api-key": key} if key else {}), **headers}
    return connect(f"{address.replace('http', 'ws')}/drawer-logs{query}", additional_headers=given)


async def ask(connection: ClientConnection, **message: Any) -> dict[str, Any]:
    await connection.send(json.dumps(message))
    return await answer(connection)


async def answer(connection: ClientConnection) -> dict[str, Any]:
    async with asyncio.timeout(5):
        found: dict[str, Any] = json.loads(await connection.recv())
        return found


async def test_an_answer_carries_the_number_of_its_question(panel: Panel, address: str) -> None:
    async with link(address, panel.owner) as connection:
        query = {"method": "query", "params": {"path": "wiretest.health"}}
        assert await ask(connection, id=7, jsonrpc="2.0", **query) == {
            "id": 7,
            "jsonrpc": "2.0",
            "result": {"type": "data", "data": {"json": {"status": "ok"}}},
        }
        assert (await ask(connection, id="a", **query))["id"] == "a"
        await connection.send("PING")
        assert await connection.recv() == "PONG"


@pytest.mark.parametrize(
    ("frame", "code"),
    [
        ("{", "PARSE_ERROR"),
        ("7", "BAD_REQUEST"),
        ("{}", "BAD_REQUEST"),
        ('{"id": null, "method": "query", "params": {"path": "wiretest.health"}}', "BAD_REQUEST"),
        ('{"id": true, "method": "query", "params": {"path": "wiretest.health"}}', "BAD_REQUEST"),
        ('{"id": 1, "method": "eval", "params": {"path": "wiretest.health"}}', "BAD_REQUEST"),
        ('{"id": 1, "method": "query"}', "BAD_REQUEST"),
        ('{"id": 1, "method": "query", "params": {"path": 5}}', "BAD_REQUEST"),
        ('{"id": 1, "method": "query", "params": {"path": "no.such"}}', "NOT_FOUND"),
        ('{"id": 1, "method": "mutation", "params": {"path": "wiretest.health"}}', "METHOD_NOT_SUPPORTED"),
        (json.dumps([{}] * 201), "BAD_REQUEST"),
        ("[" * 500, "PARSE_ERROR"),
    ],
    ids=range(12),
)
async def test_what_makes_no_sense_is_told_and_the_socket_lives_on(
    panel: Panel, address: str, frame: str, code: str
) -> None:
    async with link(address, panel.owner) as connection:
        await connection.send(frame)
        assert (await answer(connection))["error"]["json"]["data"]["code"] == code
        again = await ask(connection, id=2, method="query", params={"path": "wiretest.health"})
        assert again["result"]["data"] == {"json": {"status": "ok"}}


async def test_each_procedure_keeps_its_own_rule(panel: Panel, address: str) -> None:
    async with link(address, panel.member) as connection:
        for number, (method, path) in enumerate((("query", "wiretest.guarded"), ("subscription", "wiretest.secret"))):
            refused = await ask(connection, id=number, method=method, params={"path": path})
            assert refused["error"]["json"]["data"]["code"] == "FORBIDDEN"


@pytest.mark.parametrize("key", [None, "wrong"])
async def test_nobody_gets_no_socket(address: str, key: str | None) -> None:
    async with link(address, key) as connection:
        with pytest.raises(ConnectionClosed):
            await connection.recv()
        assert connection.close_code == 4003


async def test_what_is_subscribed_to_ends_with_its_reader(panel: Panel, address: str) -> None:
    async with link(address, panel.owner) as connection:
        subscribe = {"method": "subscription", "params": {"path": "wiretest.count", "input": {"json": {}}}}
        assert (await ask(connection, id=1, **subscribe))["result"] == {"type": "started"}
        twice = await ask(connection, id=1, **subscribe)
        while "error" not in twice:
            twice = await answer(connection)
        assert twice["error"]["json"]["data"]["code"] == "CONFLICT"
        assert COUNTING
    async with asyncio.timeout(5):
        while COUNTING:
            await asyncio.sleep(0.02)


async def test_first_parameters_are_an_object(address: str) -> None:
    async with link(address, None, "?connectionParams=1") as connection:
        await connection.send('{"id": 1, "method": "query", "params": {"path": "wiretest.health"}}')
        with pytest.raises(ConnectionClosed):
            await connection.recv()
        assert connection.close_code == 4000
