"""What was wrong with an input, in words: pydantic's errors as the `issues` and `zodError` that API clients read."""

from collections.abc import Callable
from typing import Any, Final

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from dokploy.core.errors import Invalid

INPUT_INVALID: Final = "Input validation failed"
SHOWN: Final = 100
"""Mistakes of one input that are told: a megabyte of them made an answer of fourteen, and 150 MB for a moment."""

Issue = dict[str, Any]
Path = list[str | int]

_EXPECTED: Final = {
    "string_type": "string",
    "int_type": "integer",
    "int_parsing": "integer",
    "int_parsing_size": "integer",
    "int_from_float": "integer",
    "float_type": "number",
    "float_parsing": "number",
    "finite_number": "number",
    "decimal_type": "number",
    "bool_type": "boolean",
    "bool_parsing": "boolean",
    "list_type": "array",
    "tuple_type": "array",
    "set_type": "array",
    "dict_type": "object",
    "model_type": "object",
    "model_attributes_type": "object",
    "is_instance_of": "file",
    "needs_python_object": "file",
    "none_required": "null",
    "datetime_type": "date",
    "datetime_parsing": "date",
    "datetime_from_date_parsing": "date",
}
_RECEIVED: Final[dict[type, str]] = {
    type(None): "null",
    bool: "boolean",
    int: "number",
    float: "number",
    str: "string",
    list: "array",
    dict: "object",
}


def invalid(error: ValidationError, data: Any) -> Invalid:
    """The refusal of an input, with one issue for each of its first places; `data` is what was validated."""
    issues: dict[tuple[str | int, ...], Issue] = {}
    for detail in error.errors(include_url=False, include_input=False)[:SHOWN]:
        issue = _issue(detail, data)
        place = tuple(issue["path"])
        issues[place] = _either(issues[place], issue) if place in issues else issue
    return Invalid(INPUT_INVALID, issues=list(issues.values()))


def refusal(path: Path, message: str, code: str = "custom") -> Invalid:
    """A refusal with one issue, for what is found before the shape is looked at."""
    return Invalid(INPUT_INVALID, issues=[{"code": code, "path": path, "message": message}])


def zod_error(issues: list[Issue]) -> dict[str, Any]:
    """`{formErrors, fieldErrors}`: what concerns the whole input, and what concerns each of its fields."""
    form: list[str] = []
    fields: dict[str, list[str]] = {}
    for issue in issues:
        path = issue.get("path") or []
        (fields.setdefault(str(path[0]), []) if path else form).append(issue["message"])
    return {"formErrors": form, "fieldErrors": fields}


def _issue(detail: ErrorDetails, data: Any) -> Issue:
    path, received = _place(detail, data)
    kind, context = detail["type"], detail.get("ctx", {})
    if kind == "missing":
        return {"code": "invalid_type", "path": path, "message": "Required", "received": "undefined"}
    if kind == "extra_forbidden":
        name = str(path[-1])
        return {"code": "unrecognized_keys", "path": path[:-1], "message": f"Unknown key {name!r}", "keys": [name]}
    if kind in _EXPECTED:
        return _wrong_type(path, _EXPECTED[kind], received)
    if kind in _SAID:
        code, say, bound = _SAID[kind]
        issue = {"code": code, "path": path, "message": say(context)}
        return issue | ({bound: next(context[key] for key in _BOUNDS if key in context)} if bound else {})
    return {"code": "custom", "path": path, "message": _own_words(detail)}


def _wrong_type(path: Path, expected: str, received: str) -> Issue:
    wanted = {"integer": "a whole number", "array": "a list", "object": "an object"}.get(expected, f"a {expected}")
    return {
        "code": "invalid_type",
        "path": path,
        "message": f"Must be {wanted}, but {received} was sent" if expected != "null" else "Must be null",
        "expected": expected,
        "received": received,
    }


def _own_words(detail: ErrorDetails) -> str:
    cause = detail.get("ctx", {}).get("error")
    return str(cause) if isinstance(cause, Exception) else detail["msg"]


def _either(first: Issue, second: Issue) -> Issue:
    """A union refuses once for each of its members; for the person it is one mistake."""
    known = first["message"].split("; or: ")
    messages = known if second["message"] in known else [*known, second["message"]]
    return {"code": "invalid_union", "path": first["path"], "message": "; or: ".join(messages)}


def _place(detail: ErrorDetails, data: Any) -> tuple[Path, str]:
    """The path as the sender knows it (pydantic names union members in between) and what stands there."""
    path: Path = []
    value, last = data, len(detail["loc"]) - 1
    for index, part in enumerate(detail["loc"]):
        is_key = isinstance(value, dict) and part in value
        if is_key or (isinstance(value, list) and isinstance(part, int) and part < len(value)):
            value = value[part]
        elif not (index == last and detail["type"] == "missing"):
            continue
        path.append(part)
    return path, _RECEIVED.get(type(value), "unknown")


def _count(context: dict[str, Any], key: str) -> str:
    number = context[key]
    one, many = _UNITS.get(context.get("field_type", ""), ("character", "characters"))
    return f"{number} {one if number == 1 else many}"


_UNITS: Final = {"List": ("item", "items"), "Tuple": ("item", "items"), "Dictionary": ("entry", "entries")}
_BOUNDS: Final = ("min_length", "max_length", "ge", "gt", "le", "lt", "pattern")
_SAID: Final[dict[str, tuple[str, Callable[[dict[str, Any]], str], str]]] = {
    "string_too_short": ("too_small", lambda c: f"Must have at least {_count(c, 'min_length')}", "minimum"),
    "too_short": ("too_small", lambda c: f"Must have at least {_count(c, 'min_length')}", "minimum"),
    "greater_than_equal": ("too_small", lambda c: f"Must be {c['ge']} or more", "minimum"),
    "greater_than": ("too_small", lambda c: f"Must be more than {c['gt']}", "minimum"),
    "string_too_long": ("too_big", lambda c: f"Must have at most {_count(c, 'max_length')}", "maximum"),
    "too_long": ("too_big", lambda c: f"Must have at most {_count(c, 'max_length')}", "maximum"),
    "less_than_equal": ("too_big", lambda c: f"Must be {c['le']} or less", "maximum"),
    "less_than": ("too_big", lambda c: f"Must be less than {c['lt']}", "maximum"),
    "string_pattern_mismatch": ("invalid_format", lambda c: f"Must match {c['pattern']}", "pattern"),
    "literal_error": ("invalid_value", lambda c: f"Must be {c['expected']}", ""),
    "enum": ("invalid_value", lambda c: f"Must be {c['expected']}", ""),
    "json_invalid": ("custom", lambda _: "Not valid JSON", ""),
}
