"""The claim loop: at once when the bell rings, a few at a time, and nothing lost however a process ends."""

import asyncio
import os
import signal
import sys
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from time import monotonic

import pytest
from tests.releases.conftest import Ask, NewApplication, Seen, expire_leases
from tests.releases.runtime import KIND, Work, at_once

from dokploy.adapters.bell import Bell
from dokploy.adapters.valkey import embedded_valkey
from dokploy.context import Runtime
from dokploy.core.actor import SYSTEM
from dokploy.models import Application
from dokploy.releases import requests
from dokploy.worker import Worker

ROOT = Path(__file__).parents[2]


async def until(condition: Callable[[], bool], seconds: float = 5) -> None:
    async with asyncio.timeout(seconds):
        while not condition():
            await asyncio.sleep(0.005)


@pytest.fixture
async def work(runtime: Runtime) -> AsyncIterator[Work]:
    """A worker that is at work, and what its runs do."""
    work = Work()
    worker = Worker(runtime, run=work)
    await worker.take_over()
    await worker.start()
    yield work
    work.may_end.set()
    await worker.stop()


async def test_a_request_is_taken_up_at_once(ask: Ask, work: Work, application: Application) -> None:
    await asyncio.sleep(0.1)  # the first look is over: only the bell can be so fast
    begun = monotonic()
    deployment_id = await ask(application)
    await until(lambda: work.started == [deployment_id])
    assert monotonic() - begun < 0.5


async def test_no_more_runs_at_once_than_there_are_slots(
    runtime: Runtime, ask: Ask, work: Work, new_application: NewApplication
) -> None:
    ids = [await ask(await new_application()) for _ in range(6)]
    await until(lambda: len(work.started) == 2)
    await asyncio.sleep(0.2)
    assert work.most_at_once == runtime.settings.builds_concurrency == 2
    work.may_end.set()
    await until(lambda: len(work.started) == 6, 20)
    assert work.started == ids


async def test_runs_of_one_service_follow_each_other(
    ask: Ask, work: Work, application: Application, seen: Seen
) -> None:
    ids = [await ask(application) for _ in range(4)]
    work.may_end.set()
    await until(lambda: len(work.started) == 4, 20)
    assert (work.most_at_once, work.started) == (1, ids)


async def test_a_storm_of_pushes_costs_two_runs(ask: Ask, work: Work, application: Application, seen: Seen) -> None:
    first = await ask(application, automatic=True)
    await until(lambda: work.started == [first])
    ids = await asyncio.gather(*(ask(application, automatic=True) for _ in range(100)))
    runs = sorted([await seen.run(one) for one in ids], key=lambda run: run.sequence)
    work.may_end.set()
    await until(lambda: len(work.started) == 2)
    assert work.started == [first, runs[-1].deployment_id]


async def test_a_queue_without_a_bell_is_only_slower(
    runtime: Runtime, ask: Ask, work: Work, application: Application, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def silence() -> None:
        return

    monkeypatch.setattr(runtime.tools.bell, "ring", silence)
    await ask(application)
    await until(lambda: bool(work.started), 4)
    monkeypatch.undo()


async def test_a_stopping_worker_lets_a_run_end_that_is_about_to(
    runtime: Runtime, ask: Ask, application: Application, seen: Seen
) -> None:
    work = Work()
    worker = Worker(runtime, run=work)
    await worker.start()
    deployment_id = await ask(application)
    await until(lambda: bool(work.started))
    stopping = asyncio.create_task(worker.stop(drain_s=5))
    await asyncio.sleep(0.1)
    work.may_end.set()
    await stopping
    assert (await seen.run(deployment_id)).state == "done"


async def test_a_stopping_worker_puts_back_what_goes_on_and_takes_nothing_more(
    runtime: Runtime, ask: Ask, new_application: NewApplication, seen: Seen
) -> None:
    work = Work()
    worker = Worker(runtime, run=work)
    await worker.start()
    ids = [await ask(await new_application()) for _ in range(5)]
    await until(lambda: len(work.started) == 2)
    await worker.stop(drain_s=0.1)
    assert {(await seen.run(one)).state for one in ids} == {"queued"}
    assert len(work.started) == 2

    following = Worker(runtime, run=at_once())
    await following.take_over()
    await following.start()
    async with asyncio.timeout(20):
        while {(await seen.run(one)).state for one in ids} != {"done"}:
            await asyncio.sleep(0.05)
    await following.stop()


async def test_stopping_at_any_moment_loses_no_claim(
    runtime: Runtime, ask: Ask, new_application: NewApplication, seen: Seen
) -> None:
    """A claim that was committed must find its runner, also when the stop comes between the two."""
    ids = [await ask(await new_application()) for _ in range(4)]
    for moment in range(12):
        work = Work()
        worker = Worker(runtime, run=work)
        await worker.start()
        await asyncio.sleep(moment * 0.002)
        await worker.stop(drain_s=0)
        assert {(await seen.run(one)).state for one in ids} == {"queued"}


async def test_kill_9_in_the_middle_of_a_run_loses_nothing(
    runtime: Runtime, ask: Ask, new_application: NewApplication, seen: Seen
) -> None:
    """A real process with real children is killed; the next one ends the children and carries the runs out."""
    ids = [await ask(await new_application()) for _ in range(3)]
    process, output = await crashing(runtime, "sleeping")
    async with asyncio.timeout(30):
        groups = [int(await output.readline()) for _ in range(2)]
    assert all(Path(f"/proc/{group}").exists() for group in groups)
    process.send_signal(signal.SIGKILL)
    await process.wait()
    assert [(await seen.run(one)).state for one in ids] == ["running", "running", "queued"]
    await expire_leases(runtime)

    worker = Worker(runtime, run=at_once())
    await worker.take_over()
    assert not any(_is_alive(group) for group in groups)
    assert [(await seen.run(one)).state for one in ids] == ["queued"] * 3
    await worker.start()
    async with asyncio.timeout(20):
        while {(await seen.run(one)).state for one in ids} != {"done"}:
            await asyncio.sleep(0.05)
    await worker.stop()
    text = await seen.log(ids[0])
    assert "Running again, attempt 2" in text
    assert text.endswith("Deployment done ✅\n")


@pytest.mark.parametrize("steps", [1, 4, 9, 10, 17, 23])
async def test_kill_9_after_any_step_ends_every_run_once(
    runtime: Runtime, ask: Ask, new_application: NewApplication, seen: Seen, steps: int
) -> None:
    applications = [await new_application() for _ in range(4)]
    ids = [await ask(application) for application in applications for _ in range(2)]
    process, output = await crashing(runtime, "quick")
    async with asyncio.timeout(30):
        for _ in range(steps):
            await output.readline()
    process.send_signal(signal.SIGKILL)
    await process.wait()
    await expire_leases(runtime)

    worker = Worker(runtime, run=at_once())
    await worker.take_over()
    await worker.start()
    async with asyncio.timeout(30):
        while {(await seen.run(one)).state for one in ids} != {"done"}:
            await asyncio.sleep(0.05)
    await worker.stop()
    for application in applications:
        releases = await seen.releases(application)
        row = await seen.application(application)
        assert [release.version for release in releases] == [1, 2]
        assert (row.live_rollback_id, row.application_status) == (releases[-1].rollback_id, "done")
        assert releases[-1].service_name in (await runtime.tools.traefik.read(application.app_name) or "")


async def crashing(runtime: Runtime, pipeline: str) -> tuple[asyncio.subprocess.Process, asyncio.StreamReader]:
    """A worker in a process of its own, and what it prints."""
    given = (str(runtime.settings.data), runtime.settings.database, pipeline)
    command = (sys.executable, "-m", "tests.releases.crashing", *given)
    process = await asyncio.create_subprocess_exec(*command, cwd=ROOT, stdout=asyncio.subprocess.PIPE)
    assert process.stdout is not None
    return process, process.stdout


def _is_alive(group: int) -> bool:
    status = Path(f"/proc/{group}/stat")
    return status.exists() and status.read_text().rpartition(")")[2].split()[0] != "Z"


async def test_cancelling_everything_leaves_an_idle_worker(
    runtime: Runtime, ask: Ask, work: Work, application: Application, seen: Seen
) -> None:
    ids = [await ask(application) for _ in range(3)]
    await until(lambda: bool(work.started))
    async with runtime.acting(SYSTEM).write() as ctx:
        row = await ctx.db.get_one(Application, application.application_id)
        assert await requests.ask_to_stop(ctx, KIND, row, "cancel") == 3
    async with asyncio.timeout(5):
        while {(await seen.run(one)).state for one in ids} != {"cancelled"}:
            await asyncio.sleep(0.02)
    assert (await seen.application(application)).application_status == "idle"
    assert len(work.started) == 1


async def test_a_ring_from_another_process_is_heard(runtime: Runtime) -> None:
    """Two bells on one real Valkey: what the API process rings, the worker process hears."""
    async with embedded_valkey(runtime.tools.folder) as here:
        there = Bell(socket=here._socket)
        listening = asyncio.create_task(here.listen())
        await here.wait(5)  # it listens
        begun = monotonic()
        await there.ring()
        await here.wait(5)
        assert monotonic() - begun < 2
        listening.cancel()
        await asyncio.wait([listening])
        await there.close()


async def test_the_bell_survives_its_server(runtime: Runtime) -> None:
    async with embedded_valkey(runtime.tools.folder) as bell:
        assert bell._socket is not None
        listening = asyncio.create_task(bell.listen())
        await bell.wait(5)
        server = _server_of(bell._socket)
        os.kill(server, signal.SIGKILL)
        begun = monotonic()
        await bell.ring()
        assert monotonic() - begun < 0.1  # a bell that does not ring is not an error, and costs nobody time
        await bell.wait(1)
        there = Bell(socket=bell._socket)
        heard = False
        async with asyncio.timeout(20):
            while not heard:
                await asyncio.sleep(0.5)
                await bell.wait(0.01)
                await there.ring()
                begun = monotonic()
                await bell.wait(1.5)
                heard = monotonic() - begun < 1.4
        listening.cancel()
        await asyncio.wait([listening])
        await there.close()
    assert not Path(f"/proc/{server}").exists()


def _server_of(socket: Path) -> int:
    for line in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            title = line.read_bytes()
        except OSError:
            continue
        if str(socket).encode() in title:
            return int(line.parent.name)
    raise AssertionError("no server on this socket")
