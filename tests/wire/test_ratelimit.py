"""The limiter: exact, even, and independent for each key."""

import pytest

from dokploy.wire.ratelimit import KEYS_BEFORE_SWEEP, Limiter, RateLimited


class Clock:
    def __init__(self) -> None:
        self.now = 1_790_000_000.0

    def __call__(self) -> float:
        return self.now


@pytest.mark.parametrize(("limit", "window"), [(1, 1), (3, 60), (10, 10), (100, 60), (1000, 60), (7, 3600)])
def test_the_limit_is_given_at_once_and_not_one_more(limit: int, window: float) -> None:
    limiter = Limiter(limit, window, Clock())
    standings = [limiter.take("a") for _ in range(limit)]
    assert [standing.remaining for standing in standings] == list(reversed(range(limit)))
    assert all(standing.allowed for standing in standings)
    assert not limiter.take("a").allowed


def test_refused_calls_cost_nothing_and_are_told_when_to_return() -> None:
    clock = Clock()
    limiter = Limiter(2, 60, clock)
    for _ in range(2):
        limiter.take("a")
    assert {limiter.take("a").retry_after for _ in range(50)} == {30}
    clock.now += 29.9
    assert limiter.take("a").retry_after == 1
    clock.now += 0.1
    assert limiter.take("a").allowed
    assert not limiter.take("a").allowed


def test_calls_come_back_evenly() -> None:
    clock = Clock()
    limiter = Limiter(60, 60, clock)
    for _ in range(60):
        limiter.take("a")
    allowed = 0
    for _ in range(100):
        clock.now += 0.5
        allowed += limiter.take("a").allowed
    assert allowed == 50


def test_keys_do_not_feel_each_other() -> None:
    limiter = Limiter(1, 60, Clock())
    assert limiter.take("a").allowed
    assert limiter.take("b").allowed
    assert not limiter.take("a").allowed


def test_several_may_be_taken_together_or_not_at_all() -> None:
    limiter = Limiter(5, 60, Clock())
    assert limiter.take("a", 3).remaining == 2
    assert not limiter.take("a", 3).allowed
    assert limiter.take("a", 2).remaining == 0


def test_a_clock_that_is_set_back_locks_nobody_out() -> None:
    clock = Clock()
    limiter = Limiter(2, 60, clock)
    limiter.take("a")
    clock.now -= 86_400
    assert limiter.take("a").retry_after <= 60


def test_memory_follows_the_callers_of_one_window() -> None:
    clock = Clock()
    limiter = Limiter(1, 1, clock)
    for number in range(3 * KEYS_BEFORE_SWEEP):
        limiter.take(str(number))
        clock.now += 0.01
    assert len(limiter._full_at) <= KEYS_BEFORE_SWEEP + 1


def test_headers_tell_where_the_caller_stands() -> None:
    clock = Clock()
    limiter = Limiter(2, 60, clock)
    assert dict(limiter.take("a").headers()) == {
        b"x-ratelimit-limit": b"2",
        b"x-ratelimit-remaining": b"1",
        b"x-ratelimit-reset": b"1790000030",
    }
    limiter.take("a")
    assert str(RateLimited(limiter.take("a"))) == "Too many requests. Try again in 30 seconds"


@pytest.mark.parametrize(("limit", "window"), [(0, 60), (-1, 60), (1, 0)])
def test_a_limiter_that_allows_nothing_is_a_mistake(limit: int, window: float) -> None:
    with pytest.raises(ValueError):
        Limiter(limit, window)
