"""What an API key may still spend: calls that remain (with their refill) and calls per time window."""

from datetime import datetime, timedelta
from math import ceil
from typing import Final

from dokploy.core.errors import TooManyRequests, Unauthorized
from dokploy.models import ApiKey

DAY_MS: Final = 86_400_000
WINDOW_CALLS: Final = 10
"""What a key that asked for a limit without a number gets, per day."""


def is_limited(key: ApiKey) -> bool:
    return bool(key.rate_limit_enabled) or key.remaining is not None


def spend(key: ApiKey, at: datetime) -> None:
    """Take one call off the key, or raise; the caller's unit keeps both or neither."""
    if key.remaining is not None:
        _spend_remaining(key, at)
    if key.rate_limit_enabled:
        _spend_window(key, at)
    key.last_request = at


def _spend_remaining(key: ApiKey, at: datetime) -> None:
    if key.refill_amount and key.refill_interval:
        interval = timedelta(milliseconds=key.refill_interval)
        next_refill = (key.last_refill_at or key.created_at) + interval
        if at >= next_refill or _is_set_back(key.last_refill_at, at, interval):
            key.remaining, key.last_refill_at = key.refill_amount, at
        elif not key.remaining:
            raise TooManyRequests("This API key has no calls left", retry_after=_seconds(next_refill - at))
    if not key.remaining or key.remaining < 0:
        raise Unauthorized("This API key is used up")
    key.remaining -= 1


def _spend_window(key: ApiKey, at: datetime) -> None:
    window = timedelta(milliseconds=key.rate_limit_time_window or DAY_MS)
    limit = WINDOW_CALLS if key.rate_limit_max is None else key.rate_limit_max
    ends = at if key.last_request is None else key.last_request + window
    counted = (key.request_count or 0) if at < ends and not _is_set_back(key.last_request, at, window) else 0
    if counted >= limit:
        raise TooManyRequests("Rate limit of this API key exceeded", retry_after=_seconds(ends - at))
    key.request_count = counted + 1


def _is_set_back(before: datetime | None, at: datetime, span: timedelta) -> bool:
    """Whether the clock has been set back by more than that since: then it must not lock anybody out."""
    return before is not None and before - at > span


def _seconds(left: timedelta) -> int:
    return max(1, ceil(left.total_seconds()))
