"""The declarative base, the types that both databases share, sealed columns, and each table's path to its organization.

Column names are the wire names (`environmentId`), attribute names are Python's (`environment_id`).
"""

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from types import MappingProxyType
from typing import Any, ClassVar, Literal, overload

from sqlalchemy import (
    JSON,
    BigInteger,
    DateTime,
    Dialect,
    Enum,
    MetaData,
    Text,
    TextClause,
    text,
)
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship
from sqlalchemy.types import TypeDecorator

from dokploy.core.names import new_id
from dokploy.core.secrets import KeyRing


@dataclass(frozen=True)
class Direct:
    """The row names its organization itself, in this attribute."""

    column: str


@dataclass(frozen=True)
class Up:
    """The row belongs to the parent that the first of these foreign keys, when set, points to."""

    columns: tuple[str, ...]

    def __init__(self, *columns: str) -> None:
        object.__setattr__(self, "columns", columns)


@dataclass(frozen=True)
class Reverse:
    """A row of `table` points here with `column` and knows the organization."""

    table: str
    column: str


@dataclass(frozen=True)
class ByUser:
    """The row belongs to one person, not to an organization."""

    column: str


@dataclass(frozen=True)
class Instance:
    """The row belongs to the installation; no organization may load it by id."""


INSTANCE = Instance()
HIDDEN = {"hidden": True}
"""`info` of columns that are ours alone and never leave through the wire."""

SHAPES = 8
"""Compiled INSERTs, UPDATEs and DELETEs that each table keeps; with half as many more it forgets the least used.

An UPDATE of other columns is another statement: of `application` 50 KB and 2 ms each. SQLAlchemy's default is 100.
"""

Owner = Direct | Up | Reverse | ByUser | Instance


class UtcDateTime(TypeDecorator[datetime]):
    """Aware UTC in Python on both databases; SQLite keeps no zone."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        return value.astimezone(UTC) if value is not None else None

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        return value if value is None or value.tzinfo else value.replace(tzinfo=UTC)


class Base(DeclarativeBase):
    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map: ClassVar[dict[Any, Any]] = {
        str: Text,
        datetime: UtcDateTime,
        list[str]: JSON,
        Literal: Enum(native_enum=False, create_constraint=False, length=32),
    }

    __mapper_args__ = MappingProxyType({"_compiled_cache_size": SHAPES})

    belongs: ClassVar[Owner]
    is_service: ClassVar[bool] = False

    def __init_subclass__(cls, **kwargs: Any) -> None:
        if "__tablename__" in cls.__dict__ and "belongs" not in cls.__dict__:
            raise TypeError(f"{cls.__name__} does not declare its path to the organization (belongs)")
        super().__init_subclass__(**kwargs)

    def __init__(self, **values: Any) -> None:
        """Set the primary key first: sealed columns are bound to it."""
        key = primary_key(type(self))
        setattr(self, key, values.pop(key, None) or new_id())
        for name, value in values.items():
            if not hasattr(type(self), name):
                raise TypeError(f"{type(self).__name__} has no attribute {name}")
            setattr(self, name, value)


def primary_key(model: type[Base]) -> str:
    """The attribute that holds the model's id."""
    (column,) = model.__mapper__.primary_key
    return model.__mapper__.get_property_by_column(column).key


_ring: KeyRing | None = None


def use_key_ring(ring: KeyRing) -> None:
    """Give this process the keys of sealed columns; once, at start."""
    global _ring  # noqa: PLW0603
    _ring = ring


def key_ring() -> KeyRing:
    if _ring is None:
        raise RuntimeError("no key ring: the process has not been started through Runtime")
    return _ring


class Sealed:
    """A secret column: clear on the object, encrypted in the column beside it, opened only when read."""

    def __init__(self, stored: str) -> None:
        self.stored = stored

    def __set_name__(self, model: type[Base], name: str) -> None:
        self.name = name

    @overload
    def __get__(self, row: None, model: type[Base]) -> "Sealed": ...
    @overload
    def __get__(self, row: Base, model: type[Base]) -> str | None: ...
    def __get__(self, row: Base | None, model: type[Base]) -> "Sealed | str | None":
        if row is None:
            return self
        sealed: str | None = getattr(row, self.stored)
        return None if sealed is None else sealed and key_ring().open(sealed, self._place(row))

    def __set__(self, row: Base, plain: str | None) -> None:
        # An empty text says nothing, so it stays empty: no row is opened to learn that there is no variable.
        setattr(row, self.stored, plain and key_ring().seal(plain, self._place(row)))

    def _place(self, row: Base) -> str:
        column = type(row).__mapper__.get_property(self.stored).columns[0]
        return f"{row.__tablename__}.{column.name}.{getattr(row, primary_key(type(row)))}"


class SealedRequired(Sealed):
    """A secret column that is never null."""

    @overload
    def __get__(self, row: None, model: type[Base]) -> "SealedRequired": ...
    @overload
    def __get__(self, row: Base, model: type[Base]) -> str: ...
    def __get__(self, row: Base | None, model: type[Base]) -> "SealedRequired | str":
        return self if row is None else super().__get__(row, model) or ""


def sealed_json(value: object) -> str:
    return json.dumps(value, separators=(",", ":"))


def next_number(table: str, column: str) -> TextClause:
    """A column default: one more than the highest (the reference's `serial`, on both databases)."""
    return text(f'(SELECT COALESCE(MAX("{column}"), 0) + 1 FROM "{table}")')  # noqa: S608


def children(foreign_key: str, order_by: str | Literal[False] = False) -> Any:
    """The rows that point here, read only; loaded on request (`selectinload`), never by accident."""
    model = foreign_key.split(".", maxsplit=1)[0]
    return relationship(model, foreign_keys=f"[{foreign_key}]", order_by=order_by, lazy="raise", viewonly=True)


def child(foreign_key: str) -> Any:
    """The one row that points here, read only; loaded on request."""
    model = foreign_key.split(".", maxsplit=1)[0]
    return relationship(model, foreign_keys=f"[{foreign_key}]", lazy="raise", viewonly=True, uselist=False)


def parent(model: str, foreign_key: str) -> Any:
    """The row that this one points to, read only; loaded on request."""
    return relationship(model, foreign_keys=f"[{foreign_key}]", lazy="raise", viewonly=True, uselist=False)


class SwarmColumns:
    """How a service runs in the Swarm, in Docker's own key names and units: for applications and databases alike."""

    memory_reservation: Mapped[str | None] = mapped_column("memoryReservation")
    memory_limit: Mapped[str | None] = mapped_column("memoryLimit")
    cpu_reservation: Mapped[str | None] = mapped_column("cpuReservation")
    cpu_limit: Mapped[str | None] = mapped_column("cpuLimit")
    health_check_swarm: Mapped[dict[str, Any] | None] = mapped_column("healthCheckSwarm", JSON)
    restart_policy_swarm: Mapped[dict[str, Any] | None] = mapped_column("restartPolicySwarm", JSON)
    placement_swarm: Mapped[dict[str, Any] | None] = mapped_column("placementSwarm", JSON)
    update_config_swarm: Mapped[dict[str, Any] | None] = mapped_column("updateConfigSwarm", JSON)
    rollback_config_swarm: Mapped[dict[str, Any] | None] = mapped_column("rollbackConfigSwarm", JSON)
    mode_swarm: Mapped[dict[str, Any] | None] = mapped_column("modeSwarm", JSON)
    labels_swarm: Mapped[dict[str, Any] | None] = mapped_column("labelsSwarm", JSON)
    network_swarm: Mapped[list[dict[str, Any]] | None] = mapped_column("networkSwarm", JSON)
    stop_grace_period_swarm: Mapped[int | None] = mapped_column("stopGracePeriodSwarm", BigInteger)
    endpoint_spec_swarm: Mapped[dict[str, Any] | None] = mapped_column("endpointSpecSwarm", JSON)
    replicas: Mapped[int] = mapped_column(default=1)
    network_ids: Mapped[list[str] | None] = mapped_column("networkIds", default=list)
    detach_dokploy_network: Mapped[bool] = mapped_column("detachDokployNetwork", default=False)
