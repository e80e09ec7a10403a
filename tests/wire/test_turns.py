"""Calls that are there at the same moment begin one after the other, with a look at everything else in between."""

import asyncio

from dokploy.wire.turns import Turns


async def test_between_two_calls_the_loop_looks_at_everything_else() -> None:
    turns, seen = Turns(), list[str]()

    async def call(name: str) -> None:
        await turns.take()
        seen.append(name)

    async def everything_else() -> None:
        while True:
            seen.append("-")
            await asyncio.sleep(0)

    beside = asyncio.create_task(everything_else())
    await asyncio.gather(*(call(name) for name in "abcd"))
    beside.cancel()
    assert [name for name in seen if name != "-"] == list("abcd")
    assert all("-" in seen[seen.index(one) : seen.index(other)] for one, other in ("ab", "bc", "cd"))


async def test_a_caller_who_is_alone_does_not_wait() -> None:
    turns = Turns()
    taking = turns.take()
    try:
        taking.send(None)
    except StopIteration:
        return
    raise AssertionError("it waits for a turn that nobody has")


async def test_a_caller_who_has_gone_keeps_nobody_waiting() -> None:
    turns = Turns()
    await turns.take()
    gone, stays = asyncio.create_task(turns.take()), asyncio.create_task(turns.take())
    await asyncio.sleep(0)
    gone.cancel()
    async with asyncio.timeout(1):
        await stays
        await turns.take()
