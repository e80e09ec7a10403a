"""The dashboard in a real browser, against a real server and engine; the stories are in dashboard/tests.

`PLAYWRIGHT_ARGS` narrows them down: `PLAYWRIGHT_ARGS="-g palette" pytest -s tests/e2e/test_dashboard.py`.
"""

import json
import os
import shlex
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
from tests.architecture.source import ROOT
from tests.e2e.stage import stage

DASHBOARD = ROOT / "dashboard"
pytestmark = [pytest.mark.engine, pytest.mark.browser, pytest.mark.timeout(1200)]


def test_the_stories(engine: Any, tmp_path: Path) -> None:
    assert (DASHBOARD / "dist/index.html").is_file(), "build the dashboard first: scripts/dashboard.sh dev"
    assert shutil.which("chromium"), "the stories need Debian's chromium: apt-get install chromium"
    words = shlex.split(os.environ.get("PLAYWRIGHT_ARGS", ""))
    with stage(engine.docker_host, tmp_path) as ready:
        told = subprocess.run(
            ["node_modules/.bin/playwright", "test", *words],
            cwd=DASHBOARD,
            env={**os.environ, **ready.variables(), "CI": "1"},
            capture_output=True,
            text=True,
            check=False,
        )
        said = ready.instance.output.read_text()
    results = json.loads((DASHBOARD / "test-results/results.json").read_text())["stats"]
    failed = results["unexpected"] + results["flaky"]
    print(f"\ne2e: {results['expected']} passed, {failed} failed")  # noqa: T201 - scripts/test.sh looks for it
    assert told.returncode == 0, f"{told.stdout}\n{told.stderr}\nThe server said:\n{said[-4000:]}"
    assert results["expected"] > 0
    assert results["skipped"] == 0
