"""What the database broke off before anything of it was written is done once more; connecting waits for a restart."""

from collections.abc import Awaitable, Callable
from typing import TypeVar

from dokploy.core.errors import DatabaseBrokeOff

T = TypeVar("T")


async def once_more(work: Callable[[], Awaitable[T]]) -> T:
    """For work that touches nothing but the database, in one unit."""
    try:
        return await work()
    except DatabaseBrokeOff:
        return await work()
