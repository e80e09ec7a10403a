"""Bring the database to the newest revision: one SELECT when there is nothing to do, Alembic only when there is."""

import re
from functools import cache
from pathlib import Path

from sqlalchemy import Connection, inspect, text

from dokploy.adapters.database import Database, Lock
from dokploy.core.errors import PreconditionFailed

_REVISION = re.compile(r'^revision(?:: str)? = "(\w+)"', re.MULTILINE)


@cache
def folder() -> Path:
    """`migrations/` of the checkout, or the copy that an installed package carries."""
    package = Path(__file__).resolve().parents[1]
    for place in (package.parents[1] / "migrations", package / "migrations"):
        if (place / "env.py").is_file():
            return place
    raise PreconditionFailed("The migrations folder is missing", hint="Install the package again.")


@cache
def head() -> str:
    """The newest revision: file names begin with their date, and the history is one line."""
    newest = max((folder() / "versions").glob("*.py"), key=lambda path: path.name)
    found = _REVISION.search(newest.read_text())
    if found is None:
        raise PreconditionFailed(f"{newest.name} names no revision")
    return found[1]


@cache
def known() -> frozenset[str]:
    """Every revision that this version has."""
    texts = (path.read_text() for path in (folder() / "versions").glob("*.py"))
    return frozenset(revision for text in texts for revision in _REVISION.findall(text))


async def upgrade(database: Database) -> bool:
    """Migrate if needed; True when something was done. Of several processes one does it, and the others wait."""
    if await _is_at_head(database):
        return False
    async with database.alone(Lock.START) as connection:
        if connection is None or await _is_at_head(database):
            return False
        await connection.run_sync(_run_alembic)
    return True


async def _is_at_head(database: Database) -> bool:
    async with database.engine.connect() as connection:
        current = await connection.run_sync(_current)
    if current == head():
        return True
    if current is not None and current not in known():
        raise PreconditionFailed(
            f"The database is at revision {current}, which this version does not know.",
            hint="It was migrated by a newer version: install that one, or restore a backup from before.",
        )
    return False


def _current(connection: Connection) -> str | None:
    if not inspect(connection).has_table("alembic_version"):
        return None
    return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()


def _run_alembic(connection: Connection) -> None:
    # Alembic and its templates cost 10 MB and 0.2 s: only a start that migrates pays for them.
    from alembic import command  # noqa: PLC0415
    from alembic.config import Config  # noqa: PLC0415

    config = Config()
    config.set_main_option("script_location", str(folder()))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
