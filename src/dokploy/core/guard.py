"""A database lock must never wait for an engine, a network or a process.

Adapters that do refuse to be called inside a write unit.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

_writing: ContextVar[bool] = ContextVar("writing", default=False)


@contextmanager
def write_unit() -> Iterator[None]:
    mark = _writing.set(True)
    try:
        yield
    finally:
        _writing.reset(mark)


def outside_write_unit(what: str) -> None:
    """Called by every adapter that waits for the outside world; a violation is a mistake of ours, found by any test."""
    if _writing.get():
        raise RuntimeError(f"{what} was called inside a write unit")
