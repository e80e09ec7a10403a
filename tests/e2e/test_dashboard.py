"""The dashboard in a real browser, against a real server and engine; the stories are in dashboard/tests.

`PLAYWRIGHT_ARGS` narrows them down: `PLAYWRIGHT_ARGS="-g palette" pytest -s tests/e2e/test_dashboard.py`.
"""

import json
import os
import shlex
import shutil
import subprocess
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from tests.architecture.source import ROOT
from tests.e2e.stage import servers, stage

DASHBOARD = ROOT / "dashboard"
pytestmark = [pytest.mark.engine, pytest.mark.browser, pytest.mark.timeout(1200)]


@dataclass(frozen=True)
class Played:
    has_passed: bool
    said: str
    stats: dict[str, int]


def test_the_stories(engine: Any, tmp_path: Path) -> None:
    """On two stages side by side: those of faults, which mostly wait, take the server away from all others.

    They have PostgreSQL and Valkey as the larger size has, so that these can be away; the others have SQLite.
    """
    assert (DASHBOARD / "dist/index.html").is_file(), "build the dashboard first: scripts/dashboard.sh dev"
    assert shutil.which("chromium"), "the stories need Debian's chromium: apt-get install chromium"
    words = shlex.split(os.environ.get("PLAYWRIGHT_ARGS", ""))
    stories = ["all"] if words else ["others", "faults"]
    with ThreadPoolExecutor() as stages:
        played = list(stages.map(lambda part: play(engine.docker_host, tmp_path / part, part, words), stories))
    passed, failed, skipped = (sum(one.stats[name] for one in played) for name in ("expected", "unexpected", "skipped"))
    failed += sum(one.stats["flaky"] for one in played)
    print(f"\ne2e: {passed} passed, {failed} failed")  # noqa: T201 - scripts/test.sh looks for it
    assert all(one.has_passed for one in played), "\n".join(one.said for one in played if not one.has_passed)
    assert passed > 0
    assert skipped == 0


def play(docker_host: str, folder: Path, stories: str, words: list[str]) -> Played:
    folder.mkdir()
    with ExitStack() as stack:
        larger = None if stories == "others" else stack.enter_context(servers(folder))
        ready = stack.enter_context(stage(docker_host, folder, larger))
        told = subprocess.run(
            ["node_modules/.bin/playwright", "test", *words],
            cwd=DASHBOARD,
            env={**os.environ, **ready.variables(), "CI": "1", "DOKPLOY_STORIES": stories},
            capture_output=True,
            text=True,
            check=False,
        )
        said = f"{told.stdout}\n{told.stderr}\nThe server said:\n{ready.instance.output.read_text()[-4000:]}"
    stats = json.loads((DASHBOARD / f"test-results/{stories}/results.json").read_text())["stats"]
    return Played(told.returncode == 0, said, stats)
