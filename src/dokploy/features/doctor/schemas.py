"""What an examination is about and what it says: one result for each check, and the worst of them for the whole."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Annotated, Any, Final, Literal

from pydantic import Field

from dokploy.adapters.database import Database
from dokploy.context import Runtime, Tools
from dokploy.wire.shapes import Wire

Status = Literal["ok", "warning", "failed", "skipped"]
Verdict = Literal["ok", "warning", "failed"]
WORST_FIRST: Final[tuple[Verdict, ...]] = ("failed", "warning", "ok")
"""A check that was skipped says nothing of its own: the one that it waited for has failed."""


class Result(Wire):
    """One check. `cause` says what was found, `cure` the next step where one is needed."""

    name: str
    """One word, for programs."""
    title: str
    status: Status
    cause: str
    cure: str | None
    details: dict[str, Any]
    """The figures behind it: bytes, seconds, counts, names."""
    duration_ms: Annotated[int, Field(ge=0)]


class Report(Wire):
    status: Verdict
    version: str
    checked_at: str
    """ISO 8601, UTC."""
    duration_ms: Annotated[int, Field(ge=0)]
    checks: list[Result]


# ------------------------------------------------------------------------------------------------ between the checks


@dataclass(frozen=True)
class Patient:
    runtime: Runtime
    has_worker: bool = True
    """False where no server is running: runs that wait are then no sign of anything."""

    @property
    def tools(self) -> Tools:
        return self.runtime.tools

    @property
    def database(self) -> Database:
        return self.runtime.database


@dataclass(frozen=True)
class Finding:
    status: Status
    cause: str
    cure: str | None = None
    details: Mapping[str, Any] = field(default_factory=dict)


def ok(cause: str, **details: Any) -> Finding:
    return Finding("ok", cause, None, details)


def warning(cause: str, cure: str, **details: Any) -> Finding:
    return Finding("warning", cause, cure, details)


def failed(cause: str, cure: str, **details: Any) -> Finding:
    return Finding("failed", cause, cure, details)


def names(words: list[str], most: int = 5) -> str:
    """`a, b, c and 7 more`."""
    shown = ", ".join(words[:most])
    return f"{shown} and {len(words) - most} more" if len(words) > most else shown


def size(count: float) -> str:
    """Bytes as people read them: `3.2 GiB`."""
    for unit in ("B", "KiB", "MiB", "GiB"):
        if count < 1024:
            return f"{count:.0f} {unit}" if unit == "B" else f"{count:.1f} {unit}"
        count /= 1024
    return f"{count:.1f} TiB"
