"""The queue as its callers see it: asking, replacing, cancelling, and knowing why one waits."""

import asyncio
from contextlib import suppress

import pytest
from tests.releases.conftest import Ask, NewApplication, Seen
from tests.releases.runtime import KIND

from dokploy.context import Context, Runtime
from dokploy.core.actor import SYSTEM
from dokploy.core.errors import Conflict, TooManyRequests
from dokploy.models import Application, Deployment
from dokploy.releases import claims, requests
from dokploy.releases.requests import How


async def test_a_request_is_a_waiting_row_and_the_service_reads_running(
    ask: Ask, application: Application, seen: Seen
) -> None:
    run = await seen.run(await ask(application, title="v1.2.3"))
    assert (run.state, run.status, run.title, run.started_at, run.finished_at) == (
        "queued",
        "running",
        "v1.2.3",
        None,
        None,
    )
    assert run.log_path.endswith(f"/logs/{application.app_name}/{run.deployment_id}.log")
    assert (await seen.application(application)).application_status == "running"


async def test_a_request_without_a_title_is_a_manual_deployment(ask: Ask, application: Application, seen: Seen) -> None:
    assert (await seen.run(await ask(application))).title == "Manual deployment"


async def test_the_bell_rings_after_the_commit_and_not_without_one(runtime: Runtime, application: Application) -> None:
    with runtime.tools.bus.listen(f"organization:{await _organization(runtime, application)}") as news:
        with suppress(ZeroDivisionError):
            async with runtime.acting(SYSTEM).write() as ctx:
                row = await ctx.db.get_one(Application, application.application_id)
                await requests.request(ctx, KIND, row)
                raise ZeroDivisionError
        assert news.empty()
        async with runtime.acting(SYSTEM).write() as ctx:
            row = await ctx.db.get_one(Application, application.application_id)
            await requests.request(ctx, KIND, row)
            assert news.empty()
            assert ctx.outbox.rings
        assert news.get_nowait()["state"] == "queued"


async def _organization(runtime: Runtime, application: Application) -> str | None:
    async with runtime.acting(SYSTEM).read() as ctx:
        return await requests._organization_of(ctx, application)


async def test_a_storm_of_pushes_leaves_the_newest_waiting(ask: Ask, application: Application, seen: Seen) -> None:
    ids = await asyncio.gather(*(ask(application, automatic=True, trigger="push") for _ in range(100)))
    runs = sorted([await seen.run(one) for one in ids], key=lambda run: run.sequence)
    assert [run.state for run in runs] == ["cancelled"] * 99 + ["queued"]
    assert all("newer automatic deployment" in (run.error_message or "") for run in runs[:-1])
    assert "Replaced by a newer" in await seen.log(runs[0].deployment_id)
    assert (await seen.application(application)).application_status == "running"


@pytest.mark.parametrize(
    "how",
    [{}, {"action": "rollback", "restores_id": "x", "automatic": True}, {"wanted_commit": "a" * 40}],
    ids=["manual", "rollback", "a chosen commit"],
)
async def test_what_a_person_asked_for_is_never_replaced(
    ask: Ask, application: Application, seen: Seen, how: dict[str, object]
) -> None:
    wanted = await ask(application, **how)
    await ask(application, automatic=True)
    await ask(application, automatic=True)
    assert (await seen.run(wanted)).state == "queued"


async def test_a_service_that_is_pushed_to_again_keeps_its_place_in_the_queue(
    runtime: Runtime, ask: Ask, new_application: NewApplication, seen: Seen
) -> None:
    busy, other = await new_application(), await new_application()
    await ask(busy, automatic=True)
    behind = await ask(other, automatic=True)
    for _ in range(3):
        newest = await ask(busy, automatic=True)
    async with runtime.acting(SYSTEM).read() as ctx:
        waiting = await requests.positions(ctx, [await seen.run(one) for one in (newest, behind)])
    assert {one: place for one, (place, _) in waiting.items()} == {newest: 1, behind: 2}
    claimed = [await claims.claim(runtime, "me") for _ in range(2)]
    assert [claim.deployment_id for claim in claimed if claim] == [newest, behind]


async def test_a_push_stays_behind_what_a_person_asked_for_before_it(
    runtime: Runtime, ask: Ask, application: Application
) -> None:
    await ask(application, automatic=True)
    wanted = await ask(application, wanted_commit="a" * 40)
    await ask(application, automatic=True)
    claim = await claims.claim(runtime, "me")
    assert claim is not None
    assert claim.deployment_id == wanted


async def test_a_run_in_progress_is_not_replaced(
    runtime: Runtime, ask: Ask, application: Application, seen: Seen
) -> None:
    first = await ask(application, automatic=True)
    await claims.claim(runtime, "me")
    await ask(application, automatic=True)
    assert (await seen.run(first)).state == "running"


async def test_pushes_to_one_service_do_not_touch_another(
    ask: Ask, new_application: NewApplication, seen: Seen
) -> None:
    one, other = await new_application(), await new_application()
    first = await ask(one, automatic=True)
    await ask(other, automatic=True)
    assert (await seen.run(first)).state == "queued"


async def test_a_full_queue_is_refused_with_a_clear_text(
    ask: Ask, application: Application, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(requests, "WAITING_LIMIT", 3)
    for _ in range(3):
        await ask(application)
    with pytest.raises(TooManyRequests, match="3 deployments of this organization wait already"):
        await ask(application)


async def _row(ctx: Context, application: Application) -> Application:
    return await ctx.db.get_one(Application, application.application_id)


@pytest.mark.parametrize(
    ("how", "state", "status", "service"),
    [("cancel", "cancelled", "cancelled", "idle"), ("kill", "error", "error", "error")],
)
async def test_a_waiting_run_is_stopped_at_once(
    runtime: Runtime, ask: Ask, application: Application, seen: Seen, how: How, state: str, status: str, service: str
) -> None:
    deployment_id = await ask(application)
    async with runtime.acting(SYSTEM).write() as ctx:
        assert await requests.ask_to_stop(ctx, KIND, await _row(ctx, application), how) == 1
    run = await seen.run(deployment_id)
    assert (run.state, run.status) == (state, status)
    assert run.finished_at
    assert (await seen.application(application)).application_status == service
    assert "while it waited" in await seen.log(deployment_id)


async def test_a_run_in_progress_is_asked_to_stop_and_told_so(
    runtime: Runtime, ask: Ask, application: Application, seen: Seen
) -> None:
    deployment_id = await ask(application)
    await claims.claim(runtime, "me")
    with runtime.tools.bus.listen(f"stop:{deployment_id}") as news:
        for how in ("cancel", "kill", "cancel"):
            async with runtime.acting(SYSTEM).write() as ctx:
                await requests.ask_to_stop(ctx, KIND, await _row(ctx, application), how)
        assert news.get_nowait() == {"how": "cancel"}
    run = await seen.run(deployment_id)
    assert (run.state, run.stop_requested) == ("running", "kill")  # a kill is not taken back


async def test_cleaning_the_queue_leaves_the_run_in_progress(
    runtime: Runtime, ask: Ask, application: Application, seen: Seen
) -> None:
    running = await ask(application)
    await claims.claim(runtime, "me")
    waiting = [await ask(application) for _ in range(3)]
    async with runtime.acting(SYSTEM).write() as ctx:
        assert await requests.cancel_waiting(ctx, KIND, await _row(ctx, application)) == 3
    assert (await seen.run(running)).state == "running"
    assert {(await seen.run(one)).state for one in waiting} == {"cancelled"}
    assert (await seen.application(application)).application_status == "running"


async def test_cleaning_a_queue_without_a_run_ends_the_waiting(
    runtime: Runtime, ask: Ask, application: Application, seen: Seen
) -> None:
    await ask(application)
    async with runtime.acting(SYSTEM).write() as ctx:
        await requests.cancel_waiting(ctx, KIND, await _row(ctx, application))
    assert (await seen.application(application)).application_status == "idle"


async def test_one_deployment_is_killed_and_the_next_goes_on_waiting(
    runtime: Runtime, ask: Ask, application: Application, seen: Seen
) -> None:
    first, second = await ask(application), await ask(application)
    async with runtime.acting(SYSTEM).write() as ctx:
        await requests.stop_deployment(ctx, await ctx.db.get_one(Deployment, first), "kill")
    assert [(await seen.run(one)).state for one in (first, second)] == ["error", "queued"]
    assert (await seen.application(application)).application_status == "running"
    with pytest.raises(Conflict, match="not running"):
        async with runtime.acting(SYSTEM).write() as ctx:
            await requests.stop_deployment(ctx, await ctx.db.get_one(Deployment, first), "kill")


async def test_each_waiting_run_knows_its_place_and_what_it_waits_for(
    runtime: Runtime, ask: Ask, new_application: NewApplication
) -> None:
    one, two, three = [await new_application() for _ in range(3)]
    running = [await ask(one), await ask(two)]
    for _ in running:
        await claims.claim(runtime, "me")
    waiting = [await ask(one), await ask(three), await ask(three)]
    async with runtime.acting(SYSTEM).read() as ctx:
        rows = [await ctx.db.get_one(Deployment, each) for each in (*running, *waiting)]
        places = await requests.positions(ctx, rows)
    assert [places[each] for each in running] == [(None, None)] * 2
    assert [places[each] for each in waiting] == [
        (1, "the deployment of this service that is running now"),
        (2, "a free build slot (2 of 2 in use)"),
        (3, "an earlier deployment of this service"),
    ]
