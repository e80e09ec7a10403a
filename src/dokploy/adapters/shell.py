"""Child processes: argv only, one process group per command, lines as they come, TERM then KILL and proof."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from dokploy.core.commands import Command

OnLine = Callable[[str], Awaitable[None]]
OnStart = Callable[[int, str], Awaitable[None]]


@dataclass(frozen=True)
class Finished:
    exit_code: int
    """Negative = ended by that signal."""
    last_lines: tuple[str, ...]


class Shell:
    async def run(
        self, command: Command, *, timeout_s: float, on_line: OnLine | None = None, on_start: OnStart | None = None
    ) -> Finished:
        """Run to the end. When cancelled, or out of time (`TimedOut`), the whole group is gone before this returns."""
        raise NotImplementedError

    async def kill_group(self, group: int, started: str) -> bool:
        """End a group that an earlier process of ours left: only if its leader still has this start time."""
        raise NotImplementedError
