"""`/docker-container-logs` and `application.readLogs`, with containers that really write."""

import asyncio
import re
import time
from collections.abc import AsyncIterator
from contextlib import suppress
from datetime import timedelta
from typing import Any

import pytest
from tests.factories import acting
from tests.images import HelloImages
from tests.sockets.yard import Yard, ending, open_yard, until
from websockets.exceptions import ConnectionClosedError

from dokploy.adapters.docker_frames import LogLine, LogReader
from dokploy.adapters.swarm import LABEL_SERVICE
from dokploy.core.clock import now
from dokploy.core.errors import Invalid
from dokploy.core.secrets import digest
from dokploy.features.container_log import moment
from dokploy.features.observe import ReadLogs, read_logs
from dokploy.models import Member, Session
from dokploy.sockets import visit
from dokploy.wire.credentials import CHANGED
from dokploy.wire.tokens import SESSION_COOKIE, session_cookie

SOCKETS = ("docker-container-logs", "docker-container-terminal", "listen-docker-stats-monitoring")
LINE = re.compile(r"(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{9}Z) (.*)")


@pytest.fixture(scope="module")
async def yard(engine: Any, hello_images: HelloImages, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Yard]:
    async with open_yard(tmp_path_factory.mktemp("yard"), engine.docker_host, hello_images) as yard:
        yield yard


def lines_of(text: str) -> list[tuple[str, str]]:
    found = [LINE.fullmatch(line) for line in text.splitlines()]
    assert all(found), text
    return [(match[1], match[2]) for match in found if match]


async def read_for(connection: Any, seconds: float) -> str:
    text = ""
    with suppress(TimeoutError):
        async with asyncio.timeout(seconds):
            while True:
                text += str(await connection.recv())
    return text


@pytest.mark.engine
async def test_all_replicas_are_read_in_one_order_and_followed(yard: Yard) -> None:
    await asyncio.sleep(1)
    async with yard.log(containerId=yard.application.app_name, runType="swarm") as connection:
        past = lines_of(str(await connection.recv()))
        assert [at for at, _ in past] == sorted(at for at, _ in past)
        assert len({text.split()[2] for _, text in past if text.startswith("tick")}) == 2
        assert any(text.startswith("oops") for _, text in past)
        come = lines_of(await read_for(connection, 1.5))
    for host in {text.split()[2] for _, text in past if text.startswith("tick")}:
        numbers = [int(text.split()[1]) for _, text in past + come if text.startswith("tick") and host in text]
        assert numbers == list(range(numbers[0], numbers[0] + len(numbers)))
        assert len(numbers) > 3


@pytest.mark.engine
async def test_one_container_is_read_by_id_name_task_or_service(yard: Yard) -> None:
    ours = {LABEL_SERVICE: f"application:{yard.application.application_id}"}
    pieces = await yard.runtime.tools.containers.pieces(**ours)
    piece = next(piece for piece in pieces if piece.is_running)
    (service,) = await yard.runtime.tools.swarm.labelled(**ours)
    assert piece.name.startswith(f"{yard.application.app_name}.")
    for reference in (piece.container_id, (piece.container_id or "")[:12], piece.task_id, piece.name):
        async with yard.log(containerId=reference, tail=6) as connection:
            found = lines_of(str(await connection.recv()))
            assert len({text.split()[2] for _, text in found if text.startswith("tick")}) == 1
    async with yard.log(containerId=service.name, runType="swarm") as connection:
        assert lines_of(str(await connection.recv()))


@pytest.mark.engine
async def test_tail_and_search_choose_lines(yard: Yard) -> None:
    await asyncio.sleep(1)
    async with yard.log(containerId=yard.application.app_name, tail=3) as connection:
        assert len(lines_of(str(await connection.recv()))) == 3
    async with yard.log(containerId=yard.application.app_name, tail=4, search="OOPS") as connection:
        found = lines_of(str(await connection.recv()))
        assert len(found) == 4
        found += lines_of(await read_for(connection, 1))
        assert all(text.startswith("oops") for _, text in found)
    async with yard.log(containerId=yard.application.app_name, tail=0) as connection:
        begun = time.time()
        first = lines_of(str(await connection.recv()))
        assert float(moment(first[0][0]) or 0) > begun - 1


@pytest.mark.engine
async def test_since_goes_on_where_a_reader_stopped(yard: Yard) -> None:
    container = (await yard.until_running(yard.application, 2))[0]
    await asyncio.sleep(1)
    async with yard.log(containerId=container, tail=10000) as connection:
        seen = lines_of(str(await connection.recv()))
    at = seen[len(seen) // 2][0]
    async with yard.log(containerId=container, tail=10000, since=at) as connection:
        rest = lines_of(await read_for(connection, 1))
    assert rest[: len(seen) - len(seen) // 2] == seen[len(seen) // 2 :]
    begun = time.time()
    async with yard.log(containerId=container, tail=10000, since="1s") as connection:
        newest = lines_of(str(await connection.recv()))
        assert float(moment(newest[0][0]) or 0) > begun - 1


@pytest.mark.engine
async def test_a_service_is_followed_across_restarts_and_releases(yard: Yard, hello_images: HelloImages) -> None:
    application = await yard.new_application()
    script = 'echo "begun $HOSTNAME"; sleep 1; echo "crashing"; exit 1'
    name = await yard.run(application, hello_images.base, script)
    async with yard.log(containerId=application.app_name, runType="swarm") as connection:
        text = ""
        async with asyncio.timeout(20):
            while len(set(re.findall(r"begun (\w+)", text))) < 3:
                text += str(await connection.recv())
        assert lines_of(text)
        await yard.runtime.tools.swarm.remove(name)
    application = await yard.new_application()
    async with yard.log(containerId=application.app_name, runType="swarm") as connection:
        await yard.run(application, hello_images.base, "echo first release; sleep 1000")
        await until(connection, "first release")
        await yard.run(application, hello_images.base, "echo next release; sleep 1000", count=2)
        await until(connection, "next release")


@pytest.mark.engine
async def test_a_terminal_of_its_own_changes_nothing(yard: Yard, hello_images: HelloImages) -> None:
    application = await yard.new_application()
    await yard.run(application, hello_images.base, "echo out; echo err >&2; sleep 1000", TTY=True)
    async with yard.log(containerId=application.app_name) as connection:
        assert [text for _, text in lines_of(await until(connection, "err\n"))] == ["out", "err"]
    container = (await yard.until_running(application, 1))[0]
    async with yard.log(containerId=container) as connection:
        assert [text for _, text in lines_of(await until(connection, "err\n"))] == ["out", "err"]


@pytest.mark.engine
async def test_the_log_of_a_container_ends_with_it(yard: Yard, hello_images: HelloImages) -> None:
    application = await yard.new_application()
    name = await yard.run(
        application, hello_images.base, 'trap "echo bye; exit 0" TERM; echo hi; while true; do sleep 0.1; done'
    )
    container = (await yard.until_running(application, 1))[0]
    ends = asyncio.create_task(ending(yard.log(containerId=container)))
    await asyncio.sleep(0.5)
    await yard.runtime.tools.swarm.remove(name)
    code, reason, text = await ends
    assert (code, reason) == (1000, "The container has ended")
    assert text.splitlines()[0].endswith(" hi")


@pytest.mark.engine
async def test_a_reader_that_does_not_read_is_dropped_and_goes_on_without_a_gap(
    yard: Yard, hello_images: HelloImages, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(visit, "SEND_SECONDS", 1)
    application = await yard.new_application()
    count, filler = 40_000, "x" * 700
    script = f"sleep 1; seq 1 {count} | sed 's/^/line /; s/$/ {filler}/'; echo the end; sleep 1000"
    await yard.run(application, hello_images.base, script)
    container = (await yard.until_running(application, 1))[0]
    text, since, drops = "", "all", 0
    async with asyncio.timeout(100):
        while "the end" not in text[-5000:]:
            async with yard.log(containerId=container, since=since) as connection:
                if drops < 2:
                    connection.transport.pause_reading()
                    await asyncio.sleep(8 if drops == 0 else 3)
                    connection.transport.resume_reading()
                with suppress(ConnectionClosedError):
                    while "the end" not in text[-5000:]:
                        text += str(await connection.recv())
            if "the end" not in text[-5000:]:
                assert connection.close_code == 1013
                words, _, since = (connection.close_reason or "").partition("=")
                assert words == "Too slow: resume with since"
                drops += 1
    assert drops >= 1  # the second time, on a slow machine, what is left may fit into the buffers
    numbers = [int(line.split()[2]) for line in text.splitlines() if " line " in line]
    assert numbers == list(range(1, count + 1))


# ------------------------------------------------------------------------------------------------ who may


@pytest.mark.engine
@pytest.mark.parametrize(
    ("who", "with_service", "is_let_in"),
    [
        ("owner", True, True),
        ("owner", False, True),
        ("member", True, True),
        ("member", False, False),  # no docker:read
        ("docker", False, True),
        ("outsider", True, False),  # docker:read, but the service is not on the list
        ("outsider", False, False),
        ("stranger", True, False),
        ("stranger", False, False),
        ("", True, False),
    ],
)
@pytest.mark.parametrize(
    "path", ["docker-container-logs", "docker-container-terminal", "listen-docker-stats-monitoring"]
)
async def test_a_socket_opens_for_who_may_see_that_very_service(
    yard: Yard, path: str, who: str, with_service: bool, is_let_in: bool
) -> None:
    name = "appName" if path.startswith("listen") else "containerId"
    query = {name: yard.application.app_name} | ({"serviceId": yard.application.application_id} if with_service else {})
    if is_let_in:
        async with yard.open(path, who, **query) as connection:
            async with asyncio.timeout(10):
                assert await connection.recv()
    else:
        code, _, text = await ending(yard.open(path, who, **query))
        assert (code, text) == (4003, "")


@pytest.mark.engine
@pytest.mark.parametrize("path", ["docker-container-logs", "docker-container-terminal"])
async def test_an_own_service_opens_no_container_of_another(yard: Yard, path: str) -> None:
    (foreign,) = await yard.until_running(yard.foreign, 1)
    for reference in (foreign, foreign[:12], yard.foreign.app_name, "dokploy-traefik", "no-such-container"):
        query = {"containerId": reference, "serviceId": yard.application.application_id}
        assert (await ending(yard.open(path, "owner", **query)))[0] == 4003
        assert (await ending(yard.open(path, "owner", containerId=reference)))[0] == 4003
    other = await yard.new_application()
    query = {"containerId": yard.application.app_name, "serviceId": other.application_id}
    assert (await ending(yard.open(path, "owner", **query)))[0] == 4003


@pytest.mark.engine
async def test_somebody_elses_container_does_not_exist(yard: Yard, hello_images: HelloImages, engine: Any) -> None:
    with engine.client() as client:
        made = client.create_container(hello_images.base, ["sleep", "1000"])["Id"]
        try:
            client.start(made)
            assert (await ending(yard.log(containerId=made)))[0] == 4003
            assert (await ending(yard.terminal(containerId=made)))[0] == 4003
        finally:
            client.remove_container(made, force=True)


@pytest.mark.engine
@pytest.mark.parametrize(
    ("origin", "is_let_in"), [("http://127.0.0.1:{port}", True), ("https://evil.example", False), ("null", False)]
)
@pytest.mark.parametrize(
    "path", ["docker-container-logs", "docker-container-terminal", "listen-docker-stats-monitoring"]
)
async def test_a_cookie_counts_from_our_own_pages_only(yard: Yard, path: str, origin: str, is_let_in: bool) -> None:
    owner = yard.members["owner"]
    token = f"session of {path} {origin}"
    async with yard.runtime.database.write() as db:
        db.add(
            Session(
                token=digest(token),
                user_id=owner.user_id,
                active_organization_id=owner.organization_id,
                expires_at=now() + timedelta(hours=1),
            )
        )
    headers = {"Cookie": f"{SESSION_COOKIE}={session_cookie(token)}", "Origin": origin.format(port=yard.port)}
    name = "appName" if path.startswith("listen") else "containerId"
    asked = yard.open(path, "", headers=headers, **{name: yard.application.app_name})
    if is_let_in:
        async with asked as connection:
            assert await connection.recv()
    else:
        assert (await ending(asked))[0] == 4003


@pytest.mark.engine
async def test_a_right_that_is_taken_away_ends_the_stream(yard: Yard) -> None:
    mine = yard.application.application_id

    async def let_in(*services: str) -> None:
        async with yard.runtime.database.write() as db:
            (await db.get_one(Member, yard.members["docker"].id)).accessed_services = list(services)
        yard.runtime.tools.bus.publish(CHANGED, {})

    async with yard.log("docker", containerId=yard.application.app_name, serviceId=mine) as connection:
        await connection.recv()
        await let_in()
        begun = time.monotonic()
        with suppress(ConnectionClosedError):
            await read_for(connection, 10)
        assert connection.close_code == 4003
        assert time.monotonic() - begun < 2
    await let_in(mine)


@pytest.mark.engine
async def test_looking_again_takes_nothing_off_a_limited_key(yard: Yard, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(visit, "RECHECK_SECONDS", (0.05, 0.1))
    yard.keys["limited"] = await yard.new_key(yard.members["owner"], remaining=1)
    async with yard.log("limited", containerId=yard.application.app_name) as connection:
        await read_for(connection, 1.5)
        assert connection.close_code is None


@pytest.mark.engine
@pytest.mark.parametrize(
    ("query", "says"),
    [
        ({}, "containerId is required"),
        ({"containerId": "a/b"}, "containerId is a name or id"),
        ({"containerId": "a%0Ab"}, "containerId is a name or id"),
        ({"containerId": "x", "tail": "10001"}, "tail is 0 to 10000"),
        ({"containerId": "x", "tail": "-1"}, "tail is a whole number"),
        ({"containerId": "x", "since": "yesterday"}, "since is all"),
        ({"containerId": "x", "since": "2026-99-99T00:00:00Z"}, "since lies outside of time"),
        ({"containerId": "x", "since": "999999999d"}, "since lies outside of time"),
        ({"containerId": "x", "search": "$(id)"}, "search takes"),
        ({"containerId": "x", "serverId": "y"}, "Remote servers"),
    ],
    ids=range(10),
)
async def test_bad_parameters_are_4000(yard: Yard, query: dict[str, str], says: str) -> None:
    code, reason, _ = await ending(yard.log(**query))
    assert code == 4000
    assert reason.startswith(says)


# ------------------------------------------------------------------------------------------------ readLogs


@pytest.mark.engine
async def test_the_procedure_reads_the_same_lines(yard: Yard) -> None:
    await asyncio.sleep(1)
    units = yard.runtime.acting(acting(yard.members["owner"]))
    wanted = ReadLogs(application_id=yard.application.application_id, tail=8, search="tick")
    found = lines_of(await read_logs(wanted, units))
    assert len(found) == 8
    assert [at for at, _ in found] == sorted(at for at, _ in found)
    assert all(text.startswith("tick") for _, text in found)
    nothing = await yard.new_application()
    assert await read_logs(ReadLogs(application_id=nothing.application_id), units) == ""


# ------------------------------------------------------------------------------------------------ pure


def framed(stream: int, text: str) -> bytes:
    data = text.encode()
    return bytes([stream, 0, 0, 0]) + len(data).to_bytes(4) + data


@pytest.mark.parametrize("size", [1, 2, 7, 8, 9, 1000])
def test_lines_are_whole_however_the_bytes_come(size: int) -> None:
    data = (
        framed(1, "t1 one äö\n") + framed(2, "t2 er") + framed(1, "t3 two\nt4 ") + framed(2, "r\n") + framed(1, "three")
    )
    reader = LogReader(is_tty=False)
    found = [line for start in range(0, len(data), size) for line in reader.feed(data[start : start + size])]
    assert found == [LogLine("t1", "one äö"), LogLine("t3", "two"), LogLine("t2", "err")]
    assert reader.rest() == [LogLine("t4", "three")]


def test_what_the_engine_says_about_itself_is_no_line() -> None:
    assert LogReader(is_tty=False).feed(framed(3, "t1 no such node\n")) == []


def test_a_line_without_end_does_not_fill_the_memory() -> None:
    reader = LogReader(is_tty=True)
    found = [line for _ in range(100) for line in reader.feed(b"x" * 65536)]
    assert len(found) > 10


@pytest.mark.parametrize("since", ["", "5", "5y", "-5m", "2026-01-01", "all "])
def test_since_is_a_word_of_ours(since: str) -> None:
    with pytest.raises(Invalid):
        moment(since)


def test_since_keeps_nanoseconds() -> None:
    assert moment("2026-11-22T06:23:59.617791465Z") == "1795328639.617791465"
    assert moment("2026-11-22T06:23:59Z") == "1795328639.000000000"
    assert moment("all") is None
