"""From what was sent to the input that a handler takes: JSON strictly, query strings and form fields leniently."""

from collections.abc import Callable, Iterable, Mapping
from functools import cache
from types import NoneType, UnionType
from typing import Annotated, Any, Final, TypeVar, Union, get_args, get_origin
from urllib.parse import parse_qsl

import orjson
from pydantic import AliasChoices, ValidationError

from dokploy.core.errors import Invalid, ParseError
from dokploy.wire.issues import invalid, refusal
from dokploy.wire.shapes import Upload, Wire
from dokploy.wire.superjson import ABSENT, decode

Shape = TypeVar("Shape", bound=Wire)
Pairs = list[tuple[str, str]]

DEPTH_LIMIT: Final = 100
SAFE_INTEGER: Final = 2**53 - 1
"""What every JSON reader can hold; no number of this API is anywhere near."""
QUERY_FIELDS_LIMIT: Final = 1000
_ENVELOPE: Final = frozenset({"json", "meta"})


def parse(body: bytes | str, what: str = "The body") -> Any:
    """JSON as data; refuses what is not JSON, and what no column or reader could hold."""
    try:
        data = orjson.loads(body)
    except orjson.JSONDecodeError as error:
        raise ParseError(f"{what} is not valid JSON: {error.msg} (character {error.pos})") from error
    return _sound(data)


def query_pairs(query_string: bytes) -> Pairs:
    if not query_string:
        return []
    try:
        text = query_string.decode()
        return parse_qsl(text, keep_blank_values=True, errors="strict", max_num_fields=QUERY_FIELDS_LIMIT)
    except UnicodeDecodeError as error:
        raise Invalid("The query string is not valid UTF-8") from error
    except ValueError as error:
        raise Invalid(f"The query string has more than {QUERY_FIELDS_LIMIT} parameters") from error


def is_wrapped(body: Any) -> bool:
    """A plain call whose body is `{"json": …}` (with or without superjson's `meta`) asks for a wrapped answer."""
    return isinstance(body, dict) and "json" in body and body.keys() <= _ENVELOPE


def unwrap(sent: Any) -> Any:
    """The input inside a tRPC envelope; the bare object, which one published client sends, is taken as it is."""
    return decode(sent["json"], sent.get("meta")) if is_wrapped(sent) else sent


def from_json(takes: type[Shape], data: Any) -> Shape:
    """Strict JSON types. Nothing sent, or null, is an empty input: the shape says what it cannot do without."""
    if data is ABSENT or data is None:
        data = {}
    try:
        return takes.model_validate_json(orjson.dumps(data))
    except ValidationError as error:
        raise invalid(error, data) from error


def from_text(takes: type[Shape], pairs: Pairs, files: Mapping[str, Upload] | None = None) -> Shape:
    """Text to numbers and booleans, a single value to a list, an empty text to nothing, as the shape needs."""
    data: dict[str, Any] = {}
    lists = _list_keys(takes)
    for key, text in pairs:
        if "\0" in text:
            raise refusal([key], "Must not contain the NUL character")
        if not text:
            continue
        if key in lists:
            data.setdefault(key, []).append(text)
        elif key in data:
            data[key] = [*(data[key] if isinstance(data[key], list) else [data[key]]), text]
        else:
            data[key] = text
    data |= files or {}
    try:
        return takes.model_validate(data, strict=False)
    except ValidationError as error:
        raise invalid(error, data) from error


@cache
def upload_keys(takes: type[Wire]) -> frozenset[str]:
    """The names of the parts of a form that are files."""
    return frozenset(_keys(takes, lambda kind: kind is Upload))


@cache
def _list_keys(takes: type[Wire]) -> frozenset[str]:
    return frozenset(_keys(takes, lambda kind: any(get_origin(kind) is many for many in (list, tuple, set, frozenset))))


def _keys(takes: type[Wire], is_wanted: Callable[[Any], bool]) -> Iterable[str]:
    for name, field in takes.model_fields.items():
        if any(is_wanted(kind) for kind in _members(field.annotation)):
            yield name
            alias = field.validation_alias or field.alias
            names = alias.choices if isinstance(alias, AliasChoices) else [alias]
            yield from (text for text in names if isinstance(text, str))


def _members(annotation: Any) -> Iterable[Any]:
    if get_origin(annotation) in {Union, UnionType}:
        for member in get_args(annotation):
            yield from _members(member)
    elif get_origin(annotation) is Annotated:
        yield from _members(get_args(annotation)[0])
    elif annotation is not NoneType:
        yield annotation


def _sound(root: Any) -> Any:
    """Refuse NUL, numbers beyond what JSON readers hold, and bottomless nesting; write 3.0 as the 3 that was meant."""
    holder = [root]  # every path begins with its 0
    waiting: list[tuple[Any, list[str | int]]] = [(holder, [])]
    while waiting:
        parent, path = waiting.pop()
        for key, value in parent.items() if isinstance(parent, dict) else enumerate(parent):
            if isinstance(value, dict | list):
                if len(path) >= DEPTH_LIMIT:
                    raise refusal([], f"Nested deeper than {DEPTH_LIMIT} levels", "too_big")
                waiting.append((value, [*path, key]))
            elif isinstance(value, int | float):
                parent[key] = _number(value, path, key)
            elif (isinstance(value, str) and "\0" in value) or (isinstance(key, str) and "\0" in key):
                raise refusal([*path, key][1:], "Must not contain the NUL character")
    return holder[0]


def _number(number: float, path: list[str | int], key: str | int) -> float:
    if isinstance(number, float) and not number.is_integer():
        return number
    if abs(number) > SAFE_INTEGER:
        raise refusal([*path, key][1:], "The number is out of range", "too_big")
    return number if isinstance(number, bool) else int(number)
