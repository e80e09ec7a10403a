"""Memory and CPU in both notations: bytes and nano-CPUs (the reference), `512m`, `1.5Gi`, `0.5` (people)."""

import re
from decimal import Decimal

_MEMORY = re.compile(r"(\d+(?:\.\d+)?)\s*([kmgt]?)(i?)b?", re.IGNORECASE)
_POWERS = {"": 0, "k": 1, "m": 2, "g": 3, "t": 4}
NANO = 1_000_000_000
MEMORY_MINIMUM = 4 * 1024**2
"""Docker's own floor for a memory limit, in bytes."""
CPU_PLAIN_MAXIMUM = 1024
"""A bare number up to this is a number of CPUs; above it, nano-CPUs (the reference's notation)."""


def memory_bytes(text: str) -> int:
    """`536870912`, `512m`, `512Mi`, `1.5g` to bytes (powers of 1024, as Docker reads them)."""
    match = _MEMORY.fullmatch(text.strip())
    if match is None:
        raise ValueError("Memory is a number of bytes, or a number with k, m, g or t, such as 512m or 1.5Gi")
    amount = int(Decimal(match[1]) * 1024 ** _POWERS[match[2].lower()])
    if amount < MEMORY_MINIMUM:
        raise ValueError("Memory must be 4 MiB or more")
    return amount


def nano_cpus(text: str) -> int:
    """`1000000000` (nano-CPUs), `2`, `0.5` to nano-CPUs."""
    if not re.fullmatch(r"\d+(\.\d+)?", text.strip()):
        raise ValueError("CPU is a number of CPUs such as 0.5 or 2, or of nano-CPUs")
    amount = Decimal(text.strip())
    nanos = int(amount * NANO) if amount <= CPU_PLAIN_MAXIMUM else int(amount)
    if nanos < NANO // 1000:
        raise ValueError("CPU must be 0.001 or more")
    return nanos
