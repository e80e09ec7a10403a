"""Rules of Traefik's routers: which hosts a rule can answer for."""

import re
from collections.abc import Iterator
from typing import Final

from dokploy.core.errors import Invalid

_TOKEN: Final = re.compile(
    r"""\s*(?:`(?P<raw>[^`]*)`|"(?P<text>(?:[^"\\]|\\.)*)"|(?P<word>\w+)|(?P<sign>&&|\|\||[!(),]))"""
)
_BY_HOST: Final = frozenset({"Host", "HostSNI"})
_END: Final = ("", "")

Hosts = frozenset[str] | None
"""None: also hosts that the rule does not name."""


def hosts(rule: str) -> Hosts:
    """The host names, in lower case, that a rule is bound to; of `Host(a) && Host(b)` both.

    Raises `Invalid` for what is no rule. The grammar is Traefik's: matchers of quoted texts, `&&` before `||`, `!`,
    parentheses.
    """
    return _Reader(rule).whole()


class _Reader:
    def __init__(self, rule: str) -> None:
        self._rule = rule
        self._tokens = _tokens(rule)
        self._next = next(self._tokens)

    def whole(self) -> Hosts:
        found = self._either()
        if self._next != _END:
            raise self._refused()
        return found

    def _either(self) -> Hosts:
        found = self._both()
        while self._skip("||"):
            other = self._both()
            found = None if found is None or other is None else found | other
        return found

    def _both(self) -> Hosts:
        found = self._one()
        while self._skip("&&"):
            other = self._one()
            found = other if found is None else found | (other or frozenset())
        return found

    def _one(self) -> Hosts:
        if self._skip("!"):
            self._one()
            return None
        if self._skip("("):
            found = self._either()
            self._must(")")
            return found
        name = self._take("word")
        self._must("(")
        texts = [self._take("text")]
        while self._skip(","):
            texts.append(self._take("text"))
        self._must(")")
        return frozenset(text.lower() for text in texts) if name in _BY_HOST and "*" not in texts else None

    def _skip(self, sign: str) -> bool:
        is_there = self._next == ("sign", sign)
        if is_there:
            self._next = next(self._tokens)
        return is_there

    def _must(self, sign: str) -> None:
        if not self._skip(sign):
            raise self._refused()

    def _take(self, kind: str) -> str:
        found, text = self._next
        if found != kind:
            raise self._refused()
        self._next = next(self._tokens)
        return text

    def _refused(self) -> Invalid:
        return Invalid(f"This is no rule of Traefik, such as Host(`example.com`): {self._rule[:200]}")


def _tokens(rule: str) -> Iterator[tuple[str, str]]:
    """Kind and text of each; after the last one ends without end."""
    at = 0
    while found := _TOKEN.match(rule, at):
        at = found.end()
        kind = found.lastgroup or ""
        yield ("text" if kind == "raw" else kind), found[kind]
    if rule[at:].strip():
        yield "unknown", rule[at:]
    while True:
        yield _END
