"""Taking runs from the queue, and taking over from a process that is gone."""

import asyncio
from pathlib import Path

import pytest
from sqlalchemy import delete, literal, update
from tests.releases.conftest import Ask, NewApplication, Seen, expire_leases

from dokploy.adapters.shell import process_place
from dokploy.context import Runtime
from dokploy.core.clock import now
from dokploy.core.commands import Command
from dokploy.models import Application, Deployment, Rollback
from dokploy.models.base import Base
from dokploy.releases import claims


async def test_the_oldest_run_comes_first_and_one_per_service_at_a_time(
    runtime: Runtime, ask: Ask, new_application: NewApplication
) -> None:
    one, two = await new_application(), await new_application()
    first, second, third = await ask(one), await ask(one), await ask(two)
    claimed = [await claims.claim(runtime, "me") for _ in range(3)]
    assert [claim.deployment_id if claim else None for claim in claimed] == [first, third, None]
    assert second not in {claim.deployment_id for claim in claimed if claim}


async def test_a_claim_starts_the_clock_of_its_run(
    runtime: Runtime, ask: Ask, application: Application, seen: Seen
) -> None:
    run = await seen.run(await ask(application))
    claim = await claims.claim(runtime, "me")
    assert claim is not None
    run = await seen.run(run.deployment_id)
    assert (run.state, run.lease_owner, run.fence) == ("running", "me", claim.fence)
    assert run.started_at


async def test_claims_side_by_side_never_meet(runtime: Runtime, ask: Ask, new_application: NewApplication) -> None:
    for _ in range(20):
        await ask(await new_application())
    found = await asyncio.gather(*(claims.claim(runtime, f"worker {number}") for number in range(30)))
    taken = [claim.deployment_id for claim in found if claim]
    assert len(taken) == len(set(taken)) == 20


async def test_the_fence_grows_with_each_claim_of_a_service(
    runtime: Runtime, ask: Ask, application: Application, seen: Seen
) -> None:
    fences = []
    for _ in range(5):
        deployment_id = await ask(application)
        claim = await claims.claim(runtime, "me")
        assert claim is not None
        fences.append(claim.fence)
        await _set(runtime, deployment_id, state="done")
    assert fences == sorted(set(fences))


async def test_the_fence_grows_even_when_all_rows_were_deleted(
    runtime: Runtime, ask: Ask, application: Application, monkeypatch: pytest.MonkeyPatch
) -> None:
    fences = []
    for minutes in (0, 1):
        deployment_id = await ask(application)
        second = literal(int(now().timestamp()) + 60 * minutes)
        monkeypatch.setattr(claims, "_seconds", lambda _, second=second: second)
        claim = await claims.claim(runtime, "me")
        assert claim is not None
        fences.append(claim.fence)
        async with runtime.database.write() as db:
            await db.execute(delete(Deployment).where(Deployment.deployment_id == deployment_id))
    assert fences[1] > fences[0]


async def _set(runtime: Runtime, deployment_id: str, **values: object) -> None:
    async with runtime.database.write() as db:
        change = update(Deployment).where(Deployment.deployment_id == deployment_id)
        await db.execute(change.values(**values))


async def _abandoned(runtime: Runtime, ask: Ask, application: Application) -> str:
    deployment_id = await ask(application)
    await claims.claim(runtime, "a process that is gone")
    await expire_leases(runtime)
    return deployment_id


async def test_a_run_of_a_process_that_is_gone_waits_again_at_its_old_place(
    runtime: Runtime, ask: Ask, application: Application, seen: Seen
) -> None:
    deployment_id = await _abandoned(runtime, ask, application)
    later = await ask(application)
    assert await claims.take_over(runtime, "me") == 1
    run = await seen.run(deployment_id)
    assert (run.state, run.status, run.stage, run.lease_owner) == ("queued", "running", None, None)
    assert run.stages[0]["outcome"] == "lost"
    assert "interrupted" in await seen.log(deployment_id)
    claim = await claims.claim(runtime, "me")
    assert claim is not None
    assert claim.deployment_id == deployment_id != later


async def test_our_own_runs_are_not_taken_over(runtime: Runtime, ask: Ask, application: Application) -> None:
    await ask(application)
    await claims.claim(runtime, "me")
    assert await claims.take_over(runtime, "me") == 0


async def test_a_run_that_takes_its_process_down_each_time_ends(
    runtime: Runtime, ask: Ask, application: Application, seen: Seen
) -> None:
    deployment_id = await ask(application)
    for attempt in range(3):
        assert await claims.claim(runtime, f"process {attempt}")
        await expire_leases(runtime)
        await claims.take_over(runtime, f"process {attempt + 1}")
    run = await seen.run(deployment_id)
    assert (run.state, run.status) == ("error", "error")
    assert "interrupted 3 times" in (run.error_message or "")
    assert (await seen.application(application)).application_status == "error"


async def test_a_run_that_was_live_when_its_process_died_is_done(
    runtime: Runtime, ask: Ask, application: Application, seen: Seen
) -> None:
    deployment_id = await _abandoned(runtime, ask, application)
    async with runtime.database.write() as db:
        release = Rollback(
            deployment_id=deployment_id, application_id=application.application_id, version=1, service_name="shop-1"
        )
        db.add(release)
        (await db.get_one(Application, application.application_id)).live_rollback_id = release.rollback_id
    await claims.take_over(runtime, "me")
    assert (await seen.run(deployment_id)).state == "done"
    assert (await seen.application(application)).application_status == "done"


@pytest.mark.parametrize(("how", "state"), [("cancel", "cancelled"), ("kill", "error")])
async def test_a_run_that_had_been_asked_to_stop_does_not_run_again(
    runtime: Runtime, ask: Ask, application: Application, seen: Seen, how: str, state: str
) -> None:
    deployment_id = await _abandoned(runtime, ask, application)
    await _set(runtime, deployment_id, stop_requested=how, stage="build")
    await claims.take_over(runtime, "me")
    run = await seen.run(deployment_id)
    assert run.state == state
    assert "in stage build" in (run.error_message or "")


async def test_processes_that_were_left_are_killed_first(runtime: Runtime, ask: Ask, application: Application) -> None:
    deployment_id = await _abandoned(runtime, ask, application)
    left: list[int] = []

    async def note(group: int, started: str) -> None:
        await _set(runtime, deployment_id, process_group=group, process_started=f"{process_place()}/{started}")
        left.append(group)

    sleeping = asyncio.create_task(runtime.tools.shell.run(Command(("sleep", "300")), timeout_s=300, on_start=note))
    while not left:
        await asyncio.sleep(0.01)
    await claims.take_over(runtime, "me")
    assert (await sleeping).exit_code < 0
    assert not Path(f"/proc/{left[0]}").exists()


async def test_no_service_reads_running_for_ever(
    runtime: Runtime, application: Application, new_application: NewApplication, ask: Ask, seen: Seen
) -> None:
    busy = await new_application()
    await ask(busy)
    async with runtime.database.write() as db:
        (await db.get_one(Application, application.application_id)).application_status = "running"
    await claims.repair_statuses(runtime)
    assert (await seen.application(application)).application_status == "idle"
    assert (await seen.application(busy)).application_status == "running"


async def test_a_deployment_of_no_kind_of_ours_is_left_alone(runtime: Runtime, seen: Seen) -> None:
    """Schedules and backups have rows in the same table, and a queue of their own."""
    async with runtime.database.write() as db:
        row: Base = Deployment(deployment_id="schedule", title="Nightly", log_path="/x", state="running")
        db.add(row)
    assert await claims.claim(runtime, "me") is None
    assert await claims.take_over(runtime, "me") == 0
    assert (await seen.run("schedule")).state == "running"


async def test_a_claim_that_was_taken_over_is_lost(runtime: Runtime, ask: Ask, application: Application) -> None:
    await ask(application)
    frozen = await claims.claim(runtime, "frozen")
    assert frozen is not None
    assert await claims.look(runtime, frozen) is None
    await expire_leases(runtime)
    await claims.take_over(runtime, "other")
    assert await claims.claim(runtime, "other")
    with pytest.raises(claims.Lost):
        await claims.look(runtime, frozen)
    with pytest.raises(claims.Lost):
        await claims.renew(runtime, frozen)
