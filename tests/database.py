"""A migrated database for each test: migrated once, then copied. SQLite, or PostgreSQL where the switch says so.

`DOKPLOY_TEST_DATABASE=postgresql` makes every test that asks for a database get one on PostgreSQL: the run starts a
server of its own, which all its processes share.
"""

import atexit
import fcntl
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Final

from sqlalchemy import make_url, text
from sqlalchemy.ext.asyncio import create_async_engine
from sqlalchemy.pool import NullPool
from tests import postgres

from dokploy.adapters import migrations
from dokploy.adapters.database import Database
from dokploy.core.names import new_id

SWITCH: Final = "DOKPLOY_TEST_DATABASE"
SERVER: Final = "DOKPLOY_TEST_POSTGRES_URL"
"""Where the run's server is; set by the run itself, for the processes that it starts."""
TEMPLATE: Final = "migrated"

IS_POSTGRESQL: Final = os.environ.get(SWITCH, "sqlite") == "postgresql"
_template: list[Path] = []
_started = ExitStack()


def start_server() -> None:
    """Once per run, in the process that outlives all others."""
    if IS_POSTGRESQL and SERVER not in os.environ:
        os.environ[SERVER] = _started.enter_context(postgres.running()).url


def end_server() -> None:
    with _started:
        pass


@contextmanager
def postgresql() -> Iterator[str]:
    """The run's server where it has one, else one for this block; its URL."""
    if SERVER in os.environ:
        yield os.environ[SERVER]
        return
    with postgres.running() as server:
        yield server.url


async def migrated(folder: Path) -> Database:
    """A database of its own at the newest revision, with what belongs to it in `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    if IS_POSTGRESQL:
        return await migrated_postgresql(os.environ[SERVER])
    shutil.copy(await _sqlite_template(), folder / "dokploy.db")
    return Database(f"sqlite+aiosqlite:///{folder / 'dokploy.db'}")


async def migrated_postgresql(server: str) -> "Database":
    """A database of its own on that server until it is closed; then it is emptied, for the next who asks."""
    spare = _spare.setdefault(server, [])
    if not spare:
        await _ensure_postgresql_template(server)
        name = f"test_{new_id().lower().replace('-', '_')}"
        await say(server, f'CREATE DATABASE "{name}" TEMPLATE {TEMPLATE} STRATEGY FILE_COPY')
        spare.append(url_of(server, name))
    return _Lent(spare.pop(), spare)


def url_of(server: str, name: str) -> str:
    return make_url(server).set(database=name).render_as_string(hide_password=False)


def settings_for(database: Database) -> dict[str, str]:
    """What the settings say of this database: nothing about the one that lies in the data folder."""
    return {} if database.is_sqlite else {"database_url": database.url.render_as_string(hide_password=False)}


async def say(url: str, *statements: str) -> None:
    """Statements that no transaction may hold."""
    engine = create_async_engine(url, poolclass=NullPool, isolation_level="AUTOCOMMIT")
    async with engine.connect() as connection:
        for statement in statements:
            await connection.execute(text(statement))
    await engine.dispose()


_spare: dict[str, list[str]] = {}
"""Empty databases of this process, by server. To copy one for each test costs twenty times what emptying it does."""

EMPTY: Final = (
    # Whoever is left over, such as a process that was killed, must not write into the next test.
    """
    SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid()""",
    "SET session_replication_role = replica",  # no foreign keys: in any order
    """
    DO $$ DECLARE used regclass; BEGIN
      FOR used IN SELECT oid FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace
          AND relname <> 'alembic_version' AND pg_relation_size(oid) > 0 LOOP
        EXECUTE 'DELETE FROM ' || used;
      END LOOP;
    END $$""",
)


class _Lent(Database):
    def __init__(self, url: str, spare: list[str]) -> None:
        super().__init__(url)
        self._spare = spare
        self._is_back = False

    async def close(self) -> None:
        await super().close()
        if not self._is_back:
            self._is_back = True
            address = self.url.render_as_string(hide_password=False)
            await say(address, *EMPTY)
            self._spare.append(address)


async def _sqlite_template() -> Path:
    if not _template:
        place = Path(tempfile.mkdtemp(prefix="dokploy-template-"))
        atexit.register(shutil.rmtree, place, ignore_errors=True)
        database = Database(f"sqlite+aiosqlite:///{place / 'template.db'}")
        await migrations.upgrade(database)
        await database.close()
        _template.append(place / "template.db")
    return _template[0]


_ready: set[str] = set()


async def _ensure_postgresql_template(server: str) -> None:
    """By whoever asks first; nobody may be connected to a database that is copied."""
    if server in _ready:
        return
    mark = Path(str(make_url(server).query["host"])) / "template"
    with mark.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not mark.exists():
            await say(server, f"CREATE DATABASE {TEMPLATE}")
            database = Database(url_of(server, TEMPLATE))
            await migrations.upgrade(database)
            await database.close()
            mark.touch()
    _ready.add(server)
