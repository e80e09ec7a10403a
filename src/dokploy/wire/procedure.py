"""The registry: each procedure is declared once, with its access, and served in every form of the wire.

    port = Procedures("port")

    @port.query("one", may("service:read"), gives=row(Port))
    async def one(body: PortId, ctx: Context) -> Port:
        return await owned(ctx, Port, body.port_id)

The annotation of `body` is the input shape (a `Wire`); a handler without `body` takes no input. A query opens a read
unit, a mutation a write unit; with `units=True` the handler receives `Units` instead and opens short ones around its
calls to the outside world. The decorator returns the function untouched.
"""

import inspect
import typing
from collections.abc import AsyncGenerator, Awaitable, Callable, Iterable
from dataclasses import dataclass
from typing import Any, Final, Literal, TypeVar

from dokploy.core.permissions import Access
from dokploy.wire.shapes import VOID, Output, Wire

Kind = Literal["query", "mutation", "subscription"]
Handler = Callable[..., Awaitable[Any] | AsyncGenerator[Any, None]]
H = TypeVar("H", bound=Handler)


@dataclass(frozen=True)
class Procedure:
    """One endpoint of the API."""

    name: str
    """`router.procedure`, as it stands in every URL."""
    kind: Kind
    access: Access
    takes: type[Wire] | None
    gives: Output
    handler: Handler
    units: bool
    """The handler opens its own units."""
    text: str | None
    """The media type of a text answer, given in the plain form to whoever does not ask for JSON."""
    summary: str

    @property
    def router(self) -> str:
        return self.name.partition(".")[0]


REGISTRY: Final[dict[str, Procedure]] = {}
"""Every procedure by name, in the order of declaration."""


class Procedures:
    """Declares procedures under one router name; several modules may contribute to the same name."""

    def __init__(self, router: str) -> None:
        self.router = router

    def query(
        self, name: str, access: Access, *, gives: Output, units: bool = False, text: str | None = None
    ) -> Callable[[H], H]:
        return self._declare("query", name, access, gives, units, text)

    def mutation(
        self, name: str, access: Access, *, gives: Output = VOID, units: bool = False, text: str | None = None
    ) -> Callable[[H], H]:
        return self._declare("mutation", name, access, gives, units, text)

    def subscription(self, name: str, access: Access, *, gives: Output) -> Callable[[H], H]:
        """A stream of values over the tRPC socket; the handler is an async generator and receives `Units`."""
        return self._declare("subscription", name, access, gives, units=True, text=None)

    def _declare(
        self, kind: Kind, name: str, access: Access, gives: Output, units: bool, text: str | None
    ) -> Callable[[H], H]:
        full = f"{self.router}.{name}"
        if full in REGISTRY:
            raise ValueError(f"{full} is declared twice")

        def declare(handler: H) -> H:
            takes = typing.get_type_hints(handler).get("body")
            summary = (inspect.getdoc(handler) or "").partition("\n")[0]
            REGISTRY[full] = Procedure(full, kind, access, takes, gives, handler, units, text, summary)
            return handler

        return declare


def by_router(procedures: Iterable[Procedure]) -> dict[str, list[Procedure]]:
    grouped: dict[str, list[Procedure]] = {}
    for procedure in procedures:
        grouped.setdefault(procedure.router, []).append(procedure)
    return grouped
