"""Every table: how it belongs, and that the history of migrations makes exactly these tables."""

from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, inspect

from dokploy.adapters import migrations
from dokploy.adapters.database import Database
from dokploy.models import Base
from dokploy.models.base import INSTANCE, ByUser, Direct, Owner, Reverse, Up

MODELS = sorted((mapper.class_ for mapper in Base.registry.mappers), key=lambda model: str(model.__name__))
EACH = pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)


@EACH
def test_a_table_says_how_it_belongs(model: type[Base]) -> None:
    """And what it names is really there."""
    belongs: Owner = model.belongs
    match belongs:
        case Direct(column) | ByUser(column):
            assert hasattr(model, column)
        case Up(columns):
            assert columns
            assert all(hasattr(model, column) for column in columns)
        case Reverse(table, column):
            parent = next(other for other in MODELS if other.__tablename__ == table)
            assert hasattr(parent, column)
        case _:
            assert belongs is INSTANCE


def test_history_is_one_line() -> None:
    config = Config()
    config.set_main_option("script_location", str(migrations.folder()))
    scripts = ScriptDirectory.from_config(config)
    assert scripts.get_heads() == [migrations.head()]


async def test_an_empty_database_becomes_the_models_exactly(tmp_path: Path) -> None:
    database = Database(f"sqlite+aiosqlite:///{tmp_path / 'new.db'}")
    assert await migrations.upgrade(database) is True
    assert await migrations.upgrade(database) is False
    async with database.engine.connect() as connection:
        tables, drift = await connection.run_sync(_compare)
    await database.close()
    assert tables == {*Base.metadata.tables, "alembic_version"}
    assert drift == []


def _compare(connection: Connection) -> tuple[set[str], list[object]]:
    context = MigrationContext.configure(connection, opts={"compare_type": True})
    return set(inspect(connection).get_table_names()), list(compare_metadata(context, Base.metadata))
