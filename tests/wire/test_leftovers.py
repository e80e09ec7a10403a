"""A refusal leaves nothing behind: what was sent, up to a megabyte, must not wait for the garbage collector."""

import gc
import json
from collections.abc import Iterator
from typing import Any

import httpx
import pytest
from tests.wire.conftest import JSON, Panel
from tests.wire.test_trpc_socket import ask, link

from dokploy.core.errors import DokployError

WRONG: dict[str, Any] = {"tags": {str(number): number for number in range(1000)}}
QUERY = json.dumps({"json": WRONG})
BATCH = json.dumps({"0": {"json": WRONG}, "1": {"json": WRONG}})


@pytest.fixture
def no_collector() -> Iterator[None]:
    gc.collect()
    gc.disable()
    yield
    gc.enable()


def errors_left() -> list[DokployError]:
    return [one for one in gc.get_objects() if isinstance(one, DokployError)]


@pytest.mark.usefixtures("no_collector")
@pytest.mark.parametrize(
    ("path", "body", "headers"),
    [
        ("/api/wiretest.tell", json.dumps(WRONG), {}),
        ("/api/wiretest.tell", QUERY, {}),
        ("/api/wiretest.no", QUERY, {}),
        ("/api/trpc/wiretest.tell", QUERY, {}),
        ("/api/trpc/wiretest.tell,wiretest.tell?batch=1", BATCH, {}),
        ("/api/trpc/wiretest.tell,wiretest.tell?batch=1", BATCH, {"trpc-accept": "application/jsonl"}),
    ],
    ids=["plain", "wrapped", "unknown", "single", "batch", "stream"],
)
async def test_no_refusal_stays(api: httpx.AsyncClient, path: str, body: str, headers: dict[str, str]) -> None:
    answer = await api.post(path, content=body, headers=JSON | headers)
    assert "message" in answer.text
    assert errors_left() == []


@pytest.mark.usefixtures("no_collector")
async def test_no_refusal_stays_with_a_socket(panel: Panel, address: str) -> None:
    async with link(address, panel.owner) as connection:
        called = {"method": "mutation", "params": {"path": "wiretest.tell", "input": {"json": WRONG}}}
        assert "error" in await ask(connection, id=1, **called)
        assert errors_left() == []
