"""A run from claim to verdict, with a pipeline that a test can hold still; everything else is real."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import replace

import pytest
from sqlalchemy import delete
from tests.releases.conftest import Ask, NewApplication, Seen, expire_leases
from tests.releases.runtime import KIND, TOKEN, Work, at_once, release_of

from dokploy.context import Runtime, Tools
from dokploy.core.actor import SYSTEM
from dokploy.core.errors import RemoteFailed
from dokploy.core.names import release_id
from dokploy.models import Application
from dokploy.pipeline.plan import Outcome, Plan, RunControl, StageFailed, Stopped
from dokploy.releases import claims, kinds, records, requests
from dokploy.releases.requests import How
from dokploy.releases.runs import run_claim


async def carry_out(runtime: Runtime, work: Work | None = None) -> str:
    """Claim what is next and run it to its end."""
    claim = await claims.claim(runtime, "me")
    assert claim is not None
    await run_claim(runtime, claim, run=work or at_once())
    return claim.deployment_id


@asynccontextmanager
async def running(
    runtime: Runtime, work: Work, shutdown: asyncio.Event | None = None
) -> AsyncIterator[asyncio.Task[None]]:
    """A run that has begun, and goes on until the test ends it."""
    claim = await claims.claim(runtime, "me")
    assert claim is not None
    task = asyncio.create_task(run_claim(runtime, claim, run=work, shutdown=shutdown))
    await until(lambda: bool(work.started))
    try:
        yield task
    finally:
        work.may_end.set()
        await asyncio.wait([task], timeout=10)


async def until(condition: Callable[[], bool]) -> None:
    async with asyncio.timeout(5):
        while not condition():
            await asyncio.sleep(0.01)


async def stop(runtime: Runtime, application: Application, how: How) -> None:
    async with runtime.acting(SYSTEM).write() as ctx:
        row = await ctx.db.get_one(Application, application.application_id)
        await requests.ask_to_stop(ctx, KIND, row, how)


async def test_a_good_run_is_done_and_its_release_is_live(
    runtime: Runtime, ask: Ask, application: Application, seen: Seen
) -> None:
    await ask(application)
    run = await seen.run(await carry_out(runtime))
    assert (run.state, run.status, run.error_message) == ("done", "done", None)
    assert [(stage["name"], stage["outcome"]) for stage in run.stages] == [("build", "done"), ("route", "done")]
    assert all(stage["startedAt"] <= stage["finishedAt"] for stage in run.stages)
    assert (run.commit_sha, run.commit_message, run.lease_owner) == ("a" * 40, "Add a shop", None)
    (release,) = await seen.releases(application)
    row = await seen.application(application)
    assert row.live_rollback_id == release.rollback_id == run.rollback_id
    assert row.application_status == "done"
    assert release.version == 1


async def test_the_release_keeps_its_configuration_sealed(
    runtime: Runtime, ask: Ask, application: Application, seen: Seen
) -> None:
    await ask(application)
    await carry_out(runtime)
    (release,) = await seen.releases(application)
    assert "battery" not in (release.full_context_sealed or "")
    workload = records.workload_of(release)
    assert workload.app_name == application.app_name
    assert json.loads(release.full_context or "")["env"] == [["PASSWORD", "correct horse battery staple"]]


async def test_the_log_begins_ends_with_a_verdict_and_shows_no_secret(
    runtime: Runtime, ask: Ask, application: Application, seen: Seen
) -> None:
    await ask(application)
    text = await seen.log(await carry_out(runtime))
    assert text.startswith("Initializing deployment\n")
    assert text.endswith("Deployment done ✅\n")
    assert TOKEN not in text
    assert f"Building {application.app_name} from [REDACTED]" in text


async def test_versions_count_per_application(
    runtime: Runtime, ask: Ask, new_application: NewApplication, seen: Seen
) -> None:
    one, two = await new_application(), await new_application()
    for application in (one, one, two):
        await ask(application)
        await carry_out(runtime)
    assert [release.version for release in await seen.releases(one)] == [1, 2]
    assert [release.version for release in await seen.releases(two)] == [1]


async def test_the_routes_follow_the_live_release(
    runtime: Runtime, ask: Ask, application: Application, seen: Seen
) -> None:
    await ask(application)
    await carry_out(runtime)
    (release,) = await seen.releases(application)
    text = await runtime.tools.traefik.read(application.app_name)
    assert f"http://{release.service_name}:3000" in (text or "")


async def test_going_back_makes_the_release_before_live_again(
    runtime: Runtime, ask: Ask, application: Application, seen: Seen
) -> None:
    await ask(application)
    await carry_out(runtime)
    (good,) = await seen.releases(application)

    async def turn_back(plan: Plan, tools: Tools, control: RunControl) -> None:
        await control.go_back()
        raise StageFailed("The new release stopped answering while the old one drained")

    work = at_once()
    work.after_live = turn_back
    await ask(application)
    run = await seen.run(await carry_out(runtime, work))
    assert (run.state, run.rollback_id) == ("error", None)
    assert [release.rollback_id for release in await seen.releases(application)] == [good.rollback_id]
    assert (await seen.application(application)).live_rollback_id == good.rollback_id
    assert f"http://{good.service_name}:3000" in (await runtime.tools.traefik.read(application.app_name) or "")


FAILURES = [
    (StageFailed("The build failed", hint="See the log."), "The build failed See the log."),
    (RemoteFailed("The registry refused"), "The registry refused"),
    (ValueError("a mistake of ours"), "Internal error: ValueError: a mistake of ours"),
]


@pytest.mark.parametrize(("error", "cause"), FAILURES, ids=["stage", "adapter", "mistake"])
async def test_a_bad_end_is_written_down_with_its_cause(
    runtime: Runtime, ask: Ask, application: Application, seen: Seen, error: Exception, cause: str
) -> None:
    async def fail(plan: Plan, tools: Tools, control: RunControl) -> None:
        raise error

    work = at_once()
    work.before_live = fail
    await ask(application)
    run = await seen.run(await carry_out(runtime, work))
    assert (run.state, run.status, run.error_message, run.stage) == ("error", "error", cause, "build")
    assert run.stages[-1]["outcome"] == "error"
    assert (await seen.application(application)).application_status == "error"
    text = await seen.log(run.deployment_id)
    assert text.endswith(f"\n==> failed: {cause}\n\nError occurred ❌, check the logs for details.\n")


async def test_a_secret_in_a_cause_is_hidden_in_row_and_log(
    runtime: Runtime, ask: Ask, application: Application, seen: Seen
) -> None:
    async def fail(plan: Plan, tools: Tools, control: RunControl) -> None:
        raise RemoteFailed(f"git refused https://robot:{TOKEN}@git.example.com")

    work = at_once()
    work.before_live = fail
    await ask(application)
    run = await seen.run(await carry_out(runtime, work))
    assert TOKEN not in (run.error_message or "") + await seen.log(run.deployment_id)
    assert "git refused" in (run.error_message or "")


async def test_a_service_that_cannot_be_planned_ends_with_the_reason(
    runtime: Runtime, ask: Ask, application: Application, seen: Seen, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def refuse(*_: object) -> Plan:
        raise StageFailed("No repository is chosen.", hint="Choose one under Source.")

    monkeypatch.setitem(kinds.KINDS, "application", replace(KIND, freeze=refuse))
    await ask(application)
    run = await seen.run(await carry_out(runtime))
    assert run.error_message == "No repository is chosen. Choose one under Source."


@pytest.mark.parametrize(
    ("how", "state", "service", "word"),
    [("cancel", "cancelled", "idle", "Cancelled"), ("kill", "error", "error", "Killed")],
)
async def test_a_run_in_progress_stops_within_a_moment(
    runtime: Runtime, ask: Ask, application: Application, seen: Seen, how: How, state: str, service: str, word: str
) -> None:
    deployment_id = await ask(application)
    async with running(runtime, Work()) as task:
        begun = asyncio.get_running_loop().time()
        await stop(runtime, application, how)
        await task
        assert asyncio.get_running_loop().time() - begun < 1
    run = await seen.run(deployment_id)
    assert (run.state, run.error_message) == (state, f"{word} in stage build")
    assert (await seen.application(application)).application_status == service
    assert await seen.releases(application) == []


async def test_a_wish_to_stop_is_seen_even_when_its_event_is_lost(
    runtime: Runtime, ask: Ask, application: Application, seen: Seen, monkeypatch: pytest.MonkeyPatch
) -> None:
    deployment_id = await ask(application)
    async with running(runtime, Work()) as task:
        monkeypatch.setattr(runtime.tools.bus, "publish", lambda *_: None)
        await stop(runtime, application, "cancel")
        async with asyncio.timeout(4):
            await task
    assert (await seen.run(deployment_id)).state == "cancelled"


async def test_the_service_reads_running_while_a_newer_run_waits(
    runtime: Runtime, ask: Ask, application: Application, seen: Seen
) -> None:
    await ask(application)
    await ask(application)
    await carry_out(runtime)
    assert (await seen.application(application)).application_status == "running"
    await carry_out(runtime)
    assert (await seen.application(application)).application_status == "done"


async def test_a_shutdown_puts_the_run_back_and_it_goes_on_later(
    runtime: Runtime, ask: Ask, application: Application, seen: Seen
) -> None:
    deployment_id = await ask(application)
    shutdown = asyncio.Event()
    async with running(runtime, Work(), shutdown) as task:
        shutdown.set()
        await task
    run = await seen.run(deployment_id)
    assert (run.state, run.status, run.error_message) == ("queued", "running", None)
    assert (await seen.application(application)).application_status == "running"
    assert await carry_out(runtime) == deployment_id
    run = await seen.run(deployment_id)
    assert run.state == "done"
    assert [(stage["name"], stage["outcome"]) for stage in run.stages] == [
        ("interrupted", "shutdown"),
        ("build", "done"),
        ("route", "done"),
    ]
    assert "Running again, attempt 2" in await seen.log(deployment_id)


async def test_shutdowns_never_count_as_failed_attempts(
    runtime: Runtime, ask: Ask, application: Application, seen: Seen
) -> None:
    deployment_id = await ask(application)
    for _ in range(5):
        shutdown = asyncio.Event()
        async with running(runtime, Work(), shutdown) as task:
            shutdown.set()
            await task
    await claims.claim(runtime, "me")
    await expire_leases(runtime)
    await claims.take_over(runtime, "next process")
    assert (await seen.run(deployment_id)).state == "queued"


async def test_a_shutdown_after_going_live_is_done(
    runtime: Runtime, ask: Ask, application: Application, seen: Seen
) -> None:
    async def interrupted(plan: Plan, tools: Tools, control: RunControl) -> None:
        raise Stopped("shutdown")

    work = at_once()
    work.after_live = interrupted
    await ask(application)
    run = await seen.run(await carry_out(runtime, work))
    assert run.state == "done"


async def test_a_run_whose_task_is_cancelled_waits_again(
    runtime: Runtime, ask: Ask, application: Application, seen: Seen
) -> None:
    deployment_id = await ask(application)
    async with running(runtime, Work()) as task:
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
    assert (await seen.run(deployment_id)).state == "queued"


async def test_a_worker_that_was_taken_over_writes_nothing_more(
    runtime: Runtime, ask: Ask, application: Application, seen: Seen
) -> None:
    deployment_id = await ask(application)
    work = Work()
    async with running(runtime, work):
        await expire_leases(runtime)
        await claims.take_over(runtime, "another")
        assert await claims.claim(runtime, "another")
        work.may_end.set()
    run = await seen.run(deployment_id)
    assert (run.state, run.lease_owner) == ("running", "another")
    assert await seen.releases(application) == []


async def test_deleting_the_application_ends_its_run(runtime: Runtime, ask: Ask, application: Application) -> None:
    await ask(application)
    async with running(runtime, Work()) as task:
        async with runtime.database.write() as db:
            mine = Application.application_id == application.application_id
            await db.execute(delete(Application).where(mine))
        async with asyncio.timeout(5):
            await task


async def test_an_outcome_without_going_live_makes_the_release_live_all_the_same(
    runtime: Runtime, ask: Ask, application: Application, seen: Seen
) -> None:
    """A service without domains has no route stage."""

    async def without_routes(plan: Plan, tools: Tools, control: RunControl) -> Outcome:
        return Outcome("done", release_of(plan))

    await ask(application)
    claim = await claims.claim(runtime, "me")
    assert claim is not None
    await run_claim(runtime, claim, run=without_routes)
    (release,) = await seen.releases(application)
    assert (await seen.application(application)).live_rollback_id == release.rollback_id


async def test_what_is_kept_of_the_past(runtime: Runtime, ask: Ask, application: Application, seen: Seen) -> None:
    folder = runtime.tools.folder

    async def check_out(plan: Plan, tools: Tools, control: RunControl) -> None:
        folder.source(plan.app_name, plan.release).mkdir(parents=True)

    upload = folder.source(application.app_name, "upload-being-unpacked")
    upload.mkdir(parents=True)
    ids = []
    for _ in range(13):
        ids.append(await ask(application))
        work = at_once()
        work.before_live = check_out
        await carry_out(runtime, work)
    assert [release.version for release in await seen.releases(application)] == list(range(4, 14))
    assert sorted(path.stem for path in folder.logs(application.app_name).iterdir()) == sorted(ids[-10:])
    kept = {release_id(one) for one in ids[-2:]} | {upload.name}
    assert {path.name for path in upload.parent.iterdir()} == kept


async def test_many_failures_do_not_push_the_live_release_out(
    runtime: Runtime, ask: Ask, application: Application, seen: Seen
) -> None:
    async def fail(plan: Plan, tools: Tools, control: RunControl) -> None:
        raise StageFailed("no")

    good = await ask(application)
    await carry_out(runtime)
    for _ in range(12):
        work = at_once()
        work.before_live = fail
        await ask(application)
        await carry_out(runtime, work)
    (release,) = await seen.releases(application)
    assert release.deployment_id == good
    assert (await seen.application(application)).live_rollback_id == release.rollback_id
    assert "Deployment done" in await seen.log(good)
