"""What the reconciler keeps right without an engine."""

import os
import time
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from tests.database import migrated
from tests.releases.runtime import make_runtime

from dokploy.adapters.folder import STALE_SECONDS
from dokploy.context import Runtime
from dokploy.releases import reconcile
from dokploy.releases.reconcile import Reconciler


@pytest.fixture
async def runtime(tmp_path: Path) -> AsyncIterator[Runtime]:
    database = await migrated(tmp_path / "data")
    runtime = make_runtime(database, tmp_path / "data")
    yield runtime
    await runtime.tools.engine.close()
    await database.close()


async def test_drafts_of_processes_that_were_killed_go_within_hours_without_a_start(
    runtime: Runtime, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One of several processes must not take a fresh one away: another may be writing it."""
    folder = runtime.tools.folder.traefik
    fresh, old = folder / ".0a1b2c3d4e5f~draft", folder / ".5f4e3d2c1b0a~draft"
    for draft in (fresh, old):
        draft.write_text("half")
    os.utime(old, (0, time.time() - STALE_SECONDS - 1))
    reconciler = Reconciler(runtime)
    await reconciler.once()
    assert old.exists()  # not at every round: it looks through all files of all services
    monkeypatch.setattr(reconcile, "SWEEP_SECONDS", 0)
    await reconciler.once()
    assert [path for path in (fresh, old) if path.exists()] == [fresh]
