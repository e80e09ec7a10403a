"""What a proof is: one figure of the product's reliability, and the cases that show it on the real thing."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from tests.proofs.place import Place

Figures = dict[str, Any]


@dataclass(frozen=True)
class Case:
    """`run` raises (usually an `AssertionError`) where the claim does not hold, and returns what it measured."""

    name: str
    run: Callable[[Place], Awaitable[Figures]]
    timeout_s: float = 300


@dataclass(frozen=True)
class Proof:
    """`cases` is a function, so that it costs nothing at import; `short` names those that CI runs."""

    name: str
    figure: str
    """The number in the table of docs/reliability.md."""
    target: str
    cases: Callable[[], Sequence[Case]]
    short: tuple[str, ...] = ()
    needs_engine: bool = True
    is_alone: bool = False
    """It takes what all tests on the engine share, or the engine itself."""
    measured: Callable[[Sequence[Mapping[str, Any]]], Figures] = lambda _: {}
    """What the figures of all cases that hold come to: medians, largest values, sums."""

    def short_cases(self) -> list[Case]:
        by_name = {case.name: case for case in self.cases()}
        return [by_name[name] for name in self.short]
