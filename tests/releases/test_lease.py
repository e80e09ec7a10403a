"""Several workers on one PostgreSQL: a lease says who is alive, and the fence stops whoever comes back too late."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
from sqlalchemy import func, select
from tests import postgres
from tests.database import migrated_postgresql, postgresql
from tests.releases.conftest import Ask, NewApplication, Seen, expire_leases
from tests.releases.runtime import KIND, Work, at_once, make_runtime

from dokploy.context import Runtime
from dokploy.models import Application, Deployment
from dokploy.releases import claims, control
from dokploy.releases.kinds import KINDS
from dokploy.releases.runs import run_claim
from dokploy.worker import Worker

pytestmark = pytest.mark.skipif(not postgres.is_here(), reason="PostgreSQL is not installed")


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with postgresql() as url:
        yield url


@pytest.fixture
async def runtime(address: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Runtime]:
    for name in list(KINDS):
        monkeypatch.delitem(KINDS, name)
    monkeypatch.setitem(KINDS, "application", KIND)
    database = await migrated_postgresql(address)
    runtime = make_runtime(database, tmp_path / "data")
    yield runtime
    await runtime.tools.engine.close()
    await database.close()


async def test_claims_from_many_connections_never_meet(
    runtime: Runtime, ask: Ask, new_application: NewApplication
) -> None:
    applications = [await new_application() for _ in range(5)]
    for application in applications * 3:
        await ask(application)
    found = await asyncio.gather(*(claims.claim(runtime, f"worker {number}") for number in range(10)))
    taken = [claim for claim in found if claim]
    assert len(taken) == 5
    assert {claim.service_id for claim in taken} == {application.application_id for application in applications}


async def test_a_run_with_a_lease_is_left_alone(runtime: Runtime, ask: Ask, application: Application) -> None:
    await ask(application)
    await claims.claim(runtime, "another worker")
    assert await claims.take_over(runtime, "me") == 0


async def test_a_run_whose_lease_is_over_waits_again(
    runtime: Runtime, ask: Ask, application: Application, seen: Seen
) -> None:
    deployment_id = await ask(application)
    await claims.claim(runtime, "a worker that is gone")
    await expire_leases(runtime)
    assert await claims.take_over(runtime, "me") == 1
    assert (await seen.run(deployment_id)).state == "queued"


async def test_a_lease_is_kept_for_as_long_as_the_run_goes_on(
    runtime: Runtime, ask: Ask, application: Application, seen: Seen, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(control, "LOOK_SECONDS", 0.05)
    monkeypatch.setattr(control, "HEARTBEAT_SECONDS", 0.1)
    deployment_id = await ask(application)
    claim = await claims.claim(runtime, "me")
    assert claim is not None
    work = Work()
    task = asyncio.create_task(run_claim(runtime, claim, run=work))
    await asyncio.sleep(0.3)
    await expire_leases(runtime)
    await asyncio.sleep(0.4)
    assert await claims.take_over(runtime, "another") == 0
    work.may_end.set()
    await task
    assert (await seen.run(deployment_id)).state == "done"


async def test_a_worker_that_was_frozen_past_its_lease_stops_and_writes_nothing(
    runtime: Runtime, ask: Ask, application: Application, seen: Seen
) -> None:
    deployment_id = await ask(application)
    frozen = await claims.claim(runtime, "frozen")
    assert frozen is not None
    work = Work()
    task = asyncio.create_task(run_claim(runtime, frozen, run=work))
    while not work.started:
        await asyncio.sleep(0.01)
    await expire_leases(runtime)
    await claims.take_over(runtime, "another")
    again = await claims.claim(runtime, "another")
    assert again is not None
    assert again.fence > frozen.fence
    async with asyncio.timeout(5):
        await task
    assert (await seen.run(deployment_id)).state == "running"
    await run_claim(runtime, again, run=at_once())
    assert (await seen.run(deployment_id)).state == "done"
    assert len(await seen.releases(application)) == 1


async def test_two_workers_share_a_queue(
    runtime: Runtime, ask: Ask, new_application: NewApplication, seen: Seen
) -> None:
    ids = [await ask(await new_application()) for _ in range(8)]
    works = [at_once(), at_once()]
    workers = [Worker(runtime, run=work) for work in works]
    for worker in workers:
        await worker.take_over()
        await worker.start()
    async with asyncio.timeout(30):
        while {(await seen.run(one)).state for one in ids} != {"done"}:
            await asyncio.sleep(0.1)
    for worker in workers:
        await worker.stop()
    assert sorted(works[0].started + works[1].started) == sorted(ids)


async def test_pushes_at_the_same_time_leave_the_newest_waiting(
    runtime: Runtime, ask: Ask, application: Application, seen: Seen
) -> None:
    for _ in range(5):
        await asyncio.gather(*(ask(application, automatic=True) for _ in range(4)))
    await ask(application, automatic=True)
    async with runtime.database.read() as db:
        waiting = await db.scalar(select(func.count()).where(Deployment.state == "queued"))
    assert waiting == 1
