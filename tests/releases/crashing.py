"""A worker process for a test to kill.

`sleeping`: each run waits for a real child process, whose group is printed. `quick`: runs of a few steps, one line
printed for each step.
"""

import asyncio
import sys
from pathlib import Path

from tests.releases.runtime import KIND, make_runtime, release_of

from dokploy.adapters.database import Database
from dokploy.context import Tools
from dokploy.core.commands import Command
from dokploy.core.logging import configure
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


async def take_a_few_steps(plan: Plan, _: Tools, control: RunControl) -> Outcome:
    release = release_of(plan)
    for stage in ("source", "build", "start", "route", "drain"):
        await control.stage_started(stage)
        sys.stdout.write(f"{stage}\n")
        sys.stdout.flush()
        await asyncio.sleep(0.01)
        if stage == "route":
            await control.go_live(release)
        await control.stage_finished(stage, "done")
    return Outcome("done", release)


PIPELINES = {"sleeping": sleep_for_long, "quick": take_a_few_steps}


async def main(data: Path, database: str, pipeline: str) -> None:
    configure("warning")  # the log is not what the test reads
    register(KIND)
    runtime = make_runtime(Database(database), data)
    worker = Worker(runtime, run=PIPELINES[pipeline])
    await worker.take_over()
    await worker.start()
    await asyncio.Event().wait()


asyncio.run(main(Path(sys.argv[1]), sys.argv[2], sys.argv[3]))
