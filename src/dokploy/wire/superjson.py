"""superjson as tRPC clients speak it: `{json, meta?}`, where `meta` names what JSON cannot say.

Written: `Date` (an ISO string in `json`) and `undefined` (a void result). Read: `undefined` means absent, a `bigint`
becomes a number; a Date, URL or set stays the string or list that `json` carries, which is what the input shapes take.
"""

from collections.abc import Iterator
from datetime import datetime
from typing import Any, Final

import orjson

from dokploy.core.clock import iso
from dokploy.core.errors import Invalid

Path = tuple[str, ...]


class _Absent:
    """JavaScript's `undefined`: no value at all, which is not null."""

    def __repr__(self) -> str:
        return "ABSENT"


ABSENT: Final = _Absent()

_UNDEFINED: Final = b'{"json":null,"meta":{"values":["undefined"],"v":1}}'
_KEPT: Final = frozenset({"Date", "URL", "set"})


def dumps(value: Any) -> bytes:
    """JSON with dates as `2026-11-22T03:04:05.678Z`."""
    return orjson.dumps(value, default=_plain, option=orjson.OPT_PASSTHROUGH_DATETIME)


def encode(value: Any) -> bytes:
    """`{"json": …, "meta"?: …}` as text."""
    if value is ABSENT:
        return _UNDEFINED
    has_dates = False

    def plain(item: Any) -> Any:
        nonlocal has_dates
        has_dates = True
        return _plain(item)

    data = orjson.dumps(value, default=plain, option=orjson.OPT_PASSTHROUGH_DATETIME)
    if not has_dates:
        return b'{"json":' + data + b"}"
    return b'{"json":' + data + b',"meta":{"values":' + orjson.dumps(_date_paths(value)) + b',"v":1}}'


def decode(data: Any, meta: Any) -> Any:
    """The value that a client meant by `json` and `meta`; `ABSENT` when it is undefined."""
    values = meta.get("values") if isinstance(meta, dict) else None
    if values is None:
        return data
    version = meta.get("v")
    legacy = not isinstance(version, int) or version < 1
    if isinstance(values, list):
        return _revive(data, values, ())
    if not isinstance(values, dict):
        raise Invalid("meta.values must be an object or a list")
    for path, tree in values.items():
        _apply(data, _parse_path(path, legacy=legacy), tree)
    return data


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return iso(value)
    raise TypeError(f"{type(value).__name__} is not plain data")


def _date_paths(value: Any) -> Any:
    if isinstance(value, datetime):
        return ["Date"]
    return {_join_path(path): ["Date"] for path in _walk_dates(value, ())}


def _walk_dates(value: Any, path: Path) -> Iterator[Path]:
    if isinstance(value, datetime):
        yield path
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from _walk_dates(item, (*path, str(key)))
    elif isinstance(value, list | tuple):
        for index, item in enumerate(value):
            yield from _walk_dates(item, (*path, str(index)))


def _join_path(path: Path) -> str:
    return ".".join(part.replace("\\", "\\\\").replace(".", "\\.") for part in path)


def _parse_path(text: str, *, legacy: bool) -> list[str]:
    parts, part, index = [], "", 0
    while index < len(text):
        char, following = text[index], text[index + 1 : index + 2]
        if char == "\\" and (following == "." or (following == "\\" and not legacy)):
            part += following
            index += 1
        elif char == ".":
            parts.append(part)
            part = ""
        else:
            part += char
        index += 1
    return [*parts, part]


def _apply(data: Any, path: list[str], tree: Any) -> None:
    """Revive the value at `path` in place; a path that leads nowhere says nothing."""
    parent = data
    for key in path[:-1]:
        parent = _child(parent, key)
    value = _child(parent, path[-1])
    if value is ABSENT:
        return
    revived = _revive(value, tree, tuple(path))
    if isinstance(parent, list):
        parent[int(path[-1])] = None if revived is ABSENT else revived
    elif revived is ABSENT:
        del parent[path[-1]]
    else:
        parent[path[-1]] = revived


def _child(parent: Any, key: str) -> Any:
    if isinstance(parent, dict):
        return parent.get(key, ABSENT)
    if isinstance(parent, list) and key.isascii() and key.isdigit() and len(key) < len(str(len(parent))) + 1:
        return parent[int(key)] if int(key) < len(parent) else ABSENT
    return ABSENT


def _revive(value: Any, tree: Any, path: Path) -> Any:
    kind = str(tree[0]) if isinstance(tree, list) and tree else "unknown"
    if kind == "undefined":
        return ABSENT
    if kind == "bigint" and isinstance(value, str):
        if value.removeprefix("-").isdecimal() and len(value) < 20:
            return int(value)
        raise Invalid(f"{'.'.join(path) or 'The input'} is not a whole number in range")
    if kind in _KEPT:
        return value
    raise Invalid(f"{'.'.join(path) or 'The input'}: values of the type {kind[:40]!r} are not accepted")
