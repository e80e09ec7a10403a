"""Answers that are plain data already: lists read as tuples, because that is where the time of an answer goes."""

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Row, Select, select
from sqlalchemy.orm import InstrumentedAttribute

from dokploy.models.base import Base, Sealed, key_ring, primary_key
from dokploy.wire.shapes import Rows, Schema, row


class Plain:
    """An output whose value the handler has made in its final form; this only describes it."""

    def __init__(self, schema: Schema) -> None:
        self._schema = schema

    def dump(self, value: Any) -> Any:
        return value

    def schema(self) -> Schema:
        return self._schema


def a_list(items: Schema) -> Schema:
    return {"type": "array", "items": items}


def an_object(**properties: Schema) -> Schema:
    return {"type": "object", "properties": properties, "required": list(properties)}


def or_null(schema: Schema) -> Schema:
    return {"anyOf": [schema, {"type": "null"}]}


STRING: Schema = {"type": "string"}


class Columns:
    """A table's wire columns as a SELECT of tuples; `select` labels them by attribute, `plain` names them for the wire.

    Sealed columns are opened; an empty text is no ciphertext and costs nothing.
    """

    def __init__(self, model: type[Base], *only: str, without: Iterable[str] = ()) -> None:
        self.model = model
        self.described: Rows = row(model, *only, without=without)
        self._names = [wire for wire, _, _ in self.described.columns]
        self._sealed = [
            (index, wire)
            for index, (wire, attribute, _) in enumerate(self.described.columns)
            if isinstance(model.__dict__.get(attribute), Sealed)
        ]
        self._key = self._names.index(getattr(model, primary_key(model)).property.columns[0].name)

    @property
    def attributes(self) -> list[InstrumentedAttribute[Any]]:
        return [self._column(attribute) for _, attribute, _ in self.described.columns]

    def _column(self, attribute: str) -> InstrumentedAttribute[Any]:
        found = self.model.__dict__.get(attribute)
        name = found.stored if isinstance(found, Sealed) else attribute
        column: InstrumentedAttribute[Any] = getattr(self.model, name)
        return column

    def select(self) -> Select[Any]:
        return select(*self.attributes)

    def plain(self, found: Row[Any] | Sequence[Any]) -> dict[str, Any]:
        """The first columns of the tuple as an object; what the query added behind them is left alone."""
        data = dict(zip(self._names, found, strict=False))
        for index, wire in self._sealed:
            if sealed := found[index]:
                place = f"{self.model.__tablename__}.{wire}.{found[self._key]}"
                data[wire] = key_ring().open(sealed, place)
        return data

    def schema(self, **more: Schema) -> Schema:
        return an_object(**self.described.schema()["properties"], **more)
