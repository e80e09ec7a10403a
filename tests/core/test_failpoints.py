"""Failpoints: what their words mean, and that they count what a run does and nothing else."""

import asyncio
from collections.abc import Iterator
from datetime import timedelta

import pytest

from dokploy.core import clock, failpoints
from dokploy.core.failpoints import arm, counting, meet, reach


@pytest.fixture(autouse=True)
def disarmed() -> Iterator[None]:
    yield
    arm("")


def calls_until_failure(point: str, most: int = 9) -> int | None:
    """Which call to the point fails."""
    return next((number for number in range(1, most + 1) if meet(point)), None)


@pytest.mark.parametrize("word", ["stage", "=kill", "stage=burn", "stage#=kill", "stage#0=kill", "stage#x=kill"])
def test_a_word_that_means_nothing_is_refused(word: str) -> None:
    with pytest.raises(ValueError, match="is no failpoint"):
        failpoints.read(word)


def test_nothing_happens_where_nothing_is_armed() -> None:
    assert calls_until_failure("engine.call") is None


def test_a_point_without_a_number_happens_once() -> None:
    arm("stage.build.started=fail, files=full")
    assert [calls_until_failure("stage.build.started") for _ in range(2)] == [1, None]
    with pytest.raises(OSError, match="No space left"):
        reach("files.write")


def test_a_number_counts_the_calls_of_one_run_over_all_points_that_begin_so() -> None:
    arm("engine#3=fail")
    assert calls_until_failure("engine.call") is None  # outside of any run
    with counting("one"):
        assert [meet(name) for name in ("engine.call", "enginery", "engine.answer")] == [None, None, None]
        assert calls_until_failure("engine.call") == 1
    with counting("two"):
        assert calls_until_failure("engine.call") == 3


def test_a_growing_number_gives_every_run_the_next_one() -> None:
    arm("database#2+=fail")
    with counting("one"):
        assert calls_until_failure("database.read") == 2
    with counting("two"):
        assert calls_until_failure("database.read") == 3


async def test_runs_side_by_side_count_for_themselves_also_in_threads() -> None:
    arm("files#2=fail")

    async def run(name: str) -> int | None:
        with counting(name):
            await asyncio.sleep(0)
            return await asyncio.to_thread(calls_until_failure, "files.write")

    assert await asyncio.gather(run("one"), run("two")) == [2, 2]


def test_the_clock_is_set_when_the_point_is_reached() -> None:
    arm("run.claimed=+3600, run.settled=-3600")
    before = clock.now()
    meet("run.claimed")
    assert timedelta(minutes=59) < clock.now() - before < timedelta(minutes=61)
    meet("run.settled")
    assert clock.now() - before < timedelta(minutes=1)
