"""Path patterns as micromatch reads them, matched without backtracking: a pattern can be wrong but never slow.

`**` (whole segment), `*`, `?`, `[a-z]`, `{a,b}`, `{1..3}` and the groups `@(a|b) ?(a) *(a) +(a) !(a)`. Wildcards do not
match a leading dot or a slash. A pattern that begins with `!` holds for the paths that the rest does not match.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final, Protocol

DEPTH_MAXIMUM: Final = 10
"""Groups deeper than this are read as plain characters."""
RANGE_MAXIMUM: Final = 1000
_RANGE: Final = re.compile(r"(-?\d{1,9})\.\.(-?\d{1,9})")
_CLASS: Final = re.compile(r"\[([!^]?)(\]?(?:\\.|[^\]\\/])*)\]")
_ESCAPABLE_END: Final = "\\"


class Node(Protocol):
    def step(self, path: str, at: set[int]) -> set[int]:
        """The positions that this node can lead to from these."""
        ...


Sequence = tuple[Node, ...]


def any_match(patterns: Iterable[object], paths: Iterable[str]) -> bool:
    """Whether some path matches some pattern; each pattern is judged alone, what is no text is left out."""
    compiled = [_compiled(pattern) for pattern in patterns if isinstance(pattern, str)]
    return any(_holds(path, negated, nodes) for path in paths for negated, nodes in compiled)


def matches(pattern: str, path: str) -> bool:
    return _holds(path, *_compiled(pattern))


def _holds(path: str, negated: bool, nodes: Sequence) -> bool:
    path = path.removeprefix("./")
    return (len(path) in _walk(nodes, path, {0})) is not negated


def _walk(nodes: Sequence, path: str, at: set[int]) -> set[int]:
    for node in nodes:
        if not at:
            break
        at = node.step(path, at)
    return at


@lru_cache(maxsize=512)
def _compiled(pattern: str) -> tuple[bool, Sequence]:
    negated = False
    while pattern.startswith("!") and not pattern.startswith("!("):
        negated, pattern = not negated, pattern[1:]
    nodes, _ = _Reader(pattern.removeprefix("./")).sequence(0, "", 0)
    return negated, nodes


def _starts_segment(path: str, position: int) -> bool:
    return position == 0 or path[position - 1] == "/"


def _is_hidden(path: str, position: int) -> bool:
    return path[position] == "." and _starts_segment(path, position)


def _segment_end(path: str, position: int) -> int:
    end = path.find("/", position)
    return len(path) if end < 0 else end


@dataclass(frozen=True)
class Text:
    text: str

    def step(self, path: str, at: set[int]) -> set[int]:
        return {position + len(self.text) for position in at if path.startswith(self.text, position)}


@dataclass(frozen=True)
class Character:
    """`?`, or one of a class of characters."""

    among: re.Pattern[str] | None = None

    def step(self, path: str, at: set[int]) -> set[int]:
        return {position + 1 for position in at if position < len(path) and self._takes(path, position)}

    def _takes(self, path: str, position: int) -> bool:
        if path[position] == "/" or _is_hidden(path, position):
            return False
        return self.among is None or self.among.fullmatch(path[position]) is not None


@dataclass(frozen=True)
class Star:
    def step(self, path: str, at: set[int]) -> set[int]:
        reached: set[int] = set()
        covered = -1
        for position in sorted(at):
            if position < len(path) and _is_hidden(path, position):
                continue
            end = _segment_end(path, position)
            reached.update(range(max(position, covered), end + 1))
            covered = max(covered, end)
        return reached


@dataclass(frozen=True)
class Segments:
    """`**/`: any number of whole segments; `**` at the end: all that is left, at least one segment."""

    to_the_end: bool

    def step(self, path: str, at: set[int]) -> set[int]:
        reached: set[int] = set()
        for start in at:
            position = start
            while _starts_segment(path, position) and position not in reached:
                if not self.to_the_end:
                    reached.add(position)
                if position >= len(path) or path[position] == ".":
                    break
                end = _segment_end(path, position)
                if end == len(path):
                    reached.update({end} if self.to_the_end else ())
                    break
                position = end + 1
        return reached


@dataclass(frozen=True)
class Group:
    """One of the alternatives (`@`), perhaps none (`?`), several (`+`), any number (`*`), or none of them (`!`)."""

    kind: str
    alternatives: tuple[Sequence, ...]

    def step(self, path: str, at: set[int]) -> set[int]:
        match self.kind:
            case "@":
                return self._once(path, at)
            case "?":
                return at | self._once(path, at)
            case "!":
                return {end for start in at for end in self._others(path, start)}
            case _:
                return self._often(path, at)

    def _once(self, path: str, at: set[int]) -> set[int]:
        return set().union(*(_walk(nodes, path, at) for nodes in self.alternatives))

    def _often(self, path: str, at: set[int]) -> set[int]:
        reached = set(at) if self.kind == "*" else set()
        fresh = at
        while fresh := self._once(path, fresh) - reached:
            reached |= fresh
        return reached

    def _others(self, path: str, start: int) -> set[int]:
        return set(range(start, _segment_end(path, start) + 1)) - self._once(path, {start})


@dataclass
class _Reader:
    """Reads a pattern into nodes. What is not closed is plain text, as in a shell."""

    pattern: str
    _groups: dict[int, tuple[Node, int] | None] = field(default_factory=dict)
    """What begins at a position: read once, or a row of open brackets would be read again from each of them."""

    def sequence(self, at: int, until: str, depth: int) -> tuple[Sequence, int]:
        """Nodes up to one of the characters `until`, and where that stands (the end of the pattern if nowhere)."""
        nodes: list[Node] = []
        while at < len(self.pattern) and self.pattern[at] not in until:
            node, at = self._node(at, until, depth)
            nodes.append(node)
        return tuple(nodes), at

    def _node(self, at: int, until: str, depth: int) -> tuple[Node, int]:
        here = self.pattern[at]
        if at not in self._groups and depth < DEPTH_MAXIMUM:
            self._groups[at] = self._group(at, depth)
        if (group := self._groups.get(at)) is not None:
            return group
        if here == "*":
            return self._stars(at, until)
        if here == "?":
            return Character(), at + 1
        if here == "[" and (found := _CLASS.match(self.pattern, at)):
            return Character(_class(found)), found.end()
        if here == _ESCAPABLE_END and at + 1 < len(self.pattern):
            return Text(self.pattern[at + 1]), at + 2
        return Text(here), at + 1

    def _stars(self, at: int, until: str) -> tuple[Node, int]:
        end = at
        while self.pattern[end : end + 1] == "*":
            end += 1
        alone = at == 0 or self.pattern[at - 1] in "/{,(|"
        following = self.pattern[end : end + 1]
        if alone and end - at == 2 and (following == "/" or following in until or not following):
            return Segments(to_the_end=following != "/"), end + (following == "/")
        return Star(), end

    def _group(self, at: int, depth: int) -> tuple[Node, int] | None:
        here, following = self.pattern[at], self.pattern[at + 1 : at + 2]
        if here == "{":
            return self._range(at) or self._alternatives(at + 1, ("@", ",", "}"), depth)
        if here in "@?*+!" and following == "(":
            return self._alternatives(at + 2, (here, "|", ")"), depth)
        return None

    def _alternatives(self, at: int, form: tuple[str, str, str], depth: int) -> tuple[Node, int] | None:
        kind, separator, close = form
        found: list[Sequence] = []
        while True:
            nodes, at = self.sequence(at, separator + close, depth + 1)
            found.append(nodes)
            if at >= len(self.pattern):
                return None
            if self.pattern[at] == close:
                break
            at += 1
        is_plain = close == "}" and len(found) == 1
        return None if is_plain else (Group(kind, tuple(found)), at + 1)

    def _range(self, at: int) -> tuple[Node, int] | None:
        end = self.pattern.find("}", at)
        found = _RANGE.fullmatch(self.pattern[at + 1 : end]) if end > 0 else None
        if found is None:
            return None
        low, high = sorted((int(found[1]), int(found[2])))
        if high - low > RANGE_MAXIMUM:
            return None
        return Group("@", tuple((Text(str(number)),) for number in range(low, high + 1))), end + 1


def _class(found: re.Match[str]) -> re.Pattern[str]:
    members = re.sub(r"\\(.)|([\[\]&~|^])", lambda part: "\\" + (part[1] or part[2]), found[2])
    try:
        return re.compile(f"[{'^' if found[1] else ''}{members}]")
    except re.error:
        return re.compile(re.escape(found[0]))
