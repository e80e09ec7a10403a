"""The words of the Engine API: a request, its refusal, and how names and filters are written in it."""

import json
import urllib.parse
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from dokploy.core.errors import RemoteFailed


class EngineRefused(RemoteFailed):
    """The engine answered with an error of its own; `answered` is its HTTP status."""

    def __init__(self, message: str, *, answered: int, hint: str | None = None) -> None:
        super().__init__(message, hint=hint)
        self.answered = answered


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
