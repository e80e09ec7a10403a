"""One procedure against the contract: every difference, as a place and a word.

The places are keys: `host`, `labelsSwarm.value`, for results `gives.items.name`, and within a row the table's own name,
`deployment.stage`, whichever procedure shows the row. The words are those of `WORDS`.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from dokploy.wire.contract import contract
from dokploy.wire.openapi import inlined
from dokploy.wire.procedure import Procedure
from dokploy.wire.shapes import TRUE, VOID, Beside, Schema

WORDS: Final = {
    "absent": "the contract has it, we do not",
    "ours": "we have it, the contract does not",
    "order": "parameters stand in another order",
    "kind": "query or mutation, and with it the method",
    "access": "another permission, or none",
    "optional": "the contract demands the key",
    "required": "the contract does not demand the key",
    "null refused": "the contract takes null",
    "null accepted": "the contract refuses null",
    "may be null": "the contract never gives null",
    "type": "another type",
    "narrower type": "a whole number for any number, one shape for any",
    "words": "other words in an enumeration",
    "stricter": "a limit that the contract has not, or a narrower one",
    "looser": "no limit, or a wider one",
    "default": "another default",
    "list": "a list for one, or one for a list",
    "undescribed": "our schema does not say what it gives",
}
UPPER: Final = ("maximum", "maxLength", "maxItems", "exclusiveMaximum")
LOWER: Final = ("minimum", "minLength", "minItems", "exclusiveMinimum")
JSON_TYPES: Final = {"string": "string", "boolean": "boolean", "number": "number", "integer": "integer"}


@dataclass(frozen=True, order=True)
class Difference:
    procedure: str
    place: str
    word: str
    detail: str = ""

    def __str__(self) -> str:
        return f"{self.procedure}: {self.place}: {self.word}{f' ({self.detail})' if self.detail else ''}"


def differences(procedure: Procedure) -> list[Difference]:
    """All of one procedure; empty when it is what the contract says."""
    wanted = contract()["procedures"].get(procedure.name)
    if wanted is None:
        return [Difference(procedure.name, "procedure", "ours")]
    found = [*_declaration(procedure, wanted), *_takes(procedure, wanted["takes"]), *_gives(procedure, wanted["gives"])]
    return sorted({Difference(procedure.name, *one) for one in found})


Found = Iterator[tuple[str, str, str]]


def _declaration(procedure: Procedure, wanted: dict[str, Any]) -> Found:
    if procedure.kind != wanted["kind"]:
        yield "procedure", "kind", f"{procedure.kind}, not {wanted['kind']}"
    if str(procedure.access) != wanted["access"]:
        yield "procedure", "access", f"{procedure.access}, not {wanted['access']}"


# ------------------------------------------------------------------------------------------------ what goes in


def _takes(procedure: Procedure, wanted: dict[str, Any]) -> Found:
    ours = inlined(procedure.takes.model_json_schema(by_alias=True)) if procedure.takes else {}
    names = [key.rstrip("?") for key in wanted]
    common = [name for name in ours.get("properties", {}) if name in names]
    if common != [name for name in names if name in common]:
        yield "input", "order", ", ".join(common)
    yield from object_differences("", wanted, ours)


def object_differences(place: str, wanted: dict[str, Any], ours: Schema) -> Found:
    """`wanted` by key, `?` behind those that may be missing; `ours` a JSON schema of an object."""
    properties, required = ours.get("properties", {}), set(ours.get("required", ()))
    keys = {key.rstrip("?"): (key, shape) for key, shape in wanted.items()}
    for name in properties.keys() - keys.keys():
        yield f"{place}{name}", "ours", ""
    for name, (key, shape) in keys.items():
        here = f"{place}{name}"
        if name not in properties:
            yield here, "absent", ""
            continue
        is_optional = key.endswith("?")
        if is_optional and name in required:
            yield here, "required", ""
        if not is_optional and name not in required:
            # A key that must be there but may be null says nothing when it is null: leaving it out means unchanged.
            yield here, "optional", "nullable" if _expanded(shape).get("nullable") else ""
        yield from value_differences(here, _expanded(shape), properties[name])


def value_differences(place: str, wanted: dict[str, Any], given: Schema) -> Found:
    """One parameter: type, null, words, limits, default, and what is inside."""
    ours, nullable = without_null(given)
    if wanted.get("nullable") and not nullable:
        yield place, "null refused", ""
    if nullable and not wanted.get("nullable"):
        yield place, "null accepted", ""
    if "default" in wanted and given.get("default") != wanted["default"]:
        yield place, "default", f"{given.get('default')!r}, not {wanted['default']!r}"
    yield from _type_difference(place, wanted, ours)
    yield from _limit_differences(place, wanted, ours)
    if "properties" in wanted:
        yield from object_differences(f"{place}.", wanted["properties"], ours)
    if "items" in wanted and isinstance(ours.get("items"), dict):
        yield from value_differences(f"{place}.item", wanted["items"], ours["items"])
    if "values" in wanted and isinstance(ours.get("additionalProperties"), dict):
        yield from value_differences(f"{place}.value", wanted["values"], ours["additionalProperties"])


def _expanded(shape: dict[str, Any]) -> dict[str, Any]:
    named: dict[str, Any] = contract()["shapes"][shape["shape"]] if "shape" in shape else shape
    return named


def without_null(schema: Schema) -> tuple[Schema, bool]:
    members = schema.get("anyOf")
    if members is None:
        return schema, schema == {}
    rest = [member for member in members if member != {"type": "null"}]
    inner = rest[0] if len(rest) == 1 else {"anyOf": rest}
    return {**{key: value for key, value in schema.items() if key != "anyOf"}, **inner}, len(rest) < len(members)


def _type_difference(place: str, wanted: dict[str, Any], ours: Schema) -> Found:
    expected, kinds = wanted["type"], _types(ours)
    if expected == "any" or expected in kinds or not kinds:
        if expected == "any" and kinds and "anyOf" not in wanted:
            yield place, "narrower type", ", ".join(sorted(kinds))
        return
    if expected == "number" and kinds == {"integer"}:
        yield place, "narrower type", "integer"
    elif not (expected == "integer" and "number" in kinds):
        yield place, "type", f"{', '.join(sorted(kinds))}, not {expected}"


def _types(schema: Schema) -> set[str]:
    if "anyOf" in schema or "oneOf" in schema:
        return {kind for member in schema.get("anyOf", schema.get("oneOf", ())) for kind in _types(member)}
    if "type" in schema:
        return {schema["type"]} if isinstance(schema["type"], str) else set(schema["type"])
    words = schema.get("enum", [schema["const"]] if "const" in schema else [])
    return {"boolean" if isinstance(word, bool) else "string" if isinstance(word, str) else "number" for word in words}


def _limit_differences(place: str, wanted: dict[str, Any], ours: Schema) -> Found:
    words = set(ours.get("enum", [ours["const"]] if "const" in ours else []))
    if words != set(wanted.get("enum", ())):
        yield place, "words", f"{sorted(words)}, not {sorted(wanted.get('enum', ()))}"
    for name in (*UPPER, *LOWER):
        mine, theirs = _limit(name, ours), _limit(name, wanted)
        if mine == theirs:
            continue
        is_stricter = theirs is None or (mine is not None and (mine < theirs if name in UPPER else mine > theirs))
        # At least one letter, and no pattern of one letter: what is only formally another limit is none.
        yield place, "stricter" if is_stricter else "looser", f"{name} {mine}, not {theirs}"


def _limit(name: str, schema: dict[str, Any]) -> Any:
    """A limit that says something: `minLength: 0` and the greatest safe number are none."""
    value = schema.get(name)
    return None if value in (0, 2**53 - 1, -(2**53 - 1)) and name in {"minLength", "minItems"} else value


# ------------------------------------------------------------------------------------------------ what comes out


def _gives(procedure: Procedure, wanted: Any) -> Found:
    gives = procedure.gives
    if isinstance(gives, Beside):
        yield from ((f"gives.{name}", "ours", "") for name in gives.schema()["properties"] if name != "success")
        gives = gives.bare
    if wanted == "void" or (wanted == "true" and procedure.kind == "mutation"):
        is_that = gives is VOID if wanted == "void" else gives is TRUE
        if not is_that:
            yield "gives", "type", f"not {wanted}"
        return
    yield from result_differences("gives", wanted, inlined(gives.schema()))


def result_differences(place: str, wanted: Any, given: Schema) -> Found:
    """`wanted` as `scripts/contract.py` writes it; `given` our JSON schema."""
    if wanted == "any":
        return
    if isinstance(wanted, dict) and "maybe" in wanted:
        yield from result_differences(place, wanted["maybe"], without_null(given)[0])
        return
    ours, nullable = without_null(given)
    if nullable and given != {}:
        yield place, "may be null", ""
    if not ours or (ours.get("type") == "object" and "properties" not in ours and isinstance(wanted, dict)):
        yield place, "undescribed", ""
    elif isinstance(wanted, str):
        kinds = _types(ours)
        is_that = wanted in kinds or (wanted == "number" and "integer" in kinds)
        if not is_that and not (wanted == "true" and ours.get("const") is True):
            yield place, "type", f"{', '.join(sorted(_types(ours)))}, not {wanted}"
    elif ("list" in wanted) != (ours.get("type") == "array"):
        yield place, "list", ""
    elif "list" in wanted:
        yield from result_differences(place, wanted["list"], ours["items"])
    elif "row" in wanted:
        yield from row_differences(place, wanted, ours)
    else:
        yield from _keys(place, wanted["object"], ours)


def row_differences(place: str, wanted: dict[str, Any], ours: Schema) -> Found:
    """Every column of the table but those left out, and every relation; what is wrong is said of the table."""
    table = wanted["row"]
    columns, left_out = contract()["tables"][table]["columns"], set(wanted.get("without", ()))
    properties, related = ours.get("properties", {}), wanted.get("with", {})
    for name, kind in columns.items():
        if name in left_out:
            if name in properties:
                yield f"{table}.{name}", "ours", "the contract leaves it out"
        elif name not in properties:
            yield f"{table}.{name}", "absent", place
        else:
            yield from _column(f"{table}.{name}", kind, properties[name])
    for name in properties.keys() - columns.keys() - {key.rstrip("?") for key in related}:
        yield f"{table}.{name}", "ours", ""
    for name, shape in related.items():
        if name.rstrip("?") not in properties:
            yield f"{place}.{name.rstrip('?')}", "absent", "relation"
        else:
            yield from result_differences(f"{place}.{name.rstrip('?')}", shape, properties[name.rstrip("?")])


def _keys(place: str, wanted: dict[str, Any], ours: Schema) -> Found:
    properties = ours.get("properties", {})
    for name in properties.keys() - {key.rstrip("?") for key in wanted}:
        yield f"{place}.{name}", "ours", ""
    for key, shape in wanted.items():
        name = key.rstrip("?")
        if name not in properties:
            yield f"{place}.{name}", "absent", ""
        else:
            yield from result_differences(f"{place}.{name}", shape, properties[name])


def _column(place: str, kind: str, given: Schema) -> Found:
    base, may_be_null = kind.rstrip("?"), kind.endswith("?")
    ours, nullable = without_null(given)
    if nullable and given != {} and not may_be_null:
        yield place, "may be null", ""
    if base in {"json", "any"} or not ours:
        return
    if base.startswith("enum:"):
        words = set(contract()["enums"][base.removeprefix("enum:")])
        if words != set(ours.get("enum", ())):
            yield place, "words", f"{sorted(ours.get('enum', ()))}, not {sorted(words)}"
    elif base == "date":
        if ours.get("format") != "date-time":
            yield place, "type", f"{ours.get('type')}, not a date"
    elif base == "string[]":
        if ours.get("type") != "array":
            yield place, "type", f"{ours.get('type')}, not a list"
    elif ours.get("type") != base and not (base == "integer" and ours.get("type") == "number"):
        yield place, "type", f"{ours.get('type')}, not {base}"
