"""Sessions on SQLite or PostgreSQL: readers beside each other, writers in a transaction that takes its lock at once."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from typing import Any, Final

import orjson
from sqlalchemy import event, make_url, text
from sqlalchemy.engine import Connection
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker, create_async_engine

from dokploy.adapters.inline_sqlite import DRIVER

JSON: Final[dict[str, Any]] = {
    "json_serializer": lambda value: orjson.dumps(value).decode(),
    "json_deserializer": orjson.loads,
}
SQLITE_BUSY_MS = 10_000
CONNECTIONS = 8
READERS = 32
"""SQLite readers that may stand open at the same time; the last one used is taken first, so few are ever opened."""


class Database:
    """`read()` and `write()` give sessions; `write()` commits at its end, or rolls back and raises."""

    def __init__(self, url: str) -> None:
        self.url = make_url(url)
        self.is_sqlite = self.url.get_backend_name() == "sqlite"
        self.engine = create_async_engine(self.url, pool_size=CONNECTIONS, max_overflow=2, **JSON)
        self.reading = self.engine
        # One writer at a time is SQLite's own rule; waiting here is fair and costs no busy loop in a thread.
        self._turn: asyncio.Lock | None = None
        if self.is_sqlite:
            self._turn = asyncio.Lock()
            self.reading = create_async_engine(
                self.url.set(drivername=DRIVER), pool_size=READERS, max_overflow=0, pool_use_lifo=True, **JSON
            )
            for engine in (self.engine, self.reading):
                event.listen(engine.sync_engine, "connect", _prepare_sqlite)
                event.listen(engine.sync_engine, "begin", _begin_sqlite)
        self._readers = async_sessionmaker(self.reading, expire_on_commit=False)
        self._writers = async_sessionmaker(self.engine.execution_options(writes=True), expire_on_commit=False)

    @asynccontextmanager
    async def read(self) -> AsyncIterator[AsyncSession]:
        session = self._readers()
        try:
            yield session
        finally:
            # A reader that asked nothing has nothing to give back, and in place nothing is ever waited for; otherwise a
            # cancelled caller must not leave its connection half returned.
            if session.in_transaction():
                closing = session.close()
                await (closing if self.is_sqlite else asyncio.shield(closing))

    @asynccontextmanager
    async def write(self) -> AsyncIterator[AsyncSession]:
        async with AsyncExitStack() as stack:
            if self._turn is not None:
                await stack.enter_async_context(self._turn)
            session = await stack.enter_async_context(self._writers())
            async with session.begin():
                yield session

    async def is_alive(self) -> None:
        """Raise what the driver raises when the database does not answer."""
        async with self.read() as session:
            await session.execute(text("SELECT 1"))

    async def close(self) -> None:
        await self.engine.dispose()
        await self.reading.dispose()


def _prepare_sqlite(connection: Any, _record: object) -> None:
    connection.isolation_level = None  # we say BEGIN ourselves; the driver's own habit would delay the write lock
    cursor = connection.cursor()
    for pragma in ("journal_mode=WAL", "synchronous=NORMAL", "foreign_keys=ON", f"busy_timeout={SQLITE_BUSY_MS}"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE" if connection.get_execution_options().get("writes") else "BEGIN")
