"""A command line as a value: argv, an environment whose secrets print as `[REDACTED]`, and where it runs."""

import shlex
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from dokploy.core.secrets import Secret


@dataclass(frozen=True)
class Command:
    """What `Shell` runs; there is no shell in it. `env` is added to a minimal environment, not to ours."""

    argv: tuple[str, ...]
    env: Mapping[str, str | Secret] = field(default_factory=dict)
    cwd: Path | None = None
    stdin: bytes | None = None

    def __str__(self) -> str:
        """For logs: secrets as `[REDACTED]`, words quoted as a person would type them."""
        variables = [f"{name}={value}" for name, value in self.env.items()]
        return " ".join([*variables, *(shlex.quote(word) for word in self.argv)])
