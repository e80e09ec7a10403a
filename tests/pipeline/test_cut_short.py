"""Runs on the real engine that are cut short, taken over or turned back; releases of which there may be one copy."""

import asyncio
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.images import HelloImages
from tests.pipeline.githttp import Repository
from tests.pipeline.memory import App, Run
from tests.pipeline.plans import dockerfile, from_git

from dokploy.adapters.shell import group_members
from dokploy.context import Tools
from dokploy.pipeline.plan import (
    DockerfileBuild,
    ImageSource,
    MountPoint,
)

pytestmark = pytest.mark.engine
MakeApp = Callable[..., App]

# ------------------------------------------------------------------------------------------------ one copy only

VOLUME = {"mounts": (MountPoint("volume", "pipeline-test-data", "/data"),)}


async def test_one_copy_only_is_replaced_in_place(an_app: MakeApp, hello_images: HelloImages, tools: Tools) -> None:
    app = an_app(workload=VOLUME)
    first = await app.deploy(ImageSource(hello_images.good))
    assert first.state == "done", first.log
    assert await app.services() == {app.name}
    run = await app.deploy(ImageSource(hello_images.better))
    assert run.state == "done", run.log
    assert "one copy only" in run.log
    assert await app.services() == {app.name}
    service = await tools.swarm.find(app.name)
    assert service is not None
    assert run.outcome is not None
    assert run.outcome.release is not None
    assert service.image == run.outcome.release.image_id
    assert "attempts: 4" in (await tools.traefik.read(app.name) or "")
    assert await app.page() == 200


@pytest.mark.parametrize("kind", ["crashing", "deaf"])
async def test_in_place_a_bad_release_gives_way_to_the_one_before(
    an_app: MakeApp, hello_images: HelloImages, tools: Tools, kind: str
) -> None:
    app = an_app(workload=VOLUME)
    await app.deploy(ImageSource(hello_images.good))
    before = await tools.swarm.find(app.name)
    run = await app.deploy(ImageSource(getattr(hello_images, kind)))
    assert run.state == "error", run.log
    assert "What this run had begun is undone" in run.log
    after = await tools.swarm.find(app.name)
    assert before is not None
    assert after is not None
    assert after.image == before.image
    assert await app.page() == 200
    assert "attempts: 4" in (await tools.traefik.read(app.name) or "")


async def test_from_beside_to_in_place_and_back(an_app: MakeApp, hello_images: HelloImages) -> None:
    app = an_app()
    await app.deploy(ImageSource(hello_images.good))
    run = await app.deploy(ImageSource(hello_images.good), workload=VOLUME)
    assert run.state == "done", run.log
    assert await app.services() == {app.name}
    run = await app.deploy(ImageSource(hello_images.good))
    assert run.state == "done", run.log
    assert app.live is not None
    assert await app.services() == {app.live.service_name} != {app.name}
    assert await app.page() == 200


# ------------------------------------------------------------------------------------------------ stops and crashes


def processes_with(word: str) -> list[str]:
    found = []
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            line = path.read_bytes().replace(b"\0", b" ").decode(errors="replace")
        except OSError:
            continue
        if word in line:
            found.append(line)
    return found


async def begun(run: Run, words: str) -> "asyncio.Task[Run]":
    task = asyncio.ensure_future(run.to_its_end())
    await run.until(words)
    return task


async def test_cancelling_a_build_leaves_no_process(
    an_app: MakeApp, hello_images: HelloImages, repository: Repository
) -> None:
    repository.commit(dockerfile(hello_images.base, "RUN echo begun''-to-sleep; sleep 98765"), "Sleep")
    app = an_app()
    run = Run(app, app.plan(from_git(repository), build=DockerfileBuild("Dockerfile", no_cache=True)))
    task = await begun(run, "begun-to-sleep")
    await asyncio.sleep(0.3)
    run.stop("cancel")
    await asyncio.wait_for(task, 20)
    assert run.state == "cancelled", run.log
    assert run.stages["build"] == "cancelled"
    assert [group_members(group) for group in run.processes] == [[] for _ in run.processes]
    assert not run.is_process_alive
    for _ in range(100):
        if not processes_with("98765"):
            break
        await asyncio.sleep(0.1)
    assert processes_with("98765") == []
    assert await app.services() == set()


@pytest.mark.parametrize("reason", ["cancel", "kill"])
async def test_cancelling_while_it_is_verified(an_app: MakeApp, hello_images: HelloImages, reason: str) -> None:
    app = an_app(gate={"answer_s": 60})
    await app.deploy(ImageSource(hello_images.good))
    run = Run(app, app.plan(ImageSource(hello_images.deaf)))
    task = await begun(run, "answering")
    run.stop(reason)  # type: ignore[arg-type]
    await asyncio.wait_for(task, 20)
    assert run.state == "cancelled"
    assert app.live is not None
    assert await app.services() == {app.live.service_name}
    assert await app.tools.traefik.read(f"{app.name}.probe") is None
    assert await app.page() == 200


async def test_cancelling_while_the_old_release_drains(an_app: MakeApp, hello_images: HelloImages) -> None:
    app = an_app(gate={"drain_s": 60})
    await app.deploy(ImageSource(hello_images.good))
    old = app.live
    run = Run(app, app.plan(ImageSource(hello_images.better)))
    task = await begun(run, "==> drain")
    run.stop("cancel")
    await asyncio.wait_for(task, 20)
    assert run.state == "cancelled"
    assert app.live == old
    assert old is not None
    assert await app.services() == {old.service_name}
    assert await app.page() == 200


async def test_a_task_that_fails_while_the_old_release_drains_turns_back(
    an_app: MakeApp, hello_images: HelloImages, repository: Repository
) -> None:
    repository.commit(
        {"Dockerfile": f"FROM {hello_images.base}\nCMD httpd -p 3000 -h /; sleep 4; echo lost it; exit 9\n"},
        "Die late",
    )
    app = an_app(gate={"drain_s": 30, "stable_s": 0.2})
    await app.deploy(ImageSource(hello_images.good))
    old = app.live
    run = await app.deploy(from_git(repository), build=DockerfileBuild("Dockerfile"))
    assert run.state == "error", run.log
    assert run.outcome is not None
    assert run.outcome.stage == "drain"
    assert "lost it" in run.log
    assert "exit code 9" in run.log
    assert app.live == old
    assert await app.page() == 200


@pytest.mark.parametrize("reason", ["shutdown", "lost"])
async def test_a_run_that_must_leave_can_be_resumed(
    an_app: MakeApp, hello_images: HelloImages, reason: str, tools: Tools
) -> None:
    app = an_app(gate={"answer_s": 20})
    source = ImageSource(hello_images.slow)
    run = Run(app, app.plan(source, deployment_id=f"{app.name}-x"))
    task = await begun(run, "running")
    run.stop(reason)  # type: ignore[arg-type]
    await asyncio.wait_for(task, 20)
    assert run.state == "interrupted"
    (left,) = await app.services()
    before = [task.task_id for task in await tools.swarm.tasks(left)]
    again = await app.deploy(source, deployment_id=f"{app.name}-x")
    assert again.state == "done", again.log
    assert await app.services() == {left}
    assert [task.task_id for task in await tools.swarm.tasks(left)] == before


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("==> verify", "beside"),
        ("==> route", "beside"),
        ("==> drain", "beside"),
        ("==> verify", "in place"),
        ("==> route", "in place"),  # in place there is no other release that could drain
    ],
)
async def test_a_run_whose_process_was_killed_begins_again_and_ends(
    an_app: MakeApp, hello_images: HelloImages, words: str, kind: str
) -> None:
    app = an_app(workload=VOLUME if kind == "in place" else {}, gate={"drain_s": 4, "stable_s": 1})
    await app.deploy(ImageSource(hello_images.good))
    source = ImageSource(hello_images.better)
    run = Run(app, app.plan(source, deployment_id=f"{app.name}-x"), linger_s=0.3)
    task = await begun(run, words)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    again = await app.deploy(source, deployment_id=f"{app.name}-x")
    assert again.state == "done", again.log
    assert app.live is not None
    assert await app.services() == {app.live.service_name}
    assert await app.page() == 200
    assert "earlier attempt" in again.log
    assert again.stages["source"] == "skipped"


@pytest.mark.parametrize("kind", ["beside", "in place"])
async def test_a_run_that_begins_again_after_its_switch_can_still_turn_back(
    an_app: MakeApp, hello_images: HelloImages, repository: Repository, kind: str
) -> None:
    """Killed while the old release drained; when it begins again, its own release has gone bad."""
    repository.commit(
        {"Dockerfile": f"FROM {hello_images.base}\nCMD httpd -p 3000 -h /; sleep 7; echo lost it; exit 9\n"}, "Die late"
    )
    app = an_app(workload=VOLUME if kind == "in place" else {}, gate={"drain_s": 60, "stable_s": 0.2})
    await app.deploy(ImageSource(hello_images.good))
    old = app.live
    plan = {"deployment_id": f"{app.name}-x", "build": DockerfileBuild("Dockerfile")}
    run = Run(app, app.plan(from_git(repository), **plan), linger_s=0.3)
    task = await begun(run, "==> drain" if kind == "beside" else "==> route")
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert app.live != old
    await asyncio.sleep(5)
    app.gate["stable_s"] = 8
    again = await app.deploy(from_git(repository), **plan)
    assert again.state == "error", again.log
    assert app.live == old
    assert old is not None
    assert await app.services() == {old.service_name}
    assert await app.page() == 200


async def test_a_younger_attempt_wins(an_app: MakeApp, hello_images: HelloImages) -> None:
    app = an_app()
    late = Run(app, app.plan(ImageSource(hello_images.good), deployment_id=f"{app.name}-x"))
    await app.deploy(ImageSource(hello_images.good), deployment_id=f"{app.name}-x")
    await late.to_its_end()
    assert late.state == "interrupted", late.log
    assert await app.page() == 200


async def test_what_we_do_not_expect_is_an_error_with_a_stage(
    an_app: MakeApp, hello_images: HelloImages, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def broken(*_: object) -> None:
        raise KeyError("surprise")

    app = an_app()
    run = Run(app, app.plan(ImageSource(hello_images.good)))
    monkeypatch.setattr(run, "go_live", broken)
    await run.to_its_end()
    assert run.outcome is not None
    assert (run.state, run.outcome.stage) == ("error", "route")
    assert "KeyError" in (run.outcome.cause or "")
    assert await app.services() == set()
