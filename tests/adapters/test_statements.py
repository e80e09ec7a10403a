"""What a process keeps of the statements that it was asked for has a bound, and so has what they were given."""

import _sqlite3
import ctypes
import tempfile
from collections.abc import AsyncIterator
from itertools import combinations, islice
from pathlib import Path

import pytest
from sqlalchemy import text

from dokploy.adapters.database import PREPARED, Database
from dokploy.models import Base, Domain
from dokploy.models.base import SHAPES

LARGE = 500_000
TEXTS = ("host", "custom_entrypoint", "path", "service_name", "custom_cert_resolver", "internal_path", "created_at")


@pytest.fixture
async def database() -> AsyncIterator[Database]:
    with tempfile.TemporaryDirectory() as folder:
        database = Database(f"sqlite+aiosqlite:///{Path(folder) / 'dokploy.db'}")
        async with database.engine.begin() as connection:
            await connection.run_sync(Base.metadata.create_all)
        yield database
        await database.close()


def sqlites_memory() -> int:
    """Bytes that SQLite itself has taken in this process, by its own count."""
    library = ctypes.CDLL(_sqlite3.__file__)
    library.sqlite3_memory_used.restype = ctypes.c_longlong
    return int(library.sqlite3_memory_used())


async def test_updates_of_ever_other_columns_are_forgotten(database: Database) -> None:
    async with database.write() as db:
        domain = Domain(host="a.example.org")
        db.add(domain)
    for changed in islice(combinations(TEXTS, 3), 2 * SHAPES):
        async with database.write() as db:
            row = await db.get_one(Domain, domain.domain_id)
            for name in changed:
                setattr(row, name, f"{getattr(row, name)}x")
    kept = len(Domain.__mapper__._compiled_cache)  # it can be asked nowhere else
    assert SHAPES / 2 < kept <= 1.5 * SHAPES


async def test_large_values_that_were_written_are_let_go(database: Database) -> None:
    async with database.write() as db:
        await db.execute(text("CREATE TABLE written (value TEXT)"))
    before = sqlites_memory()
    for number in range(3 * PREPARED):
        async with database.write() as db:
            await db.execute(text(f"INSERT INTO written VALUES (:value) -- {number}"), {"value": "x" * LARGE})
    assert sqlites_memory() - before < 1.5 * PREPARED * LARGE
