"""The connection to the engine: nothing before the first use, clear causes, and back again when the engine is."""

import asyncio
import re
import socket
import time
from collections.abc import AsyncIterator
from contextlib import aclosing
from pathlib import Path
from typing import Any

import pytest
from tests.images import HelloImages
from tests.registry import Registry

from dokploy.adapters.containers import Containers
from dokploy.adapters.engine import Engine
from dokploy.adapters.engine_api import EngineRefused, Request, filters
from dokploy.adapters.images import Images, split
from dokploy.adapters.progress import Progress
from dokploy.core.errors import Conflict, EngineUnavailable, RemoteFailed, TimedOut
from dokploy.core.guard import write_unit

INSTANCE = "eeeeeeeeeeee"


@pytest.fixture
async def connection(engine: Any) -> AsyncIterator[Engine]:
    connected = Engine(engine.docker_host)
    yield connected
    for container in await Containers(connected, INSTANCE).labelled():
        await Containers(connected, INSTANCE).remove(container.name)
    await connected.close()


@pytest.mark.engine
async def test_the_facts_are_those_of_this_machine(connection: Engine) -> None:
    facts = await connection.facts()

    assert (facts.is_manager, facts.swarm_state, facts.reason) == (True, "active", None)
    assert facts.has_ipvs == Path("/proc/net/ip_vs").exists()
    assert facts.has_buildkit == (facts.docker_cli is not None)
    assert await connection.facts() is facts
    assert await connection.facts(fresh=True) is not facts


@pytest.mark.engine
async def test_the_beginning_of_several_ids_names_none_of_them(connection: Engine, hello_images: HelloImages) -> None:
    """Of seventeen hexadecimal ids two begin alike; the engine answers such a beginning with an error of its own."""
    made = []
    for _ in range(17):
        body = {"Image": hello_images.base, "Labels": {"dokploy.instance": INSTANCE}}
        made.append((await connection.ask(Request("POST", "/containers/create", body=body)))["Id"])
    beginnings = [one[0] for one in made]
    shared = next(first for first in beginnings if beginnings.count(first) > 1)
    containers = Containers(connection, INSTANCE)
    assert await containers.piece(shared) is None
    whole = await containers.piece(made[0])
    assert whole is not None
    assert whole.container_id == made[0]
    with pytest.raises(EngineRefused) as refused:
        await connection.call(lambda client: client.inspect_container(shared))
    assert refused.value.answered == 404


@pytest.mark.engine
async def test_a_place_in_an_overlay_network_is_a_task_that_nobody_means(
    connection: Engine, hello_images: HelloImages
) -> None:
    """Its id, or the beginning of it, may be what somebody gives as the id of a container."""
    network = {"Name": f"places-{INSTANCE}", "Driver": "overlay", "Attachable": True}
    await connection.ask(Request("POST", "/networks/create", body=network))
    body = {
        "Image": hello_images.good,
        "Labels": {"dokploy.instance": INSTANCE},
        "NetworkingConfig": {"EndpointsConfig": {network["Name"]: {}}},
    }
    made = (await connection.ask(Request("POST", "/containers/create", body=body)))["Id"]
    try:
        await connection.ask(Request("POST", f"/containers/{made}/start"))
        tasks = await connection.ask(Request("GET", "/tasks", filters(runtime=["attachment"])))
        places = [task["ID"] for task in tasks]
        assert places
        assert [await Containers(connection, INSTANCE).piece(place) for place in places] == [None] * len(places)
    finally:
        await Containers(connection, INSTANCE).remove(made)
        await connection.ask(Request("DELETE", f"/networks/{network['Name']}"))


@pytest.mark.engine
async def test_an_engine_that_was_away_is_found_again(engine: Any, tmp_path: Path) -> None:
    door = tmp_path / "docker.sock"
    door.symlink_to(engine.docker_host.removeprefix("unix://"))
    connection = Engine(f"unix://{door}")
    await connection.facts()

    door.rename(tmp_path / "away")
    with pytest.raises(EngineUnavailable, match="its socket does not exist"):
        await connection.facts(fresh=True)
    (tmp_path / "away").rename(door)
    assert (await connection.facts(fresh=True)).is_manager
    await connection.close()
    assert (await connection.facts(fresh=True)).is_manager, "usable again after close"
    await connection.close()


async def test_a_socket_without_an_engine_is_told_apart(tmp_path: Path) -> None:
    path = tmp_path / "docker.sock"
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(str(path))
    with pytest.raises(EngineUnavailable, match="nothing listens there"):
        await Engine(f"unix://{path}").facts()


async def test_a_silent_engine_costs_no_more_than_the_time_allowed(tmp_path: Path) -> None:
    path = tmp_path / "docker.sock"
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(str(path))
        listener.listen()
        connection = Engine(f"unix://{path}")
        began = time.monotonic()
        with pytest.raises((TimedOut, EngineUnavailable)):
            await connection.ask(Request("GET", "/info"), timeout_s=0.5)
        assert time.monotonic() - began < 2
        await connection.close()


@pytest.mark.engine
async def test_the_engines_own_words_are_kept(connection: Engine) -> None:
    with pytest.raises(EngineRefused, match="service absent not found") as refused:
        await connection.ask(Request("GET", "/services/absent"))
    assert refused.value.answered == 404


async def test_no_call_is_made_inside_a_write_unit(tmp_path: Path) -> None:
    connection = Engine(f"unix://{tmp_path}/docker.sock")
    with write_unit(), pytest.raises(RuntimeError, match="inside a write unit"):
        await connection.facts()
    with write_unit(), pytest.raises(RuntimeError, match="inside a write unit"):
        async with aclosing(connection.stream(Request("GET", "/events"))) as chunks:
            await anext(chunks)


@pytest.mark.engine
async def test_calls_run_beside_each_other_and_beside_silent_streams(connection: Engine) -> None:
    async def listen() -> None:
        async for _ in connection.json_lines(Request("GET", "/events", {"filters": '{"label":["none"]}'})):
            pass

    streams = [asyncio.create_task(listen()) for _ in range(20)]
    await asyncio.sleep(0.3)
    began = time.monotonic()
    await asyncio.gather(*(connection.ask(Request("GET", "/version")) for _ in range(100)))
    assert time.monotonic() - began < 5

    began = time.monotonic()
    for stream in streams:
        stream.cancel()
    await asyncio.gather(*streams, return_exceptions=True)
    assert time.monotonic() - began < 1


@pytest.mark.engine
async def test_a_stream_is_cut_when_its_reader_leaves(connection: Engine, hello_images: HelloImages) -> None:
    containers = Containers(connection, INSTANCE)
    await containers.run("talker", hello_images.base, Cmd=["sh", "-c", "while :; do echo word; done"])
    request = Request("GET", "/containers/talker/logs", {"stdout": 1, "follow": 1})

    async with aclosing(connection.stream(request)) as chunks:
        assert b"word" in await anext(chunks)
    before = open_files()
    for _ in range(5):
        async with aclosing(connection.stream(request)) as chunks:
            await anext(chunks)
    await asyncio.sleep(0.3)
    assert open_files() <= before + 1


def open_files() -> int:
    return len(list(Path("/proc/self/fd").iterdir()))


@pytest.mark.engine
async def test_containers_are_ours_or_left_alone(connection: Engine, hello_images: HelloImages) -> None:
    ours, theirs = Containers(connection, INSTANCE), Containers(connection, "ffffffffffff")
    await ours.run("one", hello_images.good, Labels={"role": "test"})
    found = await theirs.find("one")

    assert found is not None
    assert (found.state, found.labels["role"], theirs.is_ours(found)) == ("running", "test", False)
    assert await theirs.labelled() == []
    assert [container.name for container in await ours.labelled(role="test")] == ["one"]
    with pytest.raises(Conflict, match="left alone"):
        await theirs.remove("one")
    with pytest.raises(Conflict, match="exists already"):
        await ours.run("one", hello_images.good)
    await ours.remove("one")
    await ours.remove("one")  # absent is fine
    assert await ours.find("one") is None


@pytest.mark.engine
async def test_a_container_that_cannot_start_leaves_nothing(connection: Engine, hello_images: HelloImages) -> None:
    containers = Containers(connection, INSTANCE)
    with pytest.raises(EngineRefused, match="no such file"):
        await containers.run("broken", hello_images.good, Cmd=["/absent"])
    assert await containers.find("broken") is None


@pytest.mark.engine
async def test_images_tell_what_a_plan_needs_to_know(connection: Engine, hello_images: HelloImages) -> None:
    images = Images(connection, INSTANCE)
    good, checked = await images.find(hello_images.good), await images.find(hello_images.checked)

    assert good is not None
    assert checked is not None
    assert good.image_id.startswith("sha256:")
    assert (good.has_health_check, checked.has_health_check) == (False, True)
    assert (good.exposed_ports, good.digests) == ((3000,), ())
    assert await images.find(good.image_id) == good
    assert await images.find("dokploy-test/absent:1") is None
    await images.tag(hello_images.good, "dokploy-test/again:2")
    assert hello_images.good in (await images.find("dokploy-test/again:2") or good).tags
    await images.remove("dokploy-test/again:2")
    assert await images.find("dokploy-test/again:2") is None


@pytest.mark.engine
async def test_an_image_goes_to_a_registry_and_comes_back(
    connection: Engine, hello_images: HelloImages, registry: Registry
) -> None:
    images, lines = Images(connection, INSTANCE), list[str]()

    async def keep(line: str) -> None:
        lines.append(line)

    ref = f"{registry.host}/shop:1"
    await images.tag(hello_images.good, ref)
    digest = await images.push(ref, registry.login, keep)
    assert re.fullmatch(rf"{re.escape(registry.host)}/shop@sha256:[0-9a-f]{{64}}", digest)
    assert any(line.endswith(": Pushed") for line in lines)

    await images.remove(ref)
    lines.clear()
    pulled = await images.pull(digest, registry.login, keep)
    assert digest in pulled.digests
    assert lines[-1].startswith("Status: ")
    await images.remove(digest)


@pytest.mark.engine
async def test_a_registry_that_refuses_is_quoted(
    connection: Engine, hello_images: HelloImages, registry: Registry
) -> None:
    images = Images(connection, INSTANCE)

    async def ignore(_line: str) -> None: ...

    ref = f"{registry.host}/shop:2"
    await images.tag(hello_images.good, ref)
    with pytest.raises(RemoteFailed, match=r"Push of .*/shop:2 failed: .*auth.* Check the user name and the password"):
        await images.push(ref, (registry.host, "builder", "wrong"), ignore)
    with pytest.raises(RemoteFailed, match=r"Pull of .*/absent:1 failed: .*Check the image name and its tag"):
        await images.pull(f"{registry.host}/absent:1", registry.login, ignore)
    with pytest.raises(RemoteFailed, match=r"Pull of .*/shop:2 failed: .*Check the user name and the password"):
        await images.pull(ref, None, ignore)
    await images.remove(ref)


@pytest.mark.engine
async def test_a_pull_that_cannot_reach_its_registry_says_so(connection: Engine) -> None:
    async def ignore(_line: str) -> None: ...

    with pytest.raises(RemoteFailed, match=r"Pull of 127\.0\.0\.1:9/shop:1 failed: registry unreachable: .*refused"):
        await Images(connection, INSTANCE).pull("127.0.0.1:9/shop:1", None, ignore)


@pytest.mark.parametrize(
    ("ref", "parts"),
    [
        ("busybox", ("busybox", "latest")),
        ("busybox:1", ("busybox", "1")),
        ("host:5000/a/b", ("host:5000/a/b", "latest")),
        ("host:5000/a/b:c", ("host:5000/a/b", "c")),
        ("a/b@sha256:00", ("a/b", "sha256:00")),
        ("a/b:tag@sha256:00", ("a/b", "sha256:00")),
    ],
)
def test_references_are_split_as_docker_does(ref: str, parts: tuple[str, str]) -> None:
    assert split(ref) == parts


def test_a_long_transfer_speaks_every_ten_seconds() -> None:
    progress = Progress()
    events: list[tuple[float, dict[str, Any]]] = [
        (0, {"status": "Pulling from shop", "id": "1"}),
        (0, {"status": "Pulling fs layer", "id": "aa", "progressDetail": {}}),
        (1, {"status": "Downloading", "id": "aa", "progressDetail": {"current": 10**6, "total": 10**8}}),
        (12, {"status": "Downloading", "id": "aa", "progressDetail": {"current": 5 * 10**7, "total": 10**8}}),
        (13, {"status": "Download complete", "id": "aa", "progressDetail": {}}),
        (14, {"status": "Pull complete", "id": "aa", "progressDetail": {}}),
        (14, {"status": "Status: Downloaded newer image for shop:1"}),
        (14, {"progressDetail": {}, "aux": {"Tag": "1", "Digest": "sha256:00", "Size": 5}}),
    ]
    lines = [line for now, event in events for line in progress.lines(event, now)]

    assert lines == [
        "1: Pulling from shop",
        "0 of 1 layers done; 50 of 100 MB in transfer",
        "aa: Pull complete",
        "Status: Downloaded newer image for shop:1",
    ]
    assert progress.digest == "sha256:00"
