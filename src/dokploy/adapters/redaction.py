"""Keeps secrets out of text: in raw, JSON, URL and base64 spelling, whole lines at a time."""

import base64
import json
from collections.abc import Iterable, Iterator
from typing import Final
from urllib.parse import quote, quote_plus, urlsplit

from dokploy.core.secrets import Secret

MARK: Final = "[REDACTED]"
SHORTEST: Final = 6
"""Shorter values occur by chance, and hiding them would only make a log unreadable."""
BASE64_WIDTHS: Final = (64, 76)
"""Where common tools break long base64."""
COMMONPLACE: Final = frozenset({"production", "development", "localhost", "127.0.0.1", "0.0.0.0"})  # noqa: S104 - a word
"""Values of ordinary variables that are no secret and stand in every other line."""


class Redaction:
    """Replaces every spelling of every secret in a line; overlapping ones vanish together.

    Spellings are found by their first six characters, so the cost grows with the line and not with their number.
    """

    def __init__(self, secrets: Iterable[Secret] = ()) -> None:
        found = {spelling for secret in secrets for spelling in _spellings(secret.reveal())}
        self._by_start: dict[str, list[str]] = {}
        for spelling in sorted(found, key=len, reverse=True):
            self._by_start.setdefault(spelling[:SHORTEST], []).append(spelling)

    def __call__(self, line: str) -> str:
        if not self._by_start:
            return line
        spans: list[list[int]] = []
        for at in range(len(line) - SHORTEST + 1):
            for spelling in self._by_start.get(line[at : at + SHORTEST], ()):
                if line.startswith(spelling, at):
                    end = at + len(spelling)
                    if spans and at <= spans[-1][1]:
                        spans[-1][1] = max(spans[-1][1], end)
                    else:
                        spans.append([at, end])
                    break
        for start, end in reversed(spans):
            line = f"{line[:start]}{MARK}{line[end:]}"
        return line


def carries_credentials(url: Secret) -> bool:
    """Whether an address holds a password, or a token in its place; the user of an SSH address is none."""
    try:
        parts = urlsplit(url.reveal())
    except ValueError:
        return True
    return bool(parts.password or (parts.username and parts.scheme != "ssh"))


def _spellings(value: str) -> Iterator[str]:
    """Everything that `value` may look like in a line of at least six characters."""
    if value.strip() in COMMONPLACE:
        return
    wholes = [value, value.strip()]
    if "://" in value:
        wholes += _credentials(value)
    for whole in wholes:
        lines = [part.strip() for part in whole.replace("\r", "\n").split("\n")]
        for text in (whole, *lines):
            yield from (spelling for spelling in _forms(text) if len(spelling) >= SHORTEST)


def _forms(text: str) -> Iterator[str]:
    if len(text) < SHORTEST:
        return
    if "\n" not in text:
        yield from (text, json.dumps(text)[1:-1], json.dumps(text, ensure_ascii=False)[1:-1])
        yield text.replace("'", "'\"'\"'")  # as a shell quotes it
    percent = quote(text, safe="")
    yield from (percent, percent.lower(), quote(text), quote_plus(text))
    yield from _base64_forms(text.encode())


def _base64_forms(data: bytes) -> Iterator[str]:
    """Base64 of the value alone, broken into lines, and of the value at any place inside a longer text."""
    for encode in (base64.b64encode, base64.urlsafe_b64encode):
        whole = encode(data).decode()
        yield from (whole, whole.rstrip("="))
        for width in BASE64_WIDTHS:
            if len(whole) > width:
                yield from (whole[at : at + width] for at in range(0, len(whole), width))
        for before in range(3):
            inner = encode(bytes(before) + data).decode().rstrip("=")
            first = (before * 8 + 5) // 6  # digits that also hold bits of what stands before
            last = (before + len(data)) * 8 // 6  # the digit after it also holds bits of what follows
            yield inner[first:last]


def _credentials(url: str) -> list[str]:
    """User info of a URL: tools print it apart from the rest."""
    try:
        parts = urlsplit(url)
        host_part = parts.netloc.rpartition("@")[0]
    except ValueError:
        return []
    return [part for part in (host_part, parts.password) if part]
