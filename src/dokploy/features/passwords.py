"""Password hashes: Argon2id for new ones, bcrypt still verified; hashed off the event loop, two at a time."""

import asyncio
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from dokploy.core.errors import Invalid

if TYPE_CHECKING:
    from passlib.context import CryptContext

SHORTEST: Final = 8
LONGEST: Final = 128
COST: Final[dict[str, int]] = {"memory_cost": 64 * 1024, "time_cost": 3, "parallelism": 4}
"""RFC 9106's recommendation where memory is not plenty (KiB, passes, lanes)."""
_AT_ONCE: Final = 2
"""A hash takes a core and 64 MiB for a tenth of a second: a burst of sign-ins must not starve the deployments."""
_BCRYPT_BYTES: Final = 72
"""bcrypt has never looked further; its current library refuses longer input instead of cutting it."""

_turns = asyncio.Semaphore(_AT_ONCE)


@dataclass(frozen=True)
class Verdict:
    """`upgraded` is a new hash to store, when the stored one was of an older kind."""

    is_right: bool
    upgraded: str | None = None


def check(password: str) -> None:
    """Refuse what is too short or too long."""
    if not SHORTEST <= len(password) <= LONGEST:
        raise Invalid(f"A password has {SHORTEST} to {LONGEST} characters")


async def hash_password(password: str) -> str:
    async with _turns:
        return await asyncio.to_thread(_hash, password)


async def verify(password: str, stored: str | None) -> Verdict:
    """Compare; without a stored hash the same work is done, so that time does not tell which accounts exist."""
    async with _turns:
        return await asyncio.to_thread(_verify, password, stored)


@lru_cache(maxsize=1)
def _context() -> "CryptContext":
    from passlib.context import CryptContext  # noqa: PLC0415 - 40 ms and its memory only where somebody signs in

    return CryptContext(
        schemes=["argon2", "bcrypt"],
        deprecated=["bcrypt"],
        argon2__memory_cost=COST["memory_cost"],
        argon2__time_cost=COST["time_cost"],
        argon2__parallelism=COST["parallelism"],
    )


def _hash(password: str) -> str:
    return _context().hash(password)


def _verify(password: str, stored: str | None) -> Verdict:
    if len(password) > LONGEST or stored is None:
        _context().verify("", _nobodys_hash())
        return Verdict(is_right=False)
    compared = password.encode()[:_BCRYPT_BYTES] if stored.startswith("$2") else password
    try:
        is_right = _context().verify(compared, stored)
    except ValueError:  # a NUL, which bcrypt cannot hold, or a stored text that is no hash: nothing matches it
        return Verdict(is_right=False)
    return Verdict(is_right, _hash(password) if is_right and _context().needs_update(stored) else None)


@lru_cache(maxsize=1)
def _nobodys_hash() -> str:
    return _hash("nobody has this password")
