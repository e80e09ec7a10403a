"""Answers that are plain data already: lists read as tuples, because that is where the time of an answer goes."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, Final

import orjson
from sqlalchemy import JSON, ColumnElement, Dialect, Enum, Executable, Row, Select, Text, cast, select, type_coerce
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Session
from sqlalchemy.types import TypeDecorator

from dokploy.core.actor import Actor
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


async def rows(db: AsyncSession, given: Mapping[str, Any], *queries: Executable) -> list[Sequence[Any]]:
    """What each of these finds, asked for in one go and straight from the connection.

    That spares the session's work on every query, which is for objects. It asks for tuples alone: an object would come
    back as its columns, and what a write unit has not flushed is not seen.
    """

    def ask(session: Session) -> list[Sequence[Any]]:
        connection = session.connection()
        return [connection.execute(query, given).all() for query in queries]

    return await db.run_sync(ask)


class Spliced(TypeDecorator[Any]):
    """A JSON column as the text that the database keeps: it goes into the answer as it is, neither read nor written."""

    impl = Text
    cache_ok = True

    def process_result_value(self, value: Any, dialect: Dialect) -> Any:  # noqa: ARG002
        return None if value is None else orjson.Fragment(value)


_AS_STORED: Final[tuple[tuple[type[Any], Callable[..., ColumnElement[Any]], Any], ...]] = (
    (Enum, type_coerce, Text()),
    (JSON, cast, Spliced()),  # PostgreSQL's driver would read what it is told is JSON
)
"""Types whose conversion an answer does not need: words of an enumeration are text, and JSON is JSON."""


class Columns:
    """A table's wire columns as a SELECT of tuples; `select` labels them by attribute, `plain` names them for the wire.

    These are the table's own columns (`c`, by wire name): a query that names no model spares the mapper's work per row.

    Sealed columns are opened; an empty text is no ciphertext and costs nothing. JSON columns are `Spliced`: an answer
    carries them, code does not look into them.
    """

    def __init__(self, model: type[Base], *only: str, without: Iterable[str] = ()) -> None:
        self.model = model
        self.c = model.__table__.c
        self.described: Rows = row(model, *only, without=without)
        self._names = [wire for wire, _, _ in self.described.columns]
        self._sealed = [
            (index, wire)
            for index, (wire, attribute, _) in enumerate(self.described.columns)
            if isinstance(model.__dict__.get(attribute), Sealed)
        ]
        self.key = self._names.index(getattr(model, primary_key(model)).property.columns[0].name)
        """Where in a tuple the primary key stands."""

    @property
    def width(self) -> int:
        """How many columns of a tuple are these."""
        return len(self._names)

    @property
    def attributes(self) -> list[ColumnElement[Any]]:
        return [self._column(attribute) for _, attribute, _ in self.described.columns]

    def _column(self, attribute: str) -> ColumnElement[Any]:
        found = self.model.__dict__.get(attribute)
        name = found.stored if isinstance(found, Sealed) else attribute
        column: ColumnElement[Any] = self.model.__mapper__.columns[name]
        for kind, said_to_be, text in _AS_STORED:
            if isinstance(column.type, kind):
                column = said_to_be(column, text)
        return column.label(name)

    def select(self) -> Select[Any]:
        return select(*self.attributes)

    def plain(self, found: Row[Any] | Sequence[Any]) -> dict[str, Any]:
        """The first columns of the tuple as an object; what the query added behind them is left alone."""
        data = dict(zip(self._names, found, strict=False))
        for index, wire in self._sealed:
            if sealed := found[index]:
                place = f"{self.model.__tablename__}.{wire}.{found[self.key]}"
                data[wire] = key_ring().open(sealed, place)
        return data

    def schema(self, **more: Schema) -> Schema:
        return an_object(**self.described.schema()["properties"], **more)


def without_variables(actor: Actor, data: dict[str, Any], right: str) -> dict[str, Any]:
    """The row, its `env` empty for a caller who has not the right to read it (`projectEnvVars:read` and its like)."""
    if "env" in data and not actor.may(right):
        data["env"] = ""
    return data
