"""What goes in and out: `Wire` for inputs, `Output` for results.

Inputs are pydantic models with camelCase names. Outputs are values that know how to turn a row into plain data and how
to describe themselves as a JSON schema; rows are written straight from their columns, because a model of a hundred
fields that validates what the database has already typed is the most expensive part of an answer.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, Protocol

from pydantic import BaseModel, ConfigDict, GetCoreSchemaHandler, GetJsonSchemaHandler, TypeAdapter
from pydantic.alias_generators import to_camel
from pydantic_core import core_schema
from sqlalchemy import JSON, Boolean, Enum, Integer
from sqlalchemy.orm import ColumnProperty

from dokploy.models.base import Base, Sealed, SealedRequired, UtcDateTime

Schema = dict[str, Any]


class Wire(BaseModel):
    """Base of input shapes: camelCase on the wire, snake_case in code, unknown keys dropped."""

    model_config = ConfigDict(
        alias_generator=to_camel,
        populate_by_name=True,
        extra="ignore",
        defer_build=True,
        frozen=True,
        strict=True,
        allow_inf_nan=False,
    )

    def changes(self, *but: str) -> dict[str, Any]:
        """What the caller sent, and only that: a missing key means unchanged, null means null."""
        return {name: getattr(self, name) for name in self.model_fields_set if name not in but}


@dataclass(frozen=True)
class Upload:
    """A file part of a form, spooled to disk and removed after the call; the receiver may move it away.

    Only the wire makes one: no caller can name a path of this host by sending an object in a file's place.
    """

    filename: str
    path: Path

    @classmethod
    def __get_pydantic_core_schema__(cls, _source: Any, _handler: GetCoreSchemaHandler) -> core_schema.CoreSchema:
        return core_schema.is_instance_schema(cls)

    @classmethod
    def __get_pydantic_json_schema__(cls, _core: core_schema.CoreSchema, _handler: GetJsonSchemaHandler) -> Schema:
        return {"type": "string", "format": "binary"}


class Output(Protocol):
    def dump(self, value: Any) -> Any:
        """Plain data: dict, list, str, int, float, bool, None and datetime."""
        ...

    def schema(self) -> Schema: ...


class _Constant:
    """Results that are known by declaration: nothing, or `true`."""

    def __init__(self, schema: Schema) -> None:
        self._schema = schema

    def dump(self, value: Any) -> Any:
        return value

    def schema(self) -> Schema:
        return self._schema


VOID: Final[Output] = _Constant({})
"""No value. Plain form `{"success": true}`, tRPC forms `undefined`."""
TRUE: Final[Output] = _Constant({"type": "boolean", "const": True})
"""Always true. Plain form `{"success": true}`, tRPC forms `true`."""
TEXT: Final[Output] = _Constant({"type": "string"})
FLAG: Final[Output] = _Constant({"type": "boolean"})
ANYTHING: Final[Output] = _Constant({"type": "object", "additionalProperties": True})


class Typed:
    """A value described by a Python type: a `Wire` model, a TypedDict, `list[int]` …"""

    def __init__(self, annotation: Any) -> None:
        self.adapter: TypeAdapter[Any] = TypeAdapter(annotation)

    def dump(self, value: Any) -> Any:
        return self.adapter.dump_python(value, by_alias=True, mode="python")

    def schema(self) -> Schema:
        return self.adapter.json_schema(by_alias=True, mode="serialization")


class Maybe:
    """The value or null."""

    def __init__(self, inner: Output) -> None:
        self.inner = inner

    def dump(self, value: Any) -> Any:
        return None if value is None else self.inner.dump(value)

    def schema(self) -> Schema:
        return {"anyOf": [self.inner.schema(), {"type": "null"}]}


class Many:
    def __init__(self, inner: Output) -> None:
        self.inner = inner

    def dump(self, value: Iterable[Any]) -> Any:
        dump = self.inner.dump
        return [dump(item) for item in value]

    def schema(self) -> Schema:
        return {"type": "array", "items": self.inner.schema()}


class Computed:
    """A key that is worked out from the row."""

    def __init__(self, work_out: Callable[[Any], Any], output: Output = ANYTHING) -> None:
        self.work_out = work_out
        self.output = output


class Rows:
    """A row as an object: its columns by their wire names, plus relations and computed keys.

    `only` and `without` name columns by attribute. `related` maps an attribute to the output of its value; a key that
    the wire spells differently is given by `Named`.
    """

    def __init__(
        self,
        model: type[Base],
        only: Iterable[str] | None = None,
        without: Iterable[str] = (),
        related: "Mapping[str, Output | Named | Computed] | None" = None,
    ) -> None:
        self.model = model
        self.columns = _wire_columns(model, None if only is None else tuple(only), frozenset(without))
        self.related: list[tuple[str, str, Output]] = []
        self.computed: list[tuple[str, Computed]] = []
        for attribute, output in (related or {}).items():
            if isinstance(output, Computed):
                self.computed.append((to_camel(attribute), output))
            elif isinstance(output, Named):
                self.related.append((output.name, attribute, output.output))
            else:
                self.related.append((to_camel(attribute), attribute, output))
        self._plain = [(wire, attribute) for wire, attribute, _ in self.columns]

    def dump(self, value: Any) -> dict[str, Any]:
        data = {wire: getattr(value, attribute) for wire, attribute in self._plain}
        for wire, attribute, output in self.related:
            data[wire] = None if (inner := getattr(value, attribute)) is None else output.dump(inner)
        for wire, computed in self.computed:
            data[wire] = computed.output.dump(computed.work_out(value))
        return data

    def schema(self) -> Schema:
        properties = {wire: schema for wire, _, schema in self.columns}
        properties |= {wire: output.schema() for wire, _, output in self.related}
        properties |= {wire: computed.output.schema() for wire, computed in self.computed}
        return {"type": "object", "properties": properties, "required": list(properties)}


class Named:
    """A relation whose wire name is not its attribute's."""

    def __init__(self, name: str, output: Output) -> None:
        self.name = name
        self.output = output


class Fields:
    """An object of named parts, taken from a mapping: `{project: …, environment: …}`."""

    def __init__(self, **parts: Output) -> None:
        self.parts = parts

    def dump(self, value: Mapping[str, Any]) -> dict[str, Any]:
        return {name: output.dump(value[name]) for name, output in self.parts.items()}

    def schema(self) -> Schema:
        properties = {name: output.schema() for name, output in self.parts.items()}
        return {"type": "object", "properties": properties, "required": list(properties)}


class Beside:
    """A mutation that says more than `success` in the plain form: `{"success": true, "deploymentId": …}`.

    tRPC clients get `bare` alone, VOID or TRUE, as the contract has it.
    """

    def __init__(self, bare: Output, **parts: Output) -> None:
        self.bare = bare
        self._parts = Fields(**parts)

    def dump(self, value: Mapping[str, Any]) -> dict[str, Any]:
        return {"success": True, **self._parts.dump(value)}

    def schema(self) -> Schema:
        schema = self._parts.schema()
        properties = {"success": {"type": "boolean", "const": True}, **schema["properties"]}
        return schema | {"properties": properties, "required": list(properties)}


def row(
    model: type[Base],
    *only: str,
    without: Iterable[str] = (),
    **related: Output | Named | Computed,
) -> Rows:
    """Every column: `row(Port)`; these: `row(Server, "name")`; and a relation: `row(Domain, application=row(…))`."""
    return Rows(model, only or None, without, related)


def _wire_columns(
    model: type[Base], only: tuple[str, ...] | None, without: frozenset[str]
) -> list[tuple[str, str, Schema]]:
    sealed = {
        value.stored: (name, value)
        for cls in model.__mro__
        for name, value in vars(cls).items()
        if isinstance(value, Sealed)
    }
    columns: list[tuple[str, str, Schema]] = []
    for prop in model.__mapper__.column_attrs:
        attribute = sealed[prop.key][0] if prop.key in sealed else prop.key
        hidden = prop.columns[0].info.get("hidden")
        if hidden or attribute in without or (only is not None and attribute not in only):
            continue
        schema = (
            _nullable({"type": "string"}, not isinstance(sealed[prop.key][1], SealedRequired))
            if prop.key in sealed
            else _column_schema(prop)
        )
        columns.append((str(prop.columns[0].name), attribute, schema))  # a plain str: SQLAlchemy's own is slow as a key
    if only is not None:
        columns.sort(key=lambda column: only.index(column[1]))
    return columns


def _column_schema(prop: ColumnProperty[Any]) -> Schema:
    column = prop.columns[0]
    kind = column.type
    schema: Schema
    if isinstance(kind, Enum):
        schema = {"type": "string", "enum": list(kind.enums)}
    elif isinstance(kind, Boolean):
        schema = {"type": "boolean"}
    elif isinstance(kind, Integer):
        schema = {"type": "integer"}
    elif isinstance(kind, UtcDateTime):
        schema = {"type": "string", "format": "date-time"}
    elif isinstance(kind, JSON):
        plain = column.info.get("schema", {})
        schema = {"type": "array", "items": {"type": "string"}} if _is_list(prop) else plain
    else:
        schema = {"type": "string"}
    return _nullable(schema, bool(column.nullable))


def _is_list(prop: ColumnProperty[Any]) -> bool:
    return prop.key in {"watch_paths", "args", "middlewares", "network_ids", "preview_labels", "additional_flags"}


def _nullable(schema: Schema, nullable: bool) -> Schema:
    if not nullable:
        return schema
    return {"anyOf": [schema, {"type": "null"}]} if schema else {}
