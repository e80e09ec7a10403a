"""A migrated SQLite file for each test: migrated once per process, then copied (0.5 s against a millisecond)."""

import atexit
import shutil
import tempfile
from pathlib import Path

from dokploy.adapters import migrations
from dokploy.adapters.database import Database

_template: Path | None = None


async def migrated(folder: Path) -> Database:
    """A database of its own in `folder`, at the newest revision."""
    global _template
    if _template is None:
        place = Path(tempfile.mkdtemp(prefix="dokploy-template-"))
        atexit.register(shutil.rmtree, place, ignore_errors=True)
        database = Database(f"sqlite+aiosqlite:///{place / 'template.db'}")
        await migrations.upgrade(database)
        await database.close()
        _template = place / "template.db"
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copy(_template, folder / "dokploy.db")
    return Database(f"sqlite+aiosqlite:///{folder / 'dokploy.db'}")
