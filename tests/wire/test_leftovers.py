"""A refusal leaves nothing behind: what was sent, up to a megabyte, must not wait for the garbage collector.

Other things do wait for it, and it comes to the oldest of them by the clock.
"""

import asyncio
import gc
import json
from collections.abc import Callable, Iterator
from typing import Any
from weakref import ref

import httpx
import pytest
from tests.wire.conftest import JSON, Panel
from tests.wire.test_trpc_socket import ask, link

from dokploy import main
from dokploy.core.errors import DokployError

Left = Callable[[], list[DokployError]]
WRONG: dict[str, Any] = {"tags": {str(number): number for number in range(1000)}}
QUERY = json.dumps({"json": WRONG})
BATCH = json.dumps({"0": {"json": WRONG}, "1": {"json": WRONG}})


@pytest.fixture
def left() -> Iterator[Left]:
    """The refusals that are still there, without the collector's help; those that somebody else keeps do not count."""

    def there() -> list[DokployError]:
        return [one for one in gc.get_objects() if isinstance(one, DokployError)]

    gc.collect()
    gc.disable()
    known = there()
    yield lambda: [one for one in there() if not any(one is other for other in known)]
    gc.enable()


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
async def test_no_refusal_stays(
    api: httpx.AsyncClient, left: Left, path: str, body: str, headers: dict[str, str]
) -> None:
    answer = await api.post(path, content=body, headers=JSON | headers)
    assert "message" in answer.text
    assert left() == []


async def test_no_refusal_stays_with_a_socket(panel: Panel, left: Left, address: str) -> None:
    async with link(address, panel.owner) as connection:
        called = {"method": "mutation", "params": {"path": "wiretest.tell", "input": {"json": WRONG}}}
        assert "error" in await ask(connection, id=1, **called)
        assert left() == []


class Ring:
    """Garbage that only the collector finds."""

    def __init__(self) -> None:
        self.itself = self


async def test_old_garbage_is_looked_for_again_and_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(main, "COLLECT_SECONDS", 0.02)
    gc.disable()
    try:
        main._look_through_everything()
        for _ in range(2):
            ring = Ring()
            gc.collect()  # now it is among the old
            left = ref(ring)
            del ring
            async with asyncio.timeout(5):
                while left() is not None:
                    await asyncio.sleep(0.01)
    finally:
        gc.enable()
