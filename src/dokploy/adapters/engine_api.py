"""The words of the Engine API: a request, its refusal, and how names and filters are written in it."""

import json
import urllib.parse
from collections.abc import Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any, Final

from dokploy.core.errors import RemoteFailed

_AMBIGUOUS: Final = ("Multiple IDs found with provided prefix", "is ambiguous (")
"""Of containers; of services, tasks and nodes (moby: `truncindex`, `cluster/helpers.go`)."""


class EngineRefused(RemoteFailed):
    """The engine answered with an error of its own; `answered` is its HTTP status."""

    def __init__(self, message: str, *, answered: int, hint: str | None = None) -> None:
        super().__init__(message, hint=hint)
        self.answered = answered


def refusal(message: str, status: int) -> EngineRefused:
    """What the engine answered; the beginning of an id that several objects share names none of them, to us."""
    is_ambiguous = any(words in message for words in _AMBIGUOUS)
    return EngineRefused(message, answered=HTTPStatus.NOT_FOUND if is_ambiguous else status)


@dataclass(frozen=True)
class Request:
    """One call of the Engine API. `body` is JSON data, or an iterator of raw bytes."""

    method: str
    path: str
    params: Mapping[str, Any] = field(default_factory=dict)
    body: Any = None
    headers: Mapping[str, str] = field(default_factory=dict)


def quoted(name: str) -> str:
    """A name, id or reference as part of a request's path."""
    return urllib.parse.quote(name, safe="/:@")


def filters(**wanted: list[str]) -> dict[str, str]:
    """The `filters` parameter of the Engine API's lists."""
    return {"filters": json.dumps(wanted)}


def label_filters(labels: Mapping[str, str]) -> list[str]:
    return [f"{key}={value}" for key, value in labels.items()]
