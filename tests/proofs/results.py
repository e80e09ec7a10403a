"""What held, when, and at which commit of the product: one JSON file per proof."""

import json
import subprocess
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any, Self

from tests.proofs.proof import Proof

FOLDER = Path(__file__).parent / "results"
ROOT = Path(__file__).parent.parent.parent
PRODUCT = ("src", "migrations")


@cache
def commit() -> str:
    """The last commit that changed the product, with a `+` where the working tree differs from it."""

    def git(*words: str) -> str:
        done = subprocess.run(("git", "-C", str(ROOT), *words), capture_output=True, text=True, check=True)
        return done.stdout.strip()

    changed = git("status", "--porcelain", "--", *PRODUCT)
    return git("log", "-1", "--format=%h", "--", *PRODUCT) + ("+" if changed else "")


@dataclass(frozen=True)
class Result:
    """One run of one case; `failed` is what it raised."""

    case: str
    seed: int
    holds: bool
    seconds: float
    figures: dict[str, Any] = field(default_factory=dict)
    failed: str | None = None
    commit: str = field(default_factory=commit)
    at: str = field(default_factory=lambda: datetime.now(UTC).isoformat(timespec="seconds"))


@dataclass
class Results:
    """The newest result of each case and seed, in a file that is written after every one."""

    proof: Proof
    path: Path
    kept: dict[tuple[str, int], Result]

    @classmethod
    def of(cls, proof: Proof) -> Self:
        path = FOLDER / f"{proof.name}.json"
        rows = json.loads(path.read_text())["results"] if path.exists() else []
        known = {case.name for case in proof.cases()}
        results = [Result(**row) for row in rows if row["case"] in known]
        return cls(proof, path, {(result.case, result.seed): result for result in results})

    def held(self, case: str, seed: int) -> bool:
        """At this commit."""
        found = self.kept.get((case, seed))
        return found is not None and found.holds and found.commit == commit()

    def keep(self, result: Result) -> None:
        self.kept[result.case, result.seed] = result
        results = sorted(self.kept.values(), key=lambda one: (one.case, one.seed))
        content = {
            "proof": self.proof.name,
            "figure": self.proof.figure,
            "target": self.proof.target,
            "measured": self.measured(),
            "results": [asdict(one) for one in results],
        }
        self.path.parent.mkdir(exist_ok=True)
        draft = self.path.with_suffix(".draft")
        draft.write_text(json.dumps(content, indent=1, ensure_ascii=False) + "\n")
        draft.rename(self.path)

    def measured(self) -> dict[str, Any]:
        """Counts, and what the proof makes of the figures; over the newest result of each case and seed."""
        good = [result for result in self.kept.values() if result.holds]
        return {
            "commits": sorted({result.commit for result in self.kept.values()}),
            "held": len(good),
            "of": len(self.kept),
            **self.proof.measured([result.figures for result in good]),
        }

    def summary(self, cases: Sequence[str]) -> str:
        left = [case for case in cases if not self._now(case)]
        words = ", ".join(f"{name} {value}" for name, value in self.measured().items())
        return words + (f"; not run: {', '.join(left)}" if left else "")

    def all_hold(self, cases: Sequence[str]) -> bool:
        return all(self._now(case) and all(result.holds for result in self._now(case)) for case in cases)

    def _now(self, case: str) -> list[Result]:
        """Of this commit."""
        return [result for result in self.kept.values() if result.case == case and result.commit == commit()]
