"""Engines for PostgreSQL: a server that is started again is a pause for who connects, one that is gone one error."""

import asyncio
from functools import partial
from time import monotonic
from typing import Any, Final

from sqlalchemy import event
from sqlalchemy.engine import URL, ExceptionContext
from sqlalchemy.exc import InvalidatePoolError
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine
from sqlalchemy.pool import NullPool
from sqlalchemy.util import await_only

from dokploy.core.errors import DatabaseAway, DatabaseBrokeOff, DiskFull

CONNECTIONS: Final = 8
MORE_CONNECTIONS: Final = 8
"""Made when needed, closed when given back."""
POOL_SECONDS: Final = 10
CONNECT_SECONDS: Final = 5
STATEMENT_SECONDS: Final = 30
"""No statement of ours takes so long: a server that says nothing is taken for gone."""
PATIENCE_SECONDS: Final = 3.0
"""A server that crashed and is started again at once was away for 0.6 s in a container; recovery may take longer."""
KNOCK_SECONDS: Final = 0.05
SHUTTING_DOWN: Final = ("57P01", "57P02", "57P03")
"""The server's words for: ended by an administrator, ended by a crash, not ready yet."""
NO_ROOM: Final = "53100"
"""And for: its own disk is full."""


class Patience:
    """Whether to go on knocking.

    Counted from the first refusal of a server that was there: while it is away for longer, all hear so at once.
    """

    def __init__(self) -> None:
        self._until = 0.0

    def renew(self) -> None:
        self._until = float("inf")

    def lasts(self, since: float) -> bool:
        """`since`: when the attempt began that has failed (monotonic)."""
        self._until = min(self._until, since + PATIENCE_SECONDS)
        return monotonic() < self._until


def for_asyncpg(url: URL) -> URL:
    """`sslmode`, as PostgreSQL's own programs write it, is `ssl` here."""
    if url.drivername == "postgresql+asyncpg" and "sslmode" in url.query:
        return url.set(query={"ssl" if name == "sslmode" else name: value for name, value in url.query.items()})
    return url


def pooled(url: URL, patience: Patience, **options: Any) -> AsyncEngine:
    engine = create_async_engine(
        url,
        pool_size=CONNECTIONS,
        max_overflow=MORE_CONNECTIONS,
        pool_timeout=POOL_SECONDS,
        pool_use_lifo=True,
        isolation_level="AUTOCOMMIT",
        skip_autocommit_rollback=True,
        connect_args={"timeout": CONNECT_SECONDS, "command_timeout": STATEMENT_SECONDS},
        **options,
    )
    event.listen(engine.sync_engine, "checkout", _refuse_closed)
    return _with_one_error(engine, patience)


def bare(url: URL, patience: Patience, **options: Any) -> AsyncEngine:
    """Every connection is a new one, and no statement on it has a limit."""
    engine = create_async_engine(url, poolclass=NullPool, connect_args={"timeout": CONNECT_SECONDS}, **options)
    return _with_one_error(engine, patience)


def _with_one_error(engine: AsyncEngine, patience: Patience) -> AsyncEngine:
    event.listen(engine.sync_engine, "do_connect", partial(_connect, patience))
    event.listen(engine.sync_engine, "handle_error", _name_what_is_away)
    return engine


def _refuse_closed(connection: Any, _record: object, _proxy: object) -> None:
    """A restart of the server closes its sockets: known without asking, so it costs nothing (a ping costs a trip)."""
    if connection.driver_connection.is_closed():
        raise InvalidatePoolError


def _connect(patience: Patience, dialect: Any, _record: object, arguments: Any, options: Any) -> Any:
    while True:
        begun = monotonic()
        try:
            connection = dialect.connect(*arguments, **options)
        except (OSError, dialect.loaded_dbapi.Error) as error:  # a timeout is the former, a refusal the latter
            if not patience.lasts(begun):
                said = getattr(error, "strerror", None) or str(error)  # of the former without its number
                raise DatabaseAway(f"it cannot be reached ({said or 'no answer'})") from error
        else:
            patience.renew()
            return connection
        await_only(asyncio.sleep(KNOCK_SECONDS))


def _name_what_is_away(context: ExceptionContext) -> None:
    error = context.original_exception
    state = getattr(error, "sqlstate", None)
    if isinstance(error, DatabaseAway) or not isinstance(error, Exception):
        return  # a caller who is cancelled breaks its connection too, but is to learn of nothing else
    if state == NO_ROOM:
        raise DiskFull("the database")
    if isinstance(error, TimeoutError):
        context.is_disconnect = True
        raise DatabaseAway(f"it said nothing for {STATEMENT_SECONDS} seconds")
    if context.is_disconnect or state in SHUTTING_DOWN or isinstance(error, OSError):
        context.is_disconnect = True
        raise DatabaseBrokeOff(str(error) or "it hung up")
