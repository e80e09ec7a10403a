"""What a process counts about itself, and the text form in which Prometheus reads it.

    CALLS: Final = counter("dokploy_calls_total", "Calls of procedures.", "procedure", "code")
    CALLS.add("project.all", "200")

A family is declared beside what it counts, and lives as long as the process. Counting is a look-up in a dictionary:
about a microsecond.
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import accumulate
from typing import Final, Literal, Protocol

Labels = tuple[str, ...]

CONTENT_TYPE: Final = "text/plain; version=0.0.4; charset=utf-8"
FAST: Final = (0.001, 0.005, 0.025, 0.1, 0.5, 2.5, 10.0)
"""Seconds: upper bounds for what answers somebody who waits."""
SLOW: Final = (0.1, 0.5, 1.0, 5.0, 15.0, 60.0, 300.0, 1800.0)
"""Seconds: upper bounds for the stages of a run."""
_ESCAPES: Final = str.maketrans({"\\": "\\\\", '"': '\\"', "\n": "\\n"})


class Family(Protocol):
    """All figures of one name."""

    def lines(self) -> Iterator[str]: ...


@dataclass(frozen=True)
class Values:
    """A number for each combination of labels: a counter, which only grows, or a gauge."""

    kind: Literal["counter", "gauge"]
    name: str
    about: str
    labels: Labels = ()
    values: dict[Labels, float] = field(default_factory=dict)

    def add(self, *labels: str, by: float = 1) -> None:
        self.values[labels] = self.values.get(labels, 0) + by

    def set(self, value: float, *labels: str) -> None:
        self.values[labels] = value

    def lines(self) -> Iterator[str]:
        yield from _head(self.name, self.about, self.kind)
        for labels, value in sorted(self.values.items()):
            yield f"{self.name}{_said(zip(self.labels, labels, strict=True))} {value:.15g}"


@dataclass(frozen=True)
class Histogram:
    """How many took up to so many seconds, how many there were, and how long all took together."""

    name: str
    about: str
    labels: Labels
    bounds: tuple[float, ...]
    counts: dict[Labels, list[int]] = field(default_factory=dict)
    sums: dict[Labels, float] = field(default_factory=dict)

    def observe(self, seconds: float, *labels: str) -> None:
        counts = self.counts.get(labels)
        if counts is None:
            counts = self.counts[labels] = [0] * (len(self.bounds) + 1)
            self.sums[labels] = 0.0
        counts[bisect_left(self.bounds, seconds)] += 1
        self.sums[labels] += seconds

    def lines(self) -> Iterator[str]:
        yield from _head(self.name, self.about, "histogram")
        bounds = [*(f"{bound:g}" for bound in self.bounds), "+Inf"]
        for labels, counts in sorted(self.counts.items()):
            said = list(zip(self.labels, labels, strict=True))
            for bound, count in zip(bounds, accumulate(counts), strict=True):
                yield f"{self.name}_bucket{_said([*said, ('le', bound)])} {count}"
            yield f"{self.name}_sum{_said(said)} {self.sums[labels]:.9g}"
            yield f"{self.name}_count{_said(said)} {sum(counts)}"


FAMILIES: Final[list[Family]] = []
"""Everything that this process counts, in the order of declaration."""


def counter(name: str, about: str, *labels: str) -> Values:
    """Declare a number that only grows."""
    return _declared(Values("counter", name, about, labels))


def gauge(name: str, about: str, *labels: str) -> Values:
    """Declare a number that comes and goes."""
    return _declared(Values("gauge", name, about, labels))


def histogram(name: str, about: str, *labels: str, bounds: tuple[float, ...] = FAST) -> Histogram:
    """Declare times, in seconds."""
    found = Histogram(name, about, labels, bounds)
    FAMILIES.append(found)
    return found


def text(families: Iterable[Family]) -> str:
    """The exposition: for each family what it is, then its figures."""
    return "".join(f"{line}\n" for family in families for line in family.lines())


def _declared(values: Values) -> Values:
    FAMILIES.append(values)
    return values


def _head(name: str, about: str, kind: str) -> tuple[str, str]:
    return f"# HELP {name} {about}", f"# TYPE {name} {kind}"


def _said(labels: Iterable[tuple[str, str]]) -> str:
    inner = ",".join(f'{name}="{value.translate(_ESCAPES)}"' for name, value in labels)
    return f"{{{inner}}}" if inner else ""
