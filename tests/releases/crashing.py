"""A worker process whose runs wait for a real child process; a test kills it. Prints the child's group for each run."""

import asyncio
import sys
from pathlib import Path

from tests.releases.runtime import KIND, make_runtime

from dokploy.adapters.database import Database
from dokploy.context import Tools
from dokploy.core.commands import Command
from dokploy.pipeline.plan import Outcome, Plan, RunControl
from dokploy.releases.kinds import register
from dokploy.worker import Worker


async def sleep_for_long(_: Plan, tools: Tools, control: RunControl) -> Outcome:
    async def started(group: int, at: str) -> None:
        await control.process_started(group, at)
        sys.stdout.write(f"{group}\n")
        sys.stdout.flush()

    await control.stage_started("build")
    await tools.shell.run(Command(("sleep", "600")), timeout_s=600, on_start=started)
    return Outcome("error", cause="nobody killed me")


async def main(data: Path) -> None:
    register(KIND)
    runtime = make_runtime(Database(f"sqlite+aiosqlite:///{data / 'dokploy.db'}"), data)
    worker = Worker(runtime, run=sleep_for_long)
    await worker.take_over()
    await worker.start()
    await asyncio.Event().wait()


asyncio.run(main(Path(sys.argv[1])))
