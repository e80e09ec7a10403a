"""Commands on this machine while it is prepared: one that fails raises, with its last words."""

from dokploy.adapters.shell import OnLine, Shell
from dokploy.core.commands import Command
from dokploy.core.errors import RemoteFailed


async def run(command: Command, timeout_s: float, on_line: OnLine | None = None) -> None:
    done = await Shell().run(command, timeout_s=timeout_s, on_line=on_line)
    if done.exit_code != 0:
        last = done.last_lines[-1] if done.last_lines else f"exit code {done.exit_code}"
        raise RemoteFailed(f"`{command}` failed: {last}")
