"""PostgreSQL as the processes of an installation share it: away and back again, one at a time, one history."""

import asyncio
import os
import signal
import sys
import tempfile
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from time import monotonic

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection, inspect, text
from tests import postgres
from tests.database import say, url_of

from dokploy.adapters import migrations, postgresql
from dokploy.adapters.database import Database, Lock, take_turn
from dokploy.core.again import once_more
from dokploy.core.errors import DatabaseAway, DatabaseBrokeOff, PreconditionFailed
from dokploy.core.names import new_id
from dokploy.models import Base

pytestmark = pytest.mark.skipif(not postgres.is_here(), reason="PostgreSQL is not installed")


@pytest.fixture(scope="module")
def server() -> Iterator[postgres.Server]:
    """Of this module's own: it is stopped and started."""
    with postgres.running() as running:
        yield running


@pytest.fixture
async def database(server: postgres.Server) -> AsyncIterator[Database]:
    """Empty, without any table."""
    name = f"test_{new_id().lower().replace('-', '_')}"
    await say(server.url, f'CREATE DATABASE "{name}"')
    database = Database(url_of(server.url, name))
    yield database
    await database.close()


async def test_the_history_makes_the_models_exactly(database: Database) -> None:
    assert await migrations.upgrade(database) is True
    assert await migrations.upgrade(database) is False
    async with database.engine.connect() as connection:
        tables, drift = await connection.run_sync(_compare)
    assert tables == {*Base.metadata.tables, "alembic_version"}
    assert drift == []


def _compare(connection: Connection) -> tuple[set[str], list[object]]:
    context = MigrationContext.configure(connection, opts={"compare_type": True})
    return set(inspect(connection).get_table_names()), list(compare_metadata(context, Base.metadata))


async def test_of_many_processes_that_start_one_migrates(database: Database) -> None:
    others = [Database(database.url.render_as_string(hide_password=False)) for _ in range(3)]
    migrated = await asyncio.gather(*(migrations.upgrade(one) for one in (database, *others)))
    assert sorted(migrated) == [False, False, False, True]
    for one in others:
        await one.close()


async def test_a_database_of_a_newer_version_is_refused(database: Database) -> None:
    await migrations.upgrade(database)
    async with database.write() as db:
        await db.execute(text("UPDATE alembic_version SET version_num = 'ofthefuture'"))
    with pytest.raises(PreconditionFailed, match="newer version"):
        await migrations.upgrade(database)


async def test_a_connection_keeps_no_limit_of_the_migration(database: Database) -> None:
    await migrations.upgrade(database)
    for _ in range(3):
        async with database.read() as db:
            assert await db.scalar(text("SHOW lock_timeout")) == "0"


async def test_a_restart_of_the_server_costs_no_call(server: postgres.Server, database: Database) -> None:
    """All connections of the pool are dead, and the first call notices nothing."""
    await asyncio.gather(*(_sleep(database, 0.2) for _ in range(6)))
    await asyncio.to_thread(server.stop)
    await asyncio.to_thread(server.start)
    await asyncio.gather(*(database.is_alive() for _ in range(6)))
    async with database.write() as db:
        assert await db.scalar(text("SELECT 1")) == 1


@pytest.mark.parametrize("unit", ["read", "write", "alone"])
async def test_who_asks_while_the_server_starts_again_waits(
    server: postgres.Server, database: Database, unit: str
) -> None:
    """It is refused, then told that the server is not ready yet; neither is the caller's business."""
    await database.is_alive()
    await asyncio.to_thread(server.stop)
    asking = [asyncio.create_task(_answer(database, unit)) for _ in range(20)]
    await asyncio.sleep(0.5)
    assert not any(asked.done() for asked in asking)
    await asyncio.to_thread(server.start)
    assert await asyncio.gather(*asking) == [1] * 20


async def test_who_asks_a_server_that_is_away_for_longer_is_told_at_once(
    server: postgres.Server, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(postgresql, "PATIENCE_SECONDS", 0.5)
    await database.is_alive()
    await asyncio.to_thread(server.stop)
    try:
        waits = [await _refused(database) for _ in range(3)]
    finally:
        await asyncio.to_thread(server.start)
    assert waits[0] > 0.4
    assert max(waits[1:]) < 0.3
    await database.is_alive()
    await asyncio.to_thread(server.stop)
    asking = asyncio.create_task(database.is_alive())  # it was there again, so this is another time
    await asyncio.sleep(0.2)
    assert not asking.done()
    await asyncio.to_thread(server.start)
    await asyncio.gather(asking, return_exceptions=True)


async def test_what_broke_off_before_its_commit_is_done_once_more(database: Database) -> None:
    """And is there once, since nothing of the first time was kept."""
    async with database.write() as db:
        await db.execute(text("CREATE TABLE kept (attempt int)"))
    attempts: list[int] = []

    async def work() -> str:
        attempts.append(len(attempts))
        async with database.write() as db:
            await db.execute(text(f"INSERT INTO kept VALUES ({attempts[-1]})"))
            if not attempts[-1]:
                await db.execute(text("SELECT pg_terminate_backend(pg_backend_pid())"))
            return "done"

    assert await once_more(work) == "done"
    async with database.read() as db:
        assert (await db.scalars(text("SELECT attempt FROM kept"))).all() == [1]


async def test_what_broke_off_twice_is_told(database: Database) -> None:
    async def work() -> None:
        async with database.read() as db:
            await db.execute(text("SELECT pg_terminate_backend(pg_backend_pid())"))

    with pytest.raises(DatabaseBrokeOff):
        await once_more(work)


async def test_of_a_commit_that_broke_off_nobody_knows_so_it_is_not_repeated(database: Database) -> None:
    attempts: list[int] = []

    async def work() -> None:
        attempts.append(1)
        async with database.write() as db:
            pid = await db.scalar(text("SELECT pg_backend_pid()"))
            async with database.read() as other:
                await other.execute(text(f"SELECT pg_terminate_backend({pid})"))

    with pytest.raises(DatabaseAway, match="before it had said that it was done") as away:
        await once_more(work)
    assert not isinstance(away.value, DatabaseBrokeOff)
    assert attempts == [1]


async def test_a_server_that_never_was_there_is_not_waited_for(server: postgres.Server) -> None:
    await asyncio.to_thread(server.stop)
    try:
        assert await _refused(Database(server.url)) < 0.5
    finally:
        await asyncio.to_thread(server.start)


async def test_a_server_that_is_gone_is_one_error_and_comes_back(server: postgres.Server, database: Database) -> None:
    await database.is_alive()
    broken = asyncio.create_task(_sleep(database, 30))
    await asyncio.sleep(0.3)
    server.stop()
    try:
        with pytest.raises(DatabaseBrokeOff):
            await broken
        for unit in (database.read, database.write):
            with pytest.raises(DatabaseAway) as away:
                async with unit() as db:
                    await db.execute(text("SELECT 1"))
            assert (away.value.status, away.value.retry_after) == (503, 2)
        with pytest.raises(DatabaseAway):
            async with database.alone(Lock.RECONCILE, patient=False):
                raise AssertionError("nobody has a lock of a database that is away")
    finally:
        server.start()
    await database.is_alive()


async def test_a_server_that_says_nothing_is_gone_after_a_time(
    server: postgres.Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(postgresql, "STATEMENT_SECONDS", 0.3)
    database = Database(server.url)
    with pytest.raises(DatabaseAway, match="said nothing"):
        await _sleep(database, 30)
    await database.is_alive()
    await database.close()


async def test_a_caller_who_is_cancelled_is_cancelled(database: Database) -> None:
    for work in (_sleep(database, 30), _sleep_writing(database)):
        asking = asyncio.create_task(work)
        await asyncio.sleep(0.3)
        asking.cancel()
        with pytest.raises(asyncio.CancelledError):
            await asking
    await database.is_alive()


async def test_more_callers_than_connections_wait_and_are_then_told(
    server: postgres.Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(postgresql, "POOL_SECONDS", 0.3)
    database = Database(server.url)
    many = postgresql.CONNECTIONS + postgresql.MORE_CONNECTIONS + 1
    outcomes = await asyncio.gather(*(_sleep(database, 1) for _ in range(many)), return_exceptions=True)
    refused = [outcome for outcome in outcomes if outcome is not None]
    assert [type(outcome) for outcome in refused] == [DatabaseAway]
    await database.close()


async def test_a_wrong_name_is_told_with_the_servers_words(server: postgres.Server) -> None:
    database = Database(url_of(server.url, "nowhere"))
    with pytest.raises(DatabaseAway, match='database "nowhere" does not exist'):
        await database.is_alive()
    await database.close()


async def test_one_process_at_a_time(server: postgres.Server) -> None:
    here, there = Database(server.url), Database(server.url)
    order: list[str] = []
    async with here.alone(Lock.PROVISION):
        waiting = asyncio.create_task(_alone(there, order))
        async with there.alone(Lock.PROVISION, patient=False) as refused:
            assert refused is None
        async with there.alone(Lock.RECONCILE, patient=False) as other:
            assert other is not None
        await asyncio.sleep(0.2)
        order.append("here")
    await waiting
    assert order == ["here", "there"]
    await here.close()
    await there.close()


async def test_a_lock_ends_with_its_process(server: postgres.Server) -> None:
    """The server notices that the connection is gone; nobody has to clean up."""
    program = (
        "import asyncio, sys\n"
        "from dokploy.adapters.database import Database, Lock\n"
        "async def main():\n"
        "    async with Database(sys.argv[1]).alone(Lock.PROVISION):\n"
        "        print('mine', flush=True)\n"
        "        await asyncio.sleep(600)\n"
        "asyncio.run(main())\n"
    )
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-c", program, server.url, stdout=asyncio.subprocess.PIPE
    )
    assert process.stdout is not None
    assert await process.stdout.readline() == b"mine\n"
    os.kill(process.pid, signal.SIGKILL)
    await process.wait()
    database = Database(server.url)
    begun = monotonic()
    async with asyncio.timeout(10), database.alone(Lock.PROVISION) as turn:
        assert turn is not None
    assert monotonic() - begun < 5
    await database.close()


async def test_units_that_take_a_turn_follow_each_other(database: Database) -> None:
    """Look, then insert: of twenty at once, one finds nothing."""
    async with database.write() as db:
        await db.execute(text("CREATE TABLE taken (name text)"))

    async def take() -> bool:
        async with database.write() as db:
            await take_turn(db, Lock.DOMAINS)
            if await db.scalar(text("SELECT count(*) FROM taken")):
                return False
            await db.execute(text("INSERT INTO taken VALUES ('shop.example.com')"))
            return True

    assert sum(await asyncio.gather(*(take() for _ in range(20)))) == 1


async def test_the_only_process_on_sqlite_is_always_alone() -> None:
    with tempfile.TemporaryDirectory() as folder:
        database = Database(f"sqlite+aiosqlite:///{Path(folder) / 'dokploy.db'}")
        async with database.alone(Lock.RECONCILE, patient=False) as turn, database.write() as db:
            assert turn is not None
            await take_turn(db, Lock.DOMAINS)
        await database.close()


def test_the_words_of_other_programs_for_tls_are_understood() -> None:
    database = Database("postgresql+asyncpg://dokploy@db.example.com/dokploy?sslmode=require")
    assert dict(database.url.query) == {"ssl": "require"}


async def _sleep(database: Database, seconds: float) -> None:
    async with database.read() as db:
        await db.execute(text(f"SELECT pg_sleep({seconds})"))


async def _answer(database: Database, unit: str) -> object:
    if unit == "alone":
        async with database.alone(Lock.RECONCILE) as connection:
            assert connection is not None
            return await connection.scalar(text("SELECT 1"))
    async with database.read() if unit == "read" else database.write() as db:
        return await db.scalar(text("SELECT 1"))


async def _refused(database: Database) -> float:
    """Seconds until it was told."""
    begun = monotonic()
    with pytest.raises(DatabaseAway):
        await database.is_alive()
    return monotonic() - begun


async def _sleep_writing(database: Database) -> None:
    async with database.write() as db:
        await db.execute(text("SELECT pg_sleep(30)"))


async def _alone(database: Database, order: list[str]) -> None:
    async with database.alone(Lock.PROVISION):
        order.append("there")
