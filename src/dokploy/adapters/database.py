"""Sessions on SQLite or PostgreSQL: readers beside each other, writers in a transaction that takes its lock at once.

A database that is away is one error for everybody, `DatabaseAway`: a PostgreSQL that refuses, breaks off or says
nothing, a SQLite that another program has locked or whose file cannot be used. Without room to write it is `DiskFull`.
"""

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Coroutine
from contextlib import AsyncExitStack, asynccontextmanager
from enum import IntEnum
from typing import Any, Final

import orjson
import structlog
from sqlalchemy import event, make_url, text
from sqlalchemy.engine import Connection, ExceptionContext
from sqlalchemy.exc import TimeoutError as NoneFree
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncSession, async_sessionmaker, create_async_engine

from dokploy.adapters import database_faults, postgresql
from dokploy.adapters.inline_sqlite import DRIVER
from dokploy.core import failpoints
from dokploy.core.errors import DatabaseAway, DatabaseBrokeOff, DiskFull

STATEMENTS: Final = 50
"""Compiled statements that each engine keeps; with half as many more it forgets those that were not used for longest.

A busy installation is at work with fewer. The default of 500 keeps whatever was asked once: 7 MB more after 10,000
requests to all procedures; 100 instead of 50 keep 1 to 6 MB more.
"""
ALWAYS: Final[dict[str, Any]] = {
    "hide_parameters": True,  # an error's text ends in the log, and values may be password hashes
    "json_serializer": lambda value: orjson.dumps(value).decode(),
    "json_deserializer": orjson.loads,
    "query_cache_size": STATEMENTS,
}
SQLITE_BUSY_MS = 10_000
TURN_SECONDS: Final = 15
"""SQLite: who has waited so long for the writers before him would wait for ever; one of them waits for the disk."""
SQLITE_AWAY: Final = {
    sqlite3.SQLITE_BUSY: f"another program has kept it locked for {SQLITE_BUSY_MS // 1000} seconds",
    sqlite3.SQLITE_LOCKED: "another program keeps it locked",
    sqlite3.SQLITE_READONLY: "its file cannot be written to",
    sqlite3.SQLITE_IOERR: "its file cannot be read or written",
    sqlite3.SQLITE_CANTOPEN: "its file cannot be opened",
}
"""By the low byte of SQLite's code, which says what kind of trouble it is."""
WRITERS: Final = 8
"""SQLite: one of them has the turn; who waits for it holds none."""
PREPARED: Final = 32
"""SQLite: statements that each writing connection keeps ready; another one takes it 0.1 ms at most.

Each keeps what it was last given: of the driver's 128, with a megabyte each, a member could fill 128 MB.
"""
READERS = 32
"""SQLite readers that may stand open at the same time; the last one used is taken first, so few are ever opened."""

log = structlog.get_logger()


class Lock(IntEnum):
    """PostgreSQL's advisory locks of ours: numbers that nobody else uses."""

    CLAIM = 0x646F6B70
    """Two workers must not claim two runs of one service side by side."""
    START = 0x646F6B71
    """Tables, keys and set-up token: one starting process at a time."""
    PROVISION = 0x646F6B72
    """Swarm, network and Traefik are made once."""
    RECONCILE = 0x646F6B73
    """One worker compares what is with what should be."""
    DOMAINS = 0x646F6B74
    """An address is looked up and taken in one go."""
    PORTS = 0x646F6B77
    """So is a published port."""
    MIGRATION = 0x646F6B75
    """Inside Alembic, also when it is run by hand."""
    REQUEST = 0x646F6B76
    """Runs of one service are asked for one after the other: each sees what waits already."""


class Database:
    """`read()` and `write()` give sessions; `write()` commits at its end, or rolls back and raises."""

    def __init__(self, url: str) -> None:
        self.url = postgresql.for_asyncpg(make_url(url))
        self._later: dict[str, asyncio.Task[None]] = {}
        self.is_sqlite = self.url.get_backend_name() == "sqlite"
        # One writer at a time is SQLite's own rule; waiting here is fair and costs no busy loop in a thread.
        self._turn: asyncio.Lock | None = None
        if self.is_sqlite:
            self._turn = asyncio.Lock()
            self.engine = create_async_engine(
                self.url,
                pool_size=WRITERS,
                max_overflow=2,
                pool_use_lifo=True,
                connect_args={"cached_statements": PREPARED},
                **ALWAYS,
            )
            self.reading = create_async_engine(
                self.url.set(drivername=DRIVER), pool_size=READERS, max_overflow=0, pool_use_lifo=True, **ALWAYS
            )
            for engine in (self.engine, self.reading):
                event.listen(engine.sync_engine, "connect", _prepare_sqlite)
                event.listen(engine.sync_engine, "handle_error", _name_what_sqlite_refuses)
            event.listen(self.engine.sync_engine, "begin", _begin_sqlite)
            event.listen(self.reading.sync_engine, "begin", _begin_in_place)
        else:
            # At READ COMMITTED each statement sees what is committed when it begins, in a transaction or out of one:
            # to a reader BEGIN and ROLLBACK would be two round trips for nothing.
            self._patience = postgresql.Patience()
            self.reading = postgresql.pooled(
                # Who reads and who writes share what is compiled.
                self.url,
                self._patience,
                **ALWAYS | {"query_cache_size": 2 * STATEMENTS},
            )
            self.engine = self.reading.execution_options(isolation_level="READ COMMITTED")
        if failpoints.are_armed():
            # On PostgreSQL the engine that writes hears whatever its lender, the one that reads, is told to hear.
            for engine in {self.engine, self.reading} if self.is_sqlite else {self.reading}:
                database_faults.listen(engine.sync_engine)
        # Rules try changes out on the rows that they have read: a query among them must not write these down.
        self._readers = async_sessionmaker(self.reading, expire_on_commit=False, autoflush=False)
        self._writers = async_sessionmaker(self.engine.execution_options(writes=True), expire_on_commit=False)

    @asynccontextmanager
    async def read(self) -> AsyncIterator[AsyncSession]:
        session = self._readers()
        try:
            yield session
        except NoneFree as error:
            raise DatabaseAway("all connections to it are in use") from error
        finally:
            # A reader that asked nothing has nothing to give back; what others give back waits for no server.
            if session.in_transaction():
                await session.close()

    @asynccontextmanager
    async def write(self) -> AsyncIterator[AsyncSession]:
        async with AsyncExitStack() as stack:
            if self._turn is not None:
                await stack.enter_async_context(_turn_of(self._turn))
            session = await stack.enter_async_context(self._writers())
            is_asked_to_commit = False
            try:
                async with session.begin():
                    yield session
                    await session.flush()
                    is_asked_to_commit = True
                database_faults.after_commit()
            except DatabaseBrokeOff as error:
                if is_asked_to_commit:
                    raise DatabaseAway(database_faults.UNSURE) from error
                raise
            except NoneFree as error:
                raise DatabaseAway("all connections to it are in use") from error

    @asynccontextmanager
    async def alone(self, what: Lock, *, patient: bool = True) -> AsyncIterator[AsyncConnection | None]:
        """One process at a time does this; the lock ends with the block, or with the process.

        Not `patient`: None where another process has it. The connection has no time limit and is committed at the end.
        On SQLite there is one process, which is always alone.
        """
        engine = self.engine if self.is_sqlite else postgresql.bare(self.url, self._patience, **ALWAYS)
        try:
            async with engine.execution_options(writes=self.is_sqlite and patient).connect() as connection:
                if not self.is_sqlite and not await _locked(connection, what, patient=patient):
                    yield None
                    return
                yield connection
                await connection.commit()
        finally:
            if engine is not self.engine:
                await engine.dispose()

    async def is_alive(self) -> None:
        """Raise what the driver raises when the database does not answer."""
        async with self.read() as session:
            await session.execute(text("SELECT 1"))

    def later(self, write: Coroutine[Any, Any, None], *, name: str) -> None:
        """A write that no answer waits for; one of the same name at a time. It ends before `close` does."""
        if name in self._later:
            write.close()
            return
        self._later[name] = asyncio.create_task(write, name=name)
        self._later[name].add_done_callback(self._written)

    def _written(self, task: asyncio.Task[None]) -> None:
        del self._later[task.get_name()]
        if not task.cancelled() and (error := task.exception()) is not None:
            log.warning("not_written", what=task.get_name(), cause=str(error))

    async def close(self) -> None:
        if self._later:
            await asyncio.wait(self._later.values())
        await self.engine.dispose()
        await self.reading.dispose()


@asynccontextmanager
async def _turn_of(writers: asyncio.Lock) -> AsyncIterator[None]:
    try:
        async with asyncio.timeout(TURN_SECONDS):
            await writers.acquire()
    except TimeoutError as error:
        raise DatabaseAway(f"nobody could write to it for {TURN_SECONDS} seconds") from error
    try:
        yield
    finally:
        writers.release()


async def take_turn(db: AsyncSession, what: Lock, of: str = "") -> None:
    """From here to its commit, one write unit at a time among all processes; SQLite's own rule everywhere.

    `of`: the one object that it is about. Taken before any row is locked, a turn waits for nobody who waits for it.
    """
    if db.get_bind().dialect.name == "postgresql":
        key = "CAST(:key AS integer), hashtext(:of)" if of else ":key"
        given = {"key": int(what), **({"of": of} if of else {})}
        await db.execute(text(f"SELECT pg_advisory_xact_lock({key})"), given)


async def _locked(connection: AsyncConnection, what: Lock, *, patient: bool) -> bool:
    word = "pg_advisory_xact_lock" if patient else "pg_try_advisory_xact_lock"
    return await connection.scalar(text(f"SELECT {word}(:key)"), {"key": int(what)}) is not False


def _name_what_sqlite_refuses(context: ExceptionContext) -> None:
    error = context.original_exception
    kind = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_OK) & 0xFF
    if kind == sqlite3.SQLITE_FULL:
        raise DiskFull("the database")
    if kind in SQLITE_AWAY:
        raise DatabaseAway(f"{SQLITE_AWAY[kind]} ({error})")


def _prepare_sqlite(connection: Any, _record: object) -> None:
    connection.isolation_level = None  # we say BEGIN ourselves; the driver's own habit would delay the write lock
    cursor = connection.cursor()
    for pragma in ("journal_mode=WAL", "synchronous=NORMAL", "foreign_keys=ON", f"busy_timeout={SQLITE_BUSY_MS}"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE" if connection.get_execution_options().get("writes") else "BEGIN")


def _begin_in_place(connection: Connection) -> None:
    """Takes no lock yet, so it cannot fail: said to the driver itself, at a tenth of what a statement costs."""
    driver: Any = connection.connection.driver_connection
    driver.execute("BEGIN")
