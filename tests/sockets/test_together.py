"""What many want to know at one moment is found out once."""

import asyncio
from time import monotonic

import pytest

from dokploy.sockets.together import Together


class Oracle:
    """Counts how often it was asked, and answers when it may."""

    def __init__(self) -> None:
        self.asked = 0
        self.may_answer = asyncio.Event()

    async def answer(self) -> int:
        self.asked += 1
        number = self.asked
        await self.may_answer.wait()
        if number == 13:
            raise LookupError("no answer")
        return number


async def test_those_who_ask_at_once_share_an_answer_and_others_have_their_own() -> None:
    oracle, together = Oracle(), Together[int]()
    since = monotonic()
    asking = [asyncio.create_task(together.ask("a", oracle.answer, not_before=since)) for _ in range(5)]
    asking.append(asyncio.create_task(together.ask("b", oracle.answer, not_before=since)))
    await asyncio.sleep(0)
    oracle.may_answer.set()
    assert await asyncio.gather(*asking) == [1] * 5 + [2]
    assert await together.ask("a", oracle.answer, not_before=since) == 1


async def test_who_has_heard_of_a_change_is_not_told_what_was_before() -> None:
    """Neither what was found out already, nor what is being found out."""
    oracle, together = Oracle(), Together[int]()
    early = asyncio.create_task(together.ask("a", oracle.answer, not_before=monotonic()))
    await asyncio.sleep(0.01)
    late = asyncio.create_task(together.ask("a", oracle.answer, not_before=monotonic()))
    await asyncio.sleep(0.01)
    oracle.may_answer.set()
    assert (await early, await late) == (1, 2)


async def test_a_failure_is_shared_and_the_next_one_asks_anew() -> None:
    oracle, together = Oracle(), Together[int]()
    oracle.asked = 12
    oracle.may_answer.set()
    since = monotonic()
    answers = await asyncio.gather(
        *(together.ask("a", oracle.answer, not_before=since) for _ in range(3)), return_exceptions=True
    )
    assert [type(answer) for answer in answers] == [LookupError] * 3
    assert await together.ask("a", oracle.answer, not_before=monotonic()) == 14


async def test_who_leaves_does_not_take_the_answer_from_the_others() -> None:
    oracle, together = Oracle(), Together[int]()
    since = monotonic()
    leaving, staying = (asyncio.create_task(together.ask("a", oracle.answer, not_before=since)) for _ in range(2))
    await asyncio.sleep(0)
    leaving.cancel()
    with pytest.raises(asyncio.CancelledError):
        await leaving
    oracle.may_answer.set()
    assert await staying == 1


async def test_answers_are_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dokploy.sockets.together.KEPT_SECONDS", 0.01)
    oracle, together = Oracle(), Together[int]()
    oracle.may_answer.set()
    long_ago = monotonic()
    assert await together.ask("a", oracle.answer, not_before=long_ago) == 1
    await asyncio.sleep(0.05)
    assert await together.ask("a", oracle.answer, not_before=long_ago) == 2
