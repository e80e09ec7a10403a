"""The call behind every form: who calls and how often, which procedure, its unit, and what its failures mean."""

from collections.abc import AsyncGenerator, Mapping
from contextlib import aclosing
from functools import partial
from time import perf_counter
from typing import Any, Final, Protocol
from weakref import WeakKeyDictionary

import structlog
from prometheus_client import Counter, Histogram
from sqlalchemy.exc import DBAPIError, IntegrityError

from dokploy.context import Runtime
from dokploy.core.actor import Actor
from dokploy.core.again import once_more
from dokploy.core.errors import Conflict, DiskFull, DokployError, Invalid, Unauthorized, is_disk_full
from dokploy.core.meters import FAST
from dokploy.wire.credentials import authenticate
from dokploy.wire.http import MULTIPART, Headers, Request
from dokploy.wire.inputs import from_text, upload_keys
from dokploy.wire.procedure import REGISTRY, Procedure
from dokploy.wire.ratelimit import Limiter, RateLimited
from dokploy.wire.shapes import Wire
from dokploy.wire.uploads import received_form

log = structlog.get_logger(__name__)

JSON_LIMIT: Final = 1024**2
"""Bytes of a JSON body."""
READS: Final = frozenset({"GET", "HEAD"})
CALLS: Final = Counter("dokploy_calls", "Calls of procedures in all forms.", ["procedure", "code"])
SECONDS: Final = Histogram(
    "dokploy_call_seconds", "Work of a procedure, without what is before and after it.", ["procedure"], buckets=FAST
)
UNKNOWN: Final = "unknown"
"""In the figures, for every name that is no procedure's: callers must not be able to invent labels."""

_DATA_EXCEPTION: Final = "22"
_FOREIGN_KEY: Final = "23503"
_UNIQUE: Final = "23505"
_CROSSED: Final = ("40001", "40P01")
"""Two transactions that waited for each other: one of them was ended, and may be repeated."""


class Asking(Protocol):
    """As much of a request as says who asks: also a frame of a socket has that."""

    @property
    def headers(self) -> Mapping[str, str]: ...
    @property
    def address(self) -> str: ...
    @property
    def request_id(self) -> str: ...


class Calls:
    """What the forms share; one per process."""

    def __init__(self, runtime: Runtime, registry: dict[str, Procedure]) -> None:
        self._runtime = runtime
        self._registry = registry
        self._by_lower_case: dict[str, Procedure] = {}
        per_minute = runtime.settings.rate_limit_per_minute
        self._limiter = Limiter(per_minute, 60) if per_minute else None

    @classmethod
    def of(cls, runtime: Runtime) -> "Calls":
        """The one that all forms of this process share, with its count of who has called how often."""
        found = _shared.get(runtime)
        if found is None:
            found = _shared[runtime] = cls(runtime, REGISTRY)
        return found

    def find(self, name: str) -> Procedure | None:
        """By name, in any letter case."""
        found = self._registry.get(name)
        if found is None:
            if len(self._by_lower_case) != len(self._registry):
                self._by_lower_case = {known.lower(): procedure for known, procedure in self._registry.items()}
            found = self._by_lower_case.get(name.lower())
        return found

    async def admit(self, request: Asking, cost: int = 1) -> tuple[Actor, Headers]:
        """The caller, and the headers that tell how many calls are left (none where calls are unlimited)."""
        actor = await once_more(
            partial(
                authenticate, self._runtime, request.headers, address=request.address, request_id=request.request_id
            )
        )
        if self._limiter is None:
            return actor, []
        key = actor.api_key_id or actor.user_id or request.address
        standing = self._limiter.take(key, min(cost, self._limiter.limit))
        if not standing.allowed:
            raise RateLimited(standing)
        return actor, standing.headers()

    async def admit_member(self, request: Request) -> tuple[Actor, Headers]:
        """The same for a caller who must be signed in, whatever is called."""
        actor, headers = await self.admit(request)
        if not actor.is_signed_in:
            raise Unauthorized("Unauthorized")
        return actor, headers

    async def carry_out(self, procedure: Procedure, actor: Actor, body: Wire | None) -> Any:
        """The handler's result as plain data.

        It is written while the unit is open: a relation that nobody loaded fails here and not as half an answer.
        """
        begun = perf_counter()
        try:
            work = partial(self._carried_out, procedure, actor, body)
            # Who opens units by himself does more than the database can take back.
            once = procedure.units and procedure.kind != "query"
            value = await (work() if once else once_more(work))
        finally:
            SECONDS.labels(procedure.name).observe(perf_counter() - begun)
        CALLS.labels(procedure.name, "200").inc()
        return value

    async def _carried_out(self, procedure: Procedure, actor: Actor, body: Wire | None) -> Any:
        units = self._runtime.acting(actor)
        given = () if procedure.takes is None else (body,)
        handle: Any = procedure.handler
        if procedure.units:
            return procedure.gives.dump(await handle(*given, units))
        if procedure.kind == "query":
            async with units.read() as ctx:
                return procedure.gives.dump(await handle(*given, ctx))
        async with units.write() as ctx:
            value = await handle(*given, ctx)
            await ctx.db.flush()  # a new row has its defaults only now
            return procedure.gives.dump(value)

    async def carry_on(self, procedure: Procedure, actor: Actor, body: Wire | None) -> AsyncGenerator[Any, None]:
        """A subscription's values as plain data; close it, or its work goes on."""
        units = self._runtime.acting(actor)
        given = () if procedure.takes is None else (body,)
        values: Any = procedure.handler(*given, units)
        async with aclosing(values):
            async for value in values:
                yield procedure.gives.dump(value)

    async def carry_out_form(self, procedure: Procedure, actor: Actor, request: Request) -> Any:
        """The same for a form with files, which exist as long as the call."""
        actor.check(procedure.access)
        if procedure.takes is None:
            raise TypeError(f"{procedure.name} takes no input")
        keys, limit = upload_keys(procedure.takes), self._runtime.settings.upload_limit_bytes
        async with received_form(request, self._runtime.tools.folder.uploads, keys, limit) as form:
            return await self.carry_out(procedure, actor, from_text(procedure.takes, form.fields, form.files))


_shared: WeakKeyDictionary[Runtime, Calls] = WeakKeyDictionary()


def is_form(request: Request, procedure: Procedure) -> bool:
    """Whether the request brings a form to a procedure that takes files."""
    takes_files = procedure.takes is not None and bool(upload_keys(procedure.takes))
    return takes_files and request.method == "POST" and request.media_type == MULTIPART


def as_answer(error: Exception, *, procedure: str, request_id: str) -> DokployError:
    """The error that the caller sees, counted. What nobody foresaw is logged whole and told without its details."""
    seen = _seen(error, procedure=procedure, request_id=request_id)
    CALLS.labels(procedure if procedure in REGISTRY else UNKNOWN, str(seen.status)).inc()
    return seen


def _seen(error: Exception, *, procedure: str, request_id: str) -> DokployError:
    if isinstance(error, DokployError):
        if error.status >= 500:
            log.error("call_failed", procedure=procedure, request_id=request_id, error=str(error))
        return error
    known = DiskFull("what was sent") if is_disk_full(error) else _bad_input(error)
    if known is not None:
        log.warning("call_refused", procedure=procedure, request_id=request_id, error=str(error))
        return known
    log.error("call_crashed", procedure=procedure, request_id=request_id, exc_info=error)
    return DokployError("Internal server error.", hint=f"The server's log has the details under {request_id}.")


def _bad_input(error: Exception) -> DokployError | None:
    """What only the database could tell about an input: a value out of range, an id of nothing, a second of one."""
    if isinstance(error, OverflowError):
        return Invalid("A number is out of range")
    if not isinstance(error, DBAPIError):
        return None
    state = getattr(error.orig, "sqlstate", None) or ""
    if isinstance(error, IntegrityError):
        return _broken_rule(state, str(error.orig))
    if state in _CROSSED:
        return Conflict("Another change came in between", hint="Try again.")
    if state.startswith(_DATA_EXCEPTION) or isinstance(getattr(error.orig, "__cause__", None), ValueError):
        return Invalid("A value is out of range")
    return None


def _broken_rule(state: str, words: str) -> DokployError | None:
    if state == _FOREIGN_KEY or "FOREIGN KEY" in words:
        return Invalid("The input names something that does not exist")
    if state == _UNIQUE or "UNIQUE" in words:
        return Conflict("There is one already with the same name or key")
    return None
