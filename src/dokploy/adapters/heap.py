"""glibc's memory: what a large body or answer took goes back to the system when it is freed."""

import ctypes
import platform
from functools import cache
from typing import Final

MMAP_THRESHOLD: Final = -3
TRIM_THRESHOLD: Final = -1
"""Their numbers in `mallopt`."""
LARGE: Final = 256 * 1024
"""From here on a block has pages of its own; an answer of 1,000 services is smaller."""


def give_back_large_blocks() -> None:
    """Without this glibc keeps in its heap whatever is smaller than the largest block that was ever freed, up to 32 MB.

    What lives long then lies between the holes: after 10,000 requests by the document 45 MB of the heap were free and
    still resident, with this 5 MB.
    """
    if libc := _glibc():
        for option in (MMAP_THRESHOLD, TRIM_THRESHOLD):
            libc.mallopt(option, LARGE)


def give_back_holes() -> None:
    """Free pages in the middle of the heap as well, which glibc keeps by itself: it only ever cuts off the end."""
    if libc := _glibc():
        libc.malloc_trim(0)


@cache
def _glibc() -> ctypes.CDLL | None:
    return ctypes.CDLL(None) if platform.libc_ver()[0] == "glibc" else None
