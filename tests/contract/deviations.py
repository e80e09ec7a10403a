"""The deliberate differences of single fields: the last table of docs/compatibility.md is their only list."""

import re
from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import cache
from pathlib import Path

from tests.contract.compare import WORDS, Difference

DOCUMENT = Path(__file__).resolve().parents[2] / "docs/compatibility.md"
SECTION = "## Single fields"


@dataclass(frozen=True)
class Deviation:
    """One row: which procedures, which fields, what kinds of difference, and the reason."""

    procedures: tuple[str, ...]
    places: tuple[str, ...]
    words: tuple[str, ...]
    reason: str

    def covers(self, difference: Difference) -> bool:
        said = f"{difference.word} ({difference.detail})" if difference.detail else difference.word
        return (
            any(fnmatchcase(difference.procedure, pattern) for pattern in self.procedures)
            and any(fnmatchcase(difference.place, pattern) for pattern in self.places)
            and any(said == word or (said.startswith(word) and "(" in word + said) for word in self.words)
        )


@cache
def deviations() -> tuple[Deviation, ...]:
    text = DOCUMENT.read_text().split(SECTION, 1)[1].split("\n## ", 1)[0]
    rows = [line.strip().strip("|").split(" | ") for line in text.splitlines() if line.startswith("| `")]
    return tuple(_deviation([cell.strip() for cell in row]) for row in rows)


def _deviation(cells: list[str]) -> Deviation:
    if len(cells) != 4:
        raise ValueError(f"A row needs procedure, field, difference and reason: {cells}")
    procedures, places, words = (tuple(re.findall(r"`([^`]+)`", cell)) for cell in cells[:3])
    unknown = [word for word in words if word.partition(" (")[0] not in WORDS]
    if unknown or not procedures or not places or not words:
        raise ValueError(f"Not a row of differences: {cells}")
    return Deviation(procedures, places, words, cells[3])
