"""Somebody at a shell, with a home of their own, who types commands; each runs as a process, as for a real person."""

import json
import os
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

PROGRAM = str(Path(sys.executable).with_name("dokploy"))


@dataclass
class Person:
    home: Path
    environment: dict[str, str] = field(default_factory=dict)

    @property
    def variables(self) -> dict[str, str]:
        path = f"{Path(PROGRAM).parent}:{os.environ['PATH']}"
        return {"PATH": path, "HOME": str(self.home), "TZ": "UTC", **self.environment}

    @property
    def credentials(self) -> Path:
        return self.home / ".config/dokploy/credentials.json"

    @property
    def key(self) -> str:
        """Of the current profile."""
        stored = json.loads(self.credentials.read_text())
        return str(stored["profiles"][stored["current"]]["key"])

    def run(
        self, *argv: str, stdin: str = "", expect: int = 0, cwd: Path | None = None
    ) -> subprocess.CompletedProcess[str]:
        done = subprocess.run(
            [PROGRAM, *argv],
            env=self.variables, input=stdin, cwd=cwd or self.home, capture_output=True, text=True, timeout=240,
            check=False,
        )  # fmt: skip
        assert done.returncode == expect, f"exit code {done.returncode}\n{done.stdout}{done.stderr}"
        assert "Traceback" not in done.stderr
        return done

    def json(self, *argv: str, expect: int = 0) -> Any:
        """What a verb prints with --json: exactly one document."""
        return json.loads(self.run(*argv, "--json", expect=expect).stdout)

    def table(self, *argv: str) -> list[list[str]]:
        """The lines of a table without its titles, cut at two blanks."""
        _, *lines = self.run(*argv).stdout.splitlines()
        return [[cell.strip() for cell in line.split("  ") if cell.strip()] for line in lines]
