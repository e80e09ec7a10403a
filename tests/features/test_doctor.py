"""The examination: on a real engine where all is well, and with one part after another taken away."""

import asyncio
import json
import os
import subprocess
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager, suppress
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text
from tests import factories, postgres, valkey
from tests.database import IS_POSTGRESQL, migrated
from tests.features.conftest import House
from tests.releases.runtime import make_runtime
from tests.testbed import RunningEngine

from dokploy.adapters.bell import Bell
from dokploy.adapters.database import Database
from dokploy.adapters.engine_api import Request, filters
from dokploy.adapters.provision import choices, provision
from dokploy.adapters.swarm import LABEL_INSTANCE
from dokploy.adapters.valkey import embedded_valkey
from dokploy.context import Runtime
from dokploy.core.clock import iso, now
from dokploy.features.doctor import actions, checks, engines
from dokploy.features.doctor import procedures as doctor
from dokploy.features.doctor.actions import CHECKS, Check, examine
from dokploy.features.doctor.schemas import Finding, Patient, Report, Result, ok, size
from dokploy.models import Deployment
from dokploy.sockets import health

ENGINE_SIDE = ("engine", "swarm", "ipvs", "overlay", "traefik", "files", "probe")
assert doctor.REPORT


def only(*names: str) -> tuple[Check, ...]:
    """The rows of the table with these names."""
    return tuple(check for check in CHECKS if check.name in names)


def by_name(report: Report) -> dict[str, Result]:
    return {result.name: result for result in report.checks}


def statuses(report: Report) -> dict[str, str]:
    return {result.name: f"{result.status}: {result.cause}" for result in report.checks if result.status != "ok"}


async def one(patient: Patient, name: str) -> Result:
    """One check of the table alone."""
    (check,) = only(name)
    report = await examine(patient, (Check(check.name, check.title, check.look, limit_s=check.limit_s),))
    return report.checks[0]


# ------------------------------------------------------------------------------------------------ the table


async def a_good_one(_: Patient) -> Finding:
    return ok("Well.", figure=1)


async def one_that_hangs(_: Patient) -> Finding:
    await asyncio.sleep(60)
    return ok("Never.")


async def one_that_breaks(_: Patient) -> Finding:
    raise ZeroDivisionError("a fault of ours")


async def test_a_check_never_raises_never_hangs_and_waits_for_what_it_needs(house: House) -> None:
    table = (
        Check("good", "Good", a_good_one),
        Check("hangs", "Hangs", one_that_hangs, limit_s=0.1),
        Check("breaks", "Breaks", one_that_breaks),
        Check("after", "After", a_good_one, ("good", "hangs")),
        Check("later", "Later", a_good_one, ("after",)),
    )
    begun = time.monotonic()
    report = await examine(Patient(house.runtime), table)
    assert time.monotonic() - begun < 1
    found = by_name(report)
    assert {name: result.status for name, result in found.items()} == {
        "good": "ok", "hangs": "failed", "breaks": "failed", "after": "skipped", "later": "skipped"
    }  # fmt: skip
    assert found["good"].details == {"figure": 1}
    assert "0.1 seconds" in found["hangs"].cause
    assert "a fault of ours" in found["breaks"].cause
    assert "ZeroDivisionError" in found["breaks"].cause
    assert all(result.cure for result in report.checks if result.status == "failed")
    assert found["later"].details == {"because": "hangs"}
    assert report.status == "failed"


def test_a_row_needs_only_rows_above_it() -> None:
    names = [check.name for check in CHECKS]
    assert len(set(names)) == len(names)
    assert all(names.index(need) < names.index(check.name) for check in CHECKS for need in check.needs)


async def test_the_checks_run_beside_each_other(house: House) -> None:
    async def slow(_: Patient) -> Finding:
        await asyncio.sleep(0.2)
        return ok("Well.")

    report = await examine(Patient(house.runtime), tuple(Check(f"c{number}", "C", slow) for number in range(10)))
    assert report.status == "ok"
    assert report.duration_ms < 1000
    assert all(result.duration_ms >= 190 for result in report.checks)


async def test_two_who_ask_at_the_same_time_share_one_examination(house: House) -> None:
    first, second = await asyncio.gather(actions.examination(house.runtime), actions.examination(house.runtime))
    assert first is second
    assert await actions.examination(house.runtime) is not first


@pytest.mark.parametrize(("count", "text"), [(0, "0 B"), (1023, "1023 B"), (1536, "1.5 KiB"), (3 * 1024**4, "3.0 TiB")])
def test_sizes_as_people_read_them(count: int, text: str) -> None:
    assert size(count) == text


# ------------------------------------------------------------------------------------------------ the procedure


@pytest.mark.parametrize(("who", "status"), [("owner", 200), ("admin", 200), ("member", 403), ("", 401)])
async def test_only_administrators_may_ask(house: House, who: str, status: int) -> None:
    assert (await house.call(who, "settings.doctor")).status == status


async def test_without_an_engine_what_hangs_on_it_is_skipped_and_the_rest_is_told(house: House) -> None:
    report = await house.owner("settings.doctor")
    found = {one["name"]: one for one in report["checks"]}
    assert list(found) == [check.name for check in CHECKS]
    assert report["status"] == "failed"
    assert found["engine"]["status"] == "failed"
    assert "no-engine.sock" in found["engine"]["cause"]
    assert found["engine"]["cure"].startswith("Start Docker")
    assert {found[name]["status"] for name in ENGINE_SIDE[1:]} == {"skipped"}
    assert "has failed: Docker Engine" in found["swarm"]["cause"]
    assert found["probe"]["details"]["because"] == "engine"
    assert [found[name]["status"] for name in ("database", "disk", "memory", "clock")] == ["ok"] * 4
    assert found["database"]["details"]["revision"] == found["database"]["details"]["wantedRevision"]
    assert set(found["disk"]["details"]) == {"data"}
    assert all(one["durationMs"] >= 0 for one in found.values())


# ------------------------------------------------------------------------------------------------ our own side


async def a_run(house: House, state: str = "queued", age_s: float = 0, **values: Any) -> Deployment:
    given = {
        "title": "t",
        "log_path": "",
        "application_id": house.application.application_id,
        "state": state,
        "created_at": iso(now() - timedelta(seconds=age_s)),
        **values,
    }
    return await house.add(Deployment(**given))


async def test_a_run_that_nobody_takes_up(house: House) -> None:
    await a_run(house, age_s=90)
    found = await one(Patient(house.runtime), "queue")
    assert found.status == "failed"
    assert "Nobody takes up deployments" in found.cause
    assert "Start the server" in (found.cure or "")
    assert found.details["waiting"] == 1
    assert 89 < found.details["oldestWaitS"] < 120


async def test_a_run_that_waits_for_the_one_before_it_is_no_sign_of_anything(house: House) -> None:
    held = {"lease_owner": "a worker", "lease_until": now() + timedelta(seconds=15)}
    await a_run(house, "running", 120, **held)
    await a_run(house, age_s=90)
    found = await one(Patient(house.runtime), "queue")
    assert found.status == "ok", found
    assert (found.details["ready"], found.details["workers"]) == (0, 1)


async def test_a_run_whose_worker_is_gone(house: House) -> None:
    """On SQLite there is one worker, the server itself, which renews no lease: a long build is no sign of anything."""
    await a_run(house, "running", 120, lease_owner="a worker", lease_until=now() - timedelta(seconds=60))
    found = await one(Patient(house.runtime), "queue")
    expected = ("warning", 1) if IS_POSTGRESQL else ("ok", 0)
    assert (found.status, found.details["expiredLeases"]) == expected
    assert ("not heard of any more" in found.cause) == IS_POSTGRESQL


async def test_where_no_server_runs_the_queue_is_only_counted(house: House) -> None:
    await a_run(house, age_s=90)
    found = await one(Patient(house.runtime, has_worker=False), "queue")
    assert (found.status, found.details["waiting"]) == ("skipped", 1)


async def test_a_doorbell_that_is_heard_unheard_and_away(house: House, tmp_path: Path) -> None:
    folder = house.runtime.tools.folder
    async with embedded_valkey(folder) as bell:
        runtime = make_runtime(house.runtime.database, folder.root, bell)
        listening = asyncio.create_task(bell.listen())
        heard = await one(Patient(runtime), "queue")
        listening.cancel()
        await asyncio.gather(listening, return_exceptions=True)
        unheard = await one(Patient(runtime), "queue")
    assert (heard.status, heard.details["bell"]) == ("ok", "heard"), heard
    assert heard.details["bellMs"] < 2000
    assert (unheard.status, unheard.details["bell"]) == ("warning", "unheard")
    away = await one(
        Patient(make_runtime(house.runtime.database, folder.root, Bell(socket=tmp_path / "gone"))), "queue"
    )
    assert (away.status, away.details["bell"]) == ("warning", "away")
    assert "two seconds late" in away.cause
    assert "valkey.log" in (away.cure or "")


async def test_a_doorbells_server_that_is_gone_or_silent_is_away(
    house: House, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(health, "QUEUE_SECONDS", 0.5)
    folder = house.runtime.tools.folder

    async def says(bell: Bell) -> str | None:
        return (await health.away(make_runtime(house.runtime.database, folder.root, bell))).get("queue")

    with valkey.running(tmp_path / "valkey") as server:
        bell = Bell(server.url)
        assert await says(bell) is None
        server.freeze()
        assert await says(bell) == health.QUEUE_AWAY
        server.thaw()
        assert await says(bell) is None
        server.kill()
        assert await says(bell) == health.QUEUE_AWAY
    assert await says(Bell()) is None


async def test_tables_of_another_version(house: House) -> None:
    async with house.runtime.database.write() as db:
        await db.execute(text("UPDATE alembic_version SET version_num = 'older'"))
    found = await one(Patient(house.runtime), "database")
    assert found.status == "failed"
    assert "revision older" in found.cause
    assert "migrates" in (found.cure or "")


async def test_a_key_that_others_can_read(house: House) -> None:
    root = house.runtime.tools.folder.root
    (root / "secret.key").write_text("key")
    (root / "secret.key").chmod(0o644)
    found = await one(Patient(house.runtime), "folder")
    assert (found.status, found.details["modes"]["secret.key"]) == ("failed", "0644")
    assert found.cure == f"chmod 600 {root}/secret.key"
    (root / "secret.key").chmod(0o600)
    assert (await one(Patient(house.runtime), "folder")).status == "ok"
    (root / "secret.key").unlink()
    gone = await one(Patient(house.runtime), "folder")
    assert (gone.status, "is gone" in gone.cause) == ("failed", True)


async def test_a_clock_that_has_gone_back(house: House) -> None:
    await a_run(house, "done", age_s=-3600)
    found = await one(Patient(house.runtime), "clock")
    assert found.status == "warning"
    assert "in the future" in found.cause
    assert "timedatectl" in (found.cure or "")


@pytest.mark.parametrize(
    ("go", "python"),
    [
        ("2026-11-22T06:00:00Z", "2026-11-22T06:00:00Z"),
        ("2026-11-22T06:00:00.5Z", "2026-11-22T06:00:00.500000Z"),
        ("2026-11-22T06:00:00.123456789+01:00", "2026-11-22T06:00:00.123456+01:00"),
    ],
)
def test_times_as_the_engine_writes_them(go: str, python: str) -> None:
    assert checks._microseconds(go) == python


@contextmanager
def a_small_disk(place: Path, size_mb: int) -> Iterator[Path]:
    place.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={size_mb}m", "tmpfs", str(place)], check=True)
    try:
        yield place
    finally:
        subprocess.run(["umount", "-l", str(place)], check=True)


def fill(path: Path) -> None:
    """Write until not a byte more fits."""
    with path.open("wb", buffering=0) as file, suppress(OSError):
        while file.write(b"\0" * 4096):
            pass


@pytest.mark.skipif(os.geteuid() != 0, reason="mounting a disk wants root")
async def test_a_disk_that_is_full(house: House, tmp_path: Path) -> None:
    with a_small_disk(tmp_path / "disk", 16) as disk:
        runtime = make_runtime(house.runtime.database, disk / "data")
        few = await one(Patient(runtime), "disk")
        assert few.status == "failed"
        assert "16.0 MiB left" in few.cause
        fill(disk / "filler")
        full = await one(Patient(runtime), "disk")
        assert full.status == "failed"
        assert "No space left on device" in full.cause
        assert "docker system prune" in (full.cure or "")
        assert full.details["data"]["freeBytes"] == 0
        assert [path.name for path in (disk / "data").glob(".trial-*")] == []


@pytest.mark.skipif(os.geteuid() != 0 or IS_POSTGRESQL, reason="mounting a disk wants root, and the database a file")
async def test_a_whole_installation_on_a_full_disk_still_gets_its_report(tmp_path: Path) -> None:
    with a_small_disk(tmp_path / "disk", 16) as disk:
        database = await migrated(disk / "data")
        try:
            runtime = make_runtime(database, disk / "data")
            runtime.tools.folder.secret_key(None)
            fill(disk / "filler")
            report = await actions.examination(runtime)
        finally:
            await database.close()
    found = by_name(report)
    assert [result.name for result in report.checks if "broke off" in result.cause] == []
    assert found["disk"].status == "failed"
    assert {found[name].status for name in ("memory", "clock", "folder")} == {"ok"}


# ------------------------------------------------------------------------------------------------ the engine's side


@pytest.fixture(scope="module")
async def plane(engine: RunningEngine, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Runtime]:
    """Network and Traefik on the real engine, beside a real database."""
    data = tmp_path_factory.mktemp("doctor") / "data"
    database = await migrated(data)
    runtime = make_runtime(database, data, docker_host=engine.docker_host, traefik_port=28180, traefik_ssl_port=28543)
    tools = runtime.tools
    tools.folder.secret_key(None)
    prepared = await provision(tools.settings, tools.folder, tools.engine, lambda _: None)
    assert prepared.reason is None, prepared
    yield runtime
    for container in await tools.containers.labelled():
        await tools.containers.remove(container.name)
    ours = filters(label=[f"{LABEL_INSTANCE}={tools.folder.instance_id}"])
    for network in await tools.engine.ask(Request("GET", "/networks", ours)):
        await tools.engine.ask(Request("DELETE", f"/networks/{network['Id']}"))
    await tools.traefik.close()
    await tools.engine.close()
    await database.close()


@pytest.mark.engine
async def test_all_is_well(plane: Runtime) -> None:
    report = await actions.examination(plane)
    for _ in range(10):
        if set(statuses(report)) != {"database"}:
            break
        report = await actions.examination(plane)  # the tests beside this one kept the disk busy, which is told
    assert statuses(report) == {}
    assert report.status == "ok"
    found = by_name(report)
    assert found["engine"].details["storageDriver"] == "overlay2"
    assert found["overlay"].details["addressesUsed"] >= 1
    assert found["overlay"].details["addresses"] == 253
    assert found["probe"].details["status"] == 200
    assert found["traefik"].details["routers"] >= 1
    assert set(found["disk"].details) == {"data", "engine"}
    assert abs(found["clock"].details["apartS"]["engine"]) < 5
    assert (found["ipvs"].details["mode"] == "vip") is Path("/proc/net/ip_vs").exists()
    assert left_probes(plane) == []


def left_probes(plane: Runtime) -> list[str]:
    return [path.name for path in plane.tools.folder.traefik_dynamic.glob(f"{engines.PROBE_FILE}*")]


@pytest.mark.engine
async def test_the_report_is_plain_data(plane: Runtime) -> None:
    report = doctor.REPORT.dump(await actions.examination(plane))
    assert json.loads(json.dumps(report)) == report
    assert {"name", "title", "status", "cause", "cure", "details", "durationMs"} == set(report["checks"][0])


@pytest.mark.engine
@pytest.mark.parametrize(
    ("content", "word"),
    [("http:\n  routers: [", "Line 3"), ("http:\n  roters:\n    a: {}\n", "http.roters")],
    ids=["not YAML", "an unknown key"],
)
async def test_a_file_that_traefik_cannot_read(plane: Runtime, content: str, word: str) -> None:
    broken = plane.tools.folder.traefik_dynamic / "shop.yml"
    broken.write_text(content)
    try:
        found = by_name(await examine(Patient(plane), only(*ENGINE_SIDE)))
    finally:
        broken.unlink()
    assert found["files"].status == "failed", found
    assert "shop.yml" in found["files"].cause
    assert word in found["files"].details["unreadable"]["shop.yml"]
    assert str(broken) in (found["files"].cure or "")
    assert found["probe"].status == "skipped"
    assert left_probes(plane) == []


@pytest.mark.engine
async def test_a_router_that_traefik_cannot_use(plane: Runtime) -> None:
    router = {"rule": "Host(`a.localhost`)", "service": "nowhere", "entryPoints": ["web"]}
    broken = plane.tools.folder.traefik_dynamic / "shop.yml"
    broken.write_text(json.dumps({"http": {"routers": {"shop": router}}}))
    try:
        for _ in range(50):
            found = await one(Patient(plane), "files")
            if found.status != "ok":
                break
            await asyncio.sleep(0.1)
    finally:
        broken.unlink()
    assert found.status == "warning"
    assert "shop@file" in found.cause
    assert "nowhere" in found.cause
    for _ in range(50):
        if (await one(Patient(plane), "files")).status == "ok":
            return
        await asyncio.sleep(0.1)
    pytest.fail("Traefik still shows the router of a file that is gone")


@pytest.mark.engine
async def test_traefik_that_was_stopped(plane: Runtime) -> None:
    name = choices.load(plane.tools.folder).traefik
    await plane.tools.engine.ask(Request("POST", f"/containers/{name}/stop", {"t": "1"}))
    try:
        found = by_name(await examine(Patient(plane), only(*ENGINE_SIDE)))
    finally:
        await plane.tools.containers.start(name)
    assert found["traefik"].status == "failed"
    assert "exit code" in found["traefik"].cause
    assert f"docker start {name}" in (found["traefik"].cure or "")
    assert (found["files"].status, found["probe"].status) == ("skipped", "skipped")
    for _ in range(50):
        if (await one(Patient(plane), "traefik")).status == "ok":
            break
        await asyncio.sleep(0.1)
    assert (await one(Patient(plane), "probe")).status == "ok"


@pytest.mark.engine
async def test_a_network_that_is_not_there(plane: Runtime) -> None:
    folder = plane.tools.folder
    chosen = choices.load(folder).network
    choices.remember(folder, network="dokploy-network-that-nobody-made")
    try:
        found = await one(Patient(plane), "overlay")
    finally:
        choices.remember(folder, network=chosen)
    assert found.status == "failed"
    assert "dokploy-network-that-nobody-made" in found.cause


@pytest.mark.engine
async def test_what_a_killed_examination_left_is_removed(plane: Runtime) -> None:
    left = plane.tools.folder.traefik_dynamic / f"{engines.PROBE_FILE}0123456789.yml"
    left.write_text("{}")
    os.utime(left, (time.time() - 120, time.time() - 120))
    assert (await one(Patient(plane), "probe")).status == "ok"
    assert left_probes(plane) == []


# ------------------------------------------------------------------------------------------------ judged, from values


def a_node(name: str, **values: Any) -> dict[str, Any]:
    manager = {"Reachability": "reachable", "Addr": "192.0.2.1:2377", **values.pop("manager", {})}
    role, state = values.pop("role", "manager"), values.pop("state", "ready")
    return {
        "ID": name,
        "Description": {"Hostname": name},
        "Spec": {"Role": role, "Availability": values.pop("availability", "active")},
        "Status": {"State": state},
        **({"ManagerStatus": manager} if role == "manager" else {}),
    }


@pytest.mark.parametrize(
    ("nodes", "status", "word"),
    [
        ([a_node("one")], "ok", "1 of 1"),
        ([a_node("one"), a_node("two", role="worker", state="down")], "warning", "two"),
        ([a_node("one"), a_node("two"), a_node("three", manager={"Reachability": "unreachable"})], "warning", "three"),
        ([a_node("one"), a_node("two")], "warning", "two managers"),
        ([a_node("one", availability="drain")], "failed", "takes tasks"),
    ],
    ids=["one", "a worker down", "a manager unreachable", "two managers", "drained"],
)
def test_the_swarm_by_its_nodes(nodes: list[dict[str, Any]], status: str, word: str) -> None:
    found = engines._judged(nodes, "one", {})
    assert (found.status, word in found.cause) == (status, True), found


@pytest.mark.parametrize(("used", "status"), [(10, "ok"), (203, "warning"), (253, "failed")])
def test_addresses_run_out_with_a_warning_before(used: int, status: str) -> None:
    found = engines._with_room("net", ["10.0.1.0/24"], {f"10.0.1.{n}" for n in range(used)}, {})
    assert found.status == status
    assert f"{used} of 253" in found.cause


@pytest.mark.parametrize(
    ("endpoint", "wants"),
    [
        ({"Mode": "dnsrr"}, False),
        ({"Mode": "vip"}, True),
        ({}, True),
        ({"Mode": "dnsrr", "Ports": [{"PublishMode": "host"}]}, False),
        ({"Mode": "dnsrr", "Ports": [{"PublishMode": "ingress"}]}, True),
    ],
)
def test_services_that_do_not_answer_without_ipvs(endpoint: dict[str, Any], wants: bool) -> None:
    assert engines._wants_ipvs({"Spec": {"EndpointSpec": endpoint}}) is wants


@pytest.mark.parametrize(
    ("free", "total", "gone", "few"),
    [
        (100 * checks.MIB, 100 * checks.GIB, True, True),
        (1 * checks.GIB, 100 * checks.GIB, False, True),
        (5 * checks.GIB, 100 * checks.GIB, False, False),
        (3 * checks.GIB, 40 * checks.GIB, False, True),
        (20 * checks.GIB, 40 * checks.GIB, False, False),
    ],
)
def test_when_a_disk_is_too_full(free: int, total: int, gone: bool, few: bool) -> None:
    assert checks._is_below(free, total, checks.SPACE_GONE) is gone
    assert checks._is_below(free, total, checks.SPACE_FEW) is few


@pytest.mark.skipif(IS_POSTGRESQL, reason="the figures of SQLite")
async def test_figures_of_the_database_file(house: House) -> None:
    async with house.runtime.database.write() as db:
        await factories.an_organization(db)
    found = await one(Patient(house.runtime), "database")
    assert found.status == "ok"
    assert found.details["bytes"] > 100_000
    assert found.details["walBytes"] > 0
    assert found.details["version"].startswith("3.")


async def test_a_database_that_is_away_is_told_of_with_its_cause(tmp_path: Path) -> None:
    with postgres.running() as server:
        database = Database(server.url)
        runtime = make_runtime(database, tmp_path)
        assert "database" not in await health.away(runtime)
        server.stop()
        assert (await health.away(runtime))["database"].startswith("The database is away: ")
        server.start()
        assert "database" not in await health.away(runtime)
        await runtime.tools.engine.close()
        await database.close()
