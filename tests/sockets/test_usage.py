"""Figures of containers and of the machine: live over the socket, now and over hours by the procedure; `docker.*`."""

import asyncio
import json
import time
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from tests.factories import acting
from tests.images import HelloImages
from tests.sockets.yard import Yard, ending, open_yard

from dokploy.adapters.docker_frames import cpu_percent, usage
from dokploy.adapters.host_usage import host_usage
from dokploy.adapters.usage_history import POINTS, SPAN_S, Sample, UsageHistory
from dokploy.core.errors import Forbidden, NotFound
from dokploy.features import docker, monitoring, observe
from dokploy.features.docker import ByAppName, ByLabel, ByMatch, ContainerId, OnServer
from dokploy.features.observe import AppName


@pytest.fixture(scope="module")
async def yard(engine: Any, hello_images: HelloImages, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Yard]:
    async with open_yard(tmp_path_factory.mktemp("yard"), engine.docker_host, hello_images) as yard:
        yield yard


def units(yard: Yard, who: str) -> Any:
    return yard.runtime.acting(acting(yard.members[who]))


@pytest.mark.engine
async def test_figures_come_every_1300_milliseconds(yard: Yard) -> None:
    async with yard.usage(appName=yard.application.app_name, appType="application") as connection:
        frames, times = [], []
        for _ in range(3):
            frames.append(json.loads(await connection.recv())["data"])
            times.append(time.monotonic())
    assert 1 < times[2] - times[1] < 3
    assert list(frames[0]) == ["cpu", "memory", "disk", "network", "block"]
    assert frames[0]["disk"] is None
    for name in ("cpu", "memory", "network", "block"):
        assert set(frames[0][name]) == {"value", "time"}
    assert frames[1]["cpu"]["value"].endswith("%")
    assert frames[1]["memory"]["value"]["used"].endswith("iB")
    assert frames[1]["network"]["value"].keys() == {"inputMb", "outputMb"}
    assert frames[1]["block"]["value"].keys() == {"readMb", "writeMb"}


@pytest.mark.engine
async def test_the_machine_is_called_dokploy(yard: Yard) -> None:
    async with yard.usage(appName="dokploy") as connection:
        data = json.loads(await connection.recv())["data"]
    assert data["disk"]["value"]["diskTotal"] > 0
    assert (await ending(yard.usage("member", appName="dokploy")))[0] == 4003


@pytest.mark.engine
async def test_what_does_not_run_has_no_figures(yard: Yard) -> None:
    nothing = await yard.new_application()
    assert (await ending(yard.usage(appName=nothing.app_name)))[:2] == (4000, "Container not running")
    assert (await ending(yard.usage()))[:2] == (4000, "appName is required")


@pytest.mark.engine
async def test_many_who_look_share_one_meter(yard: Yard) -> None:
    name = yard.application.app_name
    opened = [await yard.usage(appName=name) for _ in range(20)]
    assert len({str(await connection.recv()) for connection in opened}) <= 2
    await asyncio.gather(*(connection.close() for connection in opened))
    async with asyncio.timeout(10):
        while monitoring._watches.get(yard.runtime):
            await asyncio.sleep(0.05)


@pytest.mark.engine
async def test_the_procedure_tells_now_and_the_last_hours(yard: Yard) -> None:
    sampler = monitoring.Sampler(yard.runtime)
    history = monitoring.history_of(yard.runtime.tools)
    with history.turn():
        for _ in range(2):
            monitoring._write(history, await sampler.take())
    found = await observe.read_app_monitoring(AppName(app_name=yard.application.app_name), units(yard, "owner"))
    assert found["cpu"].keys() == {"usage", "limit"}
    assert 0 < found["memory"]["usage"] < found["memory"]["limit"]
    assert found["network"].keys() == {"rx", "tx"}
    assert [container["status"] for container in found["containers"]] == ["running"] * 2
    assert all(container["name"].startswith(yard.application.app_name) for container in found["containers"])
    assert {name: len(points) for name, points in found["history"].items()} == {
        "cpu": 1, "memory": 1, "disk": 0, "network": 1, "block": 1,
    }  # fmt: skip
    machine = await observe.read_app_monitoring(AppName(app_name="dokploy"), units(yard, "member"))
    assert machine["history"]["disk"][0]["value"]["diskTotal"] > 0
    with pytest.raises(NotFound):
        await observe.read_app_monitoring(AppName(app_name=yard.foreign.app_name), units(yard, "owner"))
    with pytest.raises(Forbidden):
        await observe.read_app_monitoring(AppName(app_name=yard.application.app_name), units(yard, "outsider"))


# ------------------------------------------------------------------------------------------------ docker.*


@pytest.mark.engine
async def test_clients_find_the_containers_of_a_service(yard: Yard) -> None:
    name, owner = yard.application.app_name, units(yard, "owner")
    running = set(await yard.until_running(yard.application, 2))
    matched = await docker.get_containers_by_app_name_match(ByMatch(app_name=name), owner)
    assert {row["containerId"] for row in matched if row["state"] == "running"} == running
    assert all(row["name"].startswith(f"{name}.") and row["status"].startswith("Up") for row in matched)
    labelled = await docker.get_containers_by_app_label(ByLabel(app_name=name, type="swarm"), owner)
    assert {row["containerId"] for row in labelled} == running
    assert await docker.get_containers_by_app_label(ByLabel(app_name=name, type="standalone"), owner) == []
    tasks = await docker.get_service_containers_by_app_name(ByAppName(app_name=name), owner)
    assert [row["state"] for row in tasks] == ["running"] * 2
    assert all(row["node"] and row["currentState"].startswith("Running") for row in tasks)
    async with yard.log(containerId=tasks[0]["containerId"], runType="swarm") as connection:
        assert await connection.recv()
    config = await docker.get_config(ContainerId(container_id=matched[0]["containerId"]), owner)
    assert config is not None
    assert config["Id"] in running


@pytest.mark.engine
async def test_what_others_run_is_not_there(yard: Yard) -> None:
    owner = units(yard, "owner")
    for name in (yard.foreign.app_name, "no-such-app"):
        assert await docker.get_containers_by_app_name_match(ByMatch(app_name=name), owner) == []
        assert await docker.get_service_containers_by_app_name(ByAppName(app_name=name), owner) == []
    shown = await docker.get_containers(OnServer(), owner)
    assert {row["name"].split(".")[0] for row in shown} == {yard.application.app_name}
    assert await docker.get_containers(OnServer(), units(yard, "outsider")) == []
    (foreign,) = await yard.until_running(yard.foreign, 1)
    with pytest.raises(NotFound):
        await docker.get_config(ContainerId(container_id=foreign), owner)
    with pytest.raises(Forbidden):
        await docker.get_containers_by_app_name_match(
            ByMatch(app_name=yard.application.app_name), units(yard, "outsider")
        )


# ------------------------------------------------------------------------------------------------ pure


def test_history_is_a_ring_of_fixed_size(tmp_path: Path) -> None:
    history = UsageHistory(tmp_path)
    begun = time.time() - 2 * SPAN_S
    for minute in range(2 * POINTS + 1):
        history.add("shop", Sample(begun + minute * 60, minute, 0, 0, 0, 0, 0, 0))
    found = history.read("shop")
    assert [sample.cpu for sample in found] == list(range(2 * POINTS + 1))[-len(found) :]
    assert POINTS - 2 <= len(found) <= POINTS
    assert (tmp_path / "shop.points").stat().st_size == POINTS * 80
    assert history.read("other") == []


def test_one_process_at_a_time_takes_samples(tmp_path: Path) -> None:
    with UsageHistory(tmp_path).turn() as first, UsageHistory(tmp_path).turn() as second:
        assert (first, second) == (True, False)


STATS: dict[str, Any] = {
    "cpu_stats": {"cpu_usage": {"total_usage": 400}, "system_cpu_usage": 1000, "online_cpus": 4},
    "memory_stats": {"usage": 700, "limit": 1000, "stats": {"inactive_file": 200}},
    "networks": {"a": {"rx_bytes": 1, "tx_bytes": 2}, "b": {"rx_bytes": 10, "tx_bytes": 20}},
    "blkio_stats": {"io_service_bytes_recursive": [{"op": "Read", "value": 5}, {"op": "write", "value": 6}]},
}


def test_figures_are_read_as_docker_stats_reads_them() -> None:
    after = usage(STATS)
    before = usage(
        STATS | {"cpu_stats": {**STATS["cpu_stats"], "cpu_usage": {"total_usage": 300}, "system_cpu_usage": 800}}
    )
    assert after is not None
    assert before is not None
    assert (after.memory, after.received, after.sent, after.read, after.written) == (500, 11, 22, 5, 6)
    assert cpu_percent(before, after) == 200
    assert cpu_percent(after, after) == 0
    assert usage({"cpu_stats": {}}) is None


def test_the_machine_agrees_with_free() -> None:
    found = host_usage()
    assert 0 < found.memory < found.memory_limit
    assert 0 <= cpu_percent(found, host_usage()) <= 100


@pytest.mark.parametrize(
    ("count", "text"), [(0, "0B"), (1023, "1023B"), (47_300_000, "45.11MiB"), (2**31, "2GiB"), (2**50, "1024TiB")]
)
def test_bytes_are_written_as_docker_writes_them(count: int, text: str) -> None:
    assert monitoring.binary(count) == text
