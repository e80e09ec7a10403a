"""Alembic's entry: the connection comes from the one who calls, or from the settings when run by hand."""

import asyncio
from typing import Any

from alembic import context
from sqlalchemy import Connection, text

from dokploy.adapters.database import Database, Lock
from dokploy.models import Base
from dokploy.models.base import UtcDateTime
from dokploy.settings import Settings


def render_item(kind: str, item: Any, autogen: Any) -> str | bool:  # noqa: ARG001 - the hook has three parameters
    """Write our types as what they are in the database, so that old migrations do not import today's code."""
    if kind == "type" and isinstance(item, UtcDateTime):
        return "sa.DateTime(timezone=True)"
    return False


def migrate(connection: Connection) -> None:
    context.configure(
        connection=connection,
        target_metadata=Base.metadata,
        render_item=render_item,
        render_as_batch=connection.dialect.name == "sqlite",
        compare_type=True,
    )
    with context.begin_transaction():
        if connection.dialect.name == "postgresql":
            # The turn may take long, a table's lock may not: who waits for one makes everybody else wait.
            connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": int(Lock.MIGRATION)})
            connection.execute(text("SET LOCAL lock_timeout = '10s'"))
        context.run_migrations()


async def by_hand() -> None:
    database = Database(Settings().database)
    async with database.engine.execution_options(writes=True).connect() as connection:
        await connection.run_sync(migrate)
        await connection.commit()
    await database.close()


if (given := context.config.attributes.get("connection")) is not None:
    migrate(given)
else:
    asyncio.run(by_hand())
