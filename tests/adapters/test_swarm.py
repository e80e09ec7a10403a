"""Services on the real Swarm: made once, fenced, updated by version, removed to the last container."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from typing import Any

import pytest
from tests.images import HelloImages

from dokploy.adapters.engine import Engine
from dokploy.adapters.swarm import (
    LABEL_DEPLOYMENT,
    LABEL_FENCE,
    LABEL_INSTANCE,
    Fenced,
    ServiceSpec,
    Swarm,
    TaskState,
    demultiplexed,
)
from dokploy.core.errors import Conflict, NotFound

INSTANCE = "aaaaaaaaaaaa"


@pytest.fixture
async def connection(engine: Any) -> AsyncIterator[Engine]:
    connected = Engine(engine.docker_host)
    yield connected
    await connected.close()


@pytest.fixture
async def swarm(connection: Engine) -> AsyncIterator[Swarm]:
    ours = Swarm(connection, INSTANCE)
    yield ours
    for service in await ours.labelled():
        await ours.remove(service.name)


def spec(
    image: str, *, name: str = "shop-1234", deployment: str = "d1", fence: int = 1, **container: Any
) -> ServiceSpec:
    return ServiceSpec(
        name=name,
        labels={LABEL_DEPLOYMENT: deployment, LABEL_FENCE: str(fence)},
        task_template={
            "ContainerSpec": {"Image": image, **container},
            "RestartPolicy": {"Condition": "any", "Delay": 10**9},
        },
        mode={"Replicated": {"Replicas": 1}},
        endpoint_spec={"Mode": "dnsrr"},
    )


async def until(swarm: Swarm, name: str, *states: str) -> TaskState:
    """The first task of the service to reach one of the states."""
    for _ in range(200):
        for task in await swarm.tasks(name):
            if task.state in states:
                return task
        await asyncio.sleep(0.1)
    raise AssertionError(f"no task of {name} became {states}: {await swarm.tasks(name)}")


@pytest.mark.engine
async def test_a_service_is_made_once_however_often_a_run_asks(swarm: Swarm, hello_images: HelloImages) -> None:
    first = await swarm.create(spec(hello_images.good))
    again = await swarm.create(spec(hello_images.good))
    found = await swarm.find("shop-1234")

    assert first == again
    assert found is not None
    assert (found.replicas, found.image) == (1, hello_images.good)
    assert found.labels[LABEL_INSTANCE] == INSTANCE
    assert [service.name for service in await swarm.labelled(**{LABEL_DEPLOYMENT: "d1"})] == ["shop-1234"]
    assert await swarm.labelled(**{LABEL_DEPLOYMENT: "d2"}) == []


@pytest.mark.engine
async def test_another_deployment_cannot_take_a_name(swarm: Swarm, hello_images: HelloImages) -> None:
    await swarm.create(spec(hello_images.good))

    with pytest.raises(Conflict, match="another deployment"):
        await swarm.create(spec(hello_images.good, deployment="d2"))


@pytest.mark.engine
async def test_what_another_instance_made_is_invisible_and_safe(
    connection: Engine, swarm: Swarm, hello_images: HelloImages
) -> None:
    await swarm.create(spec(hello_images.good))
    stranger = Swarm(connection, "bbbbbbbbbbbb")

    assert await stranger.find("shop-1234") is None
    assert await stranger.labelled() == []
    for attempt in (
        stranger.create(spec(hello_images.good)),
        stranger.update(spec(hello_images.good)),
        stranger.scale("shop-1234", 3),
        stranger.remove("shop-1234"),
    ):
        with pytest.raises(Conflict, match="this Dokploy did not make it"):
            await attempt
    assert await swarm.find("shop-1234") is not None


@pytest.mark.engine
async def test_an_update_starts_new_tasks_and_counts_them(swarm: Swarm, hello_images: HelloImages) -> None:
    await swarm.create(spec(hello_images.good))
    old = await until(swarm, "shop-1234", "running")

    await swarm.update(spec(hello_images.good, fence=2))
    found = await swarm.find("shop-1234")

    assert found is not None
    assert (found.labels[LABEL_FENCE], found.spec_version) == ("2", 1)
    while (new := await until(swarm, "shop-1234", "running")).spec_version != 1:
        await asyncio.sleep(0.1)
    assert (old.spec_version, new.task_id != old.task_id) == (0, True)


@pytest.mark.engine
async def test_an_update_of_nothing_creates(swarm: Swarm, hello_images: HelloImages) -> None:
    await swarm.update(spec(hello_images.good))

    assert await swarm.find("shop-1234") is not None


@pytest.mark.engine
async def test_a_late_run_meets_the_fence(swarm: Swarm, hello_images: HelloImages) -> None:
    await swarm.create(spec(hello_images.good, fence=7))

    with pytest.raises(Fenced, match="number 7, this one is 6"):
        await swarm.update(spec(hello_images.better, fence=6))
    with pytest.raises(Fenced):
        await swarm.create(spec(hello_images.better, fence=6))
    found = await swarm.find("shop-1234")
    assert found is not None
    assert found.image == hello_images.good


@pytest.mark.engine
async def test_a_run_that_is_taken_over_brings_its_own_service_up_to_date(
    swarm: Swarm, hello_images: HelloImages
) -> None:
    first = await swarm.create(spec(hello_images.good, fence=1))

    assert await swarm.create(spec(hello_images.better, fence=2)) == first
    found = await swarm.find("shop-1234")
    assert found is not None
    assert (found.image, found.labels[LABEL_FENCE]) == (hello_images.better, "2")


@pytest.mark.engine
async def test_updates_at_the_same_time_all_arrive(swarm: Swarm, hello_images: HelloImages) -> None:
    await swarm.create(spec(hello_images.deaf))

    await asyncio.gather(
        *(swarm.scale("shop-1234", 0) for _ in range(3)),
        *(swarm.update(replace(spec(hello_images.deaf), mode={"Replicated": {"Replicas": 0}})) for _ in range(3)),
    )
    found = await swarm.find("shop-1234")
    assert found is not None
    assert (found.spec_version, found.replicas) == (3, 0)


@pytest.mark.engine
async def test_scaling_keeps_everything_else(swarm: Swarm, hello_images: HelloImages) -> None:
    await swarm.create(spec(hello_images.good, Env=["A=1"]))
    await swarm.scale("shop-1234", 2)

    for _ in range(100):
        running = [task for task in await swarm.tasks("shop-1234") if task.state == "running"]
        if len(running) == 2:
            break
        await asyncio.sleep(0.1)
    assert len(running) == 2
    found = await swarm.find("shop-1234")
    assert found is not None
    assert (found.replicas, found.spec_version) == (2, 0)
    with pytest.raises(NotFound):
        await swarm.scale("absent", 2)


@pytest.mark.engine
async def test_a_failed_task_tells_its_exit_code_and_its_last_words(swarm: Swarm, hello_images: HelloImages) -> None:
    await swarm.create(spec(hello_images.crashing))
    task = await until(swarm, "shop-1234", "failed")

    assert (task.exit_code, task.error) == (3, "task: non-zero exit (3)")
    assert sorted(await swarm.task_log(task.task_id)) == ["about to fail", "no database"]
    assert len(await swarm.task_log(task.task_id, tail=1)) == 1


@pytest.mark.engine
async def test_a_task_that_cannot_be_placed_says_why(swarm: Swarm, hello_images: HelloImages) -> None:
    impossible = replace(
        spec(hello_images.good),
        task_template={
            "ContainerSpec": {"Image": hello_images.good},
            "Placement": {"Constraints": ["node.labels.none == here"]},
        },
    )
    await swarm.create(impossible)
    for _ in range(100):
        task = await until(swarm, "shop-1234", "pending")
        if task.error:
            break
        await asyncio.sleep(0.1)

    assert task.error is not None
    assert "no suitable node" in task.error
    assert (task.container_id, await swarm.task_log(task.task_id)) == (None, [])


@pytest.mark.engine
async def test_a_removed_service_has_no_container_left(
    connection: Engine, swarm: Swarm, hello_images: HelloImages, engine: Any
) -> None:
    await swarm.create(spec(hello_images.good))
    task = await until(swarm, "shop-1234", "running")
    await swarm.remove("shop-1234")

    ours = {"label": [f"{LABEL_INSTANCE}={INSTANCE}"]}
    with engine.client() as client:
        assert client.containers(all=True, filters=ours) == []
    assert (await swarm.tasks("shop-1234"), await swarm.task_log(task.task_id)) == ([], [])
    await swarm.remove("shop-1234")  # absent is fine


@pytest.mark.engine
async def test_a_container_that_hears_no_signal_is_killed_where_its_grace_is_not_to_be_waited_for(
    swarm: Swarm, hello_images: HelloImages
) -> None:
    deaf = spec(hello_images.good, Command=["/bin/sleep", "1000"], StopGracePeriod=60 * 10**9)
    await swarm.create(deaf)  # process 1 without a handler ignores SIGTERM
    await until(swarm, "shop-1234", "running")
    async with asyncio.timeout(30):
        await swarm.remove("shop-1234", kill_after_s=0.5)
    assert await swarm.tasks("shop-1234") == []


def frame(stream: int, text: bytes) -> bytes:
    return bytes([stream, 0, 0, 0]) + len(text).to_bytes(4) + text


@pytest.mark.parametrize(
    ("raw", "lines"),
    [
        (b"", []),
        (frame(1, b"one\n") + frame(2, b"two\n"), ["one", "two"]),
        (frame(1, b"half ") + frame(1, b"a line\nrest"), ["half a line", "rest"]),
        (frame(1, "zwölf\n".encode())[:-3] + b"", ["zwö"]),
        (frame(1, b"\xff\n"), ["\ufffd"]),
        (frame(1, b"last words\n") + frame(3, b"error grabbing logs"), ["last words"]),
        (b"plain words of a terminal\r\nmore", ["plain words of a terminal", "more"]),
    ],
)
def test_log_frames_become_lines(raw: bytes, lines: list[str]) -> None:
    assert [line.rstrip() for line in demultiplexed(raw)] == lines
