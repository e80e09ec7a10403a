"""What a limited API key may still spend, as the clock goes on."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from dokploy.core.errors import TooManyRequests, Unauthorized
from dokploy.models import ApiKey
from dokploy.wire.allowance import is_limited, spend

START = datetime(2026, 1, 1, tzinfo=UTC)


def key(**values: Any) -> ApiKey:
    return ApiKey(key="digest", reference_id="user", created_at=START, **values)


def at(seconds: float) -> datetime:
    return START + timedelta(seconds=seconds)


def test_a_key_is_unlimited_unless_asked_for() -> None:
    assert not is_limited(key())
    assert not is_limited(key(rate_limit_max=5))
    assert is_limited(key(rate_limit_enabled=True))
    assert is_limited(key(remaining=0))


def test_calls_run_out_for_good() -> None:
    limited = key(remaining=1)
    spend(limited, at(1))
    assert limited.remaining == 0
    assert limited.last_request == at(1)
    with pytest.raises(Unauthorized):
        spend(limited, at(1_000_000))


def test_a_refill_brings_calls_back() -> None:
    limited = key(remaining=1, refill_amount=2, refill_interval=60_000)
    spend(limited, at(1))
    with pytest.raises(TooManyRequests) as stopped:
        spend(limited, at(20.5))
    assert stopped.value.retry_after == 40
    spend(limited, at(60))
    assert (limited.remaining, limited.last_refill_at) == (1, at(60))
    spend(limited, at(61))
    with pytest.raises(TooManyRequests):
        spend(limited, at(119))
    spend(limited, at(120))


def test_a_window_counts_and_starts_again() -> None:
    limited = key(rate_limit_enabled=True, rate_limit_max=2, rate_limit_time_window=10_000)
    spend(limited, at(0))
    spend(limited, at(1))
    with pytest.raises(TooManyRequests) as stopped:
        spend(limited, at(2))
    assert stopped.value.retry_after == 9
    spend(limited, at(11))
    assert limited.request_count == 1


def test_a_clock_that_is_set_back_locks_nobody_out() -> None:
    in_a_window = key(rate_limit_enabled=True, rate_limit_max=1, rate_limit_time_window=10_000)
    spend(in_a_window, at(86_400))
    with pytest.raises(TooManyRequests):
        spend(in_a_window, at(86_395))
    spend(in_a_window, at(0))
    refilled = key(remaining=1, refill_amount=1, refill_interval=60_000, last_refill_at=at(86_400))
    spend(refilled, at(86_401))
    spend(refilled, at(0))


def test_a_limit_of_nothing_lets_nothing_through() -> None:
    with pytest.raises(TooManyRequests):
        spend(key(rate_limit_enabled=True, rate_limit_max=0), at(0))


def test_a_limit_without_numbers_is_ten_a_day() -> None:
    limited = key(rate_limit_enabled=True)
    for n in range(10):
        spend(limited, at(n))
    with pytest.raises(TooManyRequests) as stopped:
        spend(limited, at(10))
    assert stopped.value.retry_after == 86_400 - 1
