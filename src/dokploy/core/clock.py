"""The only clock: UTC, and ISO 8601 with milliseconds and `Z` wherever a time is text."""

from datetime import UTC, datetime, timedelta

_stepped = timedelta()
"""How far a failpoint has set this process's clock."""


def now() -> datetime:
    return datetime.now(UTC) + _stepped  # noqa: TID251 - here and nowhere else


def step(seconds: int) -> None:
    """Set the clock of this process forward, or back: for failpoints alone."""
    global _stepped  # noqa: PLW0603 - there is one clock
    _stepped += timedelta(seconds=seconds)


def iso(moment: datetime) -> str:
    """`2026-11-22T03:04:05.678Z`, what JavaScript's `toISOString` writes."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.") + f"{moment.microsecond // 1000:03d}Z"


def now_iso() -> str:
    return iso(now())
