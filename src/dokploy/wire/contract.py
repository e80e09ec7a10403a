"""The API of the reference as data: what every procedure takes, gives and asks of its caller, served here or not.

`contract.json` is written by `scripts/contract.py`. A `?` behind a key means that it may be missing.
"""

import json
from collections.abc import Collection
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Final

CONTRACT: Final = files("dokploy.wire").joinpath("contract.json")


@cache
def contract() -> dict[str, Any]:
    """`version`, `enums`, `shapes` (long inputs by name), `tables` and `procedures`."""
    found: dict[str, Any] = json.loads(CONTRACT.read_text(encoding="utf-8"))
    return found


@dataclass(frozen=True)
class Coverage:
    """What of one router is served."""

    router: str
    present: tuple[str, ...]
    absent: tuple[str, ...]

    @property
    def total(self) -> int:
        return len(self.present) + len(self.absent)


def coverage(served: Collection[str]) -> list[Coverage]:
    """Every router of the contract with its procedures, in the order of names."""
    routers: dict[str, list[str]] = {}
    for name in sorted(contract()["procedures"]):
        routers.setdefault(name.partition(".")[0], []).append(name)
    return [
        Coverage(
            router,
            tuple(name for name in names if name in served),
            tuple(name for name in names if name not in served),
        )
        for router, names in routers.items()
    ]


def beyond(served: Collection[str]) -> list[str]:
    """What is served and no procedure of the reference."""
    return sorted(set(served) - contract()["procedures"].keys())
