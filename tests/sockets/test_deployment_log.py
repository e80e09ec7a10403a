"""`/listen-deployment`, through a real server and a real client."""

import asyncio
import time
from contextlib import suppress
from datetime import timedelta
from typing import Any
from urllib.parse import quote

import pytest
from sqlalchemy import update
from tests.sockets.conftest import HeldRun, House, NewKey, Panel, text_of
from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosedError, ConnectionClosedOK

from dokploy.context import Runtime
from dokploy.core.actor import SYSTEM
from dokploy.core.clock import now
from dokploy.core.secrets import digest
from dokploy.models import ApiKey, Deployment, Member, Session
from dokploy.releases import log, requests
from dokploy.sockets import visit
from dokploy.sockets.deployment_log import FRAME_BYTES, whole_lines
from dokploy.wire.credentials import CHANGED
from dokploy.wire.tokens import SESSION_COOKIE, session_cookie


async def closing_of(asked: connect) -> tuple[int, str]:
    """How the server closes; nothing may come before."""
    async with asked as connection:
        with pytest.raises((ConnectionClosedError, ConnectionClosedOK)):
            await connection.recv()
        assert connection.close_code is not None
        return connection.close_code, connection.close_reason or ""


async def test_a_log_comes_from_its_first_byte_to_its_end(panel: Panel, run: HeldRun, key: str) -> None:
    async with panel.listen(key, deploymentId=run.id) as connection:
        assert str(await connection.recv()).startswith("Initializing deployment\n")
        await run.end()
        rest = await text_of(connection)
        assert rest.endswith("Deployment done ✅\n")
        assert connection.close_code == 1000


async def test_lines_come_as_they_are_written(panel: Panel, run: HeldRun, key: str) -> None:
    async with panel.listen(key, deploymentId=run.id) as connection:
        await connection.recv()
        for number in range(20):
            begun = time.monotonic()
            await run.write(f"line {number}")
            assert await connection.recv() == f"line {number}\n"
            assert time.monotonic() - begun < 0.5


async def test_a_deployment_that_has_ended_is_shown_whole_and_closed(panel: Panel, run: HeldRun, key: str) -> None:
    await run.end()
    async with panel.listen(key, deploymentId=run.id) as connection:
        assert await text_of(connection) == run.path.read_text()
        assert connection.close_code == 1000


async def test_one_that_waits_is_followed_until_it_is_cancelled(
    panel: Panel, runtime: Runtime, waiting: Deployment, key: str
) -> None:
    async with panel.listen(key, deploymentId=waiting.deployment_id) as connection:
        await asyncio.sleep(0.1)
        async with runtime.acting(SYSTEM).write() as ctx:
            mine = await ctx.db.get_one(Deployment, waiting.deployment_id)
            await requests.stop_deployment(ctx, mine, "cancel")
        assert await text_of(connection) == "Cancelled while it waited.\n"
        assert connection.close_code == 1000


async def test_a_broken_connection_goes_on_at_its_offset(panel: Panel, run: HeldRun, key: str) -> None:
    await run.write("\n".join(f"{number} äß漢😀" for number in range(5000)))
    received, connections = b"", 0
    ending = None
    while not received.endswith("Deployment done ✅\n".encode()):
        connections += 1
        async with panel.listen(key, deploymentId=run.id, offset=len(received)) as connection:
            for _ in range(2):
                try:
                    received += str(await asyncio.wait_for(connection.recv(), 5)).encode()
                except ConnectionClosedOK:
                    break
                if ending is None:
                    ending = asyncio.create_task(run.end())
    assert connections > 1
    assert received == run.path.read_bytes()


async def test_a_log_path_is_found_in_the_database(panel: Panel, run: HeldRun, key: str) -> None:
    await run.end()
    async with panel.listen(key, logPath=quote(str(run.path), safe="")) as connection:
        assert await text_of(connection) == run.path.read_text()


async def test_a_path_is_never_opened(panel: Panel, runtime: Runtime, run: HeldRun, key: str) -> None:
    secret = runtime.settings.data / "logs" / "secret.log"
    secret.write_text("not yours")
    for path in (secret, f"{run.path}/../../secret.log", "/etc/passwd", "", f"{run.path}%00"):
        assert (await closing_of(panel.listen(key, logPath=quote(str(path), safe="%"))))[0] == 4000


@pytest.mark.parametrize("query", [{}, {"deploymentId": ""}, {"offset": "5"}])
async def test_a_missing_parameter_is_4000(panel: Panel, key: str, query: dict[str, Any]) -> None:
    assert await closing_of(panel.listen(key, **query)) == (4000, "deploymentId or logPath is required")


@pytest.mark.parametrize("offset", ["-1", "x", "1.5", "9" * 30, "٣"])
async def test_an_offset_is_a_number_of_bytes(panel: Panel, run: HeldRun, key: str, offset: str) -> None:
    asked = panel.listen(key, deploymentId=run.id, offset=quote(offset))
    assert await closing_of(asked) == (4000, "offset is a number of bytes")


async def test_nobody_is_4003(panel: Panel, run: HeldRun) -> None:
    assert (await closing_of(panel.listen(deploymentId=run.id)))[0] == 4003
    assert (await closing_of(panel.listen("no such key", deploymentId=run.id)))[0] == 4003


async def test_another_organization_is_4003(panel: Panel, run: HeldRun, house: House, new_key: NewKey) -> None:
    foreign = await new_key(house.stranger)
    assert (await closing_of(panel.listen(foreign, deploymentId=run.id)))[0] == 4003
    assert (await closing_of(panel.listen(foreign, logPath=quote(str(run.path)))))[0] == 4003
    assert (await closing_of(panel.listen(foreign, deploymentId="does-not-exist")))[0] == 4003


async def test_a_member_reads_what_the_lists_name(
    panel: Panel, runtime: Runtime, run: HeldRun, house: House, new_key: NewKey
) -> None:
    theirs = await new_key(house.member)
    assert (await closing_of(panel.listen(theirs, deploymentId=run.id)))[0] == 4003
    await _let_in(runtime, house)
    async with panel.listen(theirs, deploymentId=run.id) as connection:
        assert str(await connection.recv()).startswith("Initializing")


async def _let_in(runtime: Runtime, house: House, *services: str) -> None:
    async with runtime.acting(SYSTEM).write() as ctx:
        member = await ctx.db.get_one(Member, house.member.id)
        member.accessed_services = [house.application.application_id] if not services else []
        ctx.outbox.event(CHANGED)


async def test_a_token_in_the_address_and_a_bearer_are_keys_too(panel: Panel, run: HeldRun, key: str) -> None:
    for asked in (
        panel.listen(deploymentId=run.id, token=key),
        panel.listen(headers={"Authorization": f"Bearer {key}"}, deploymentId=run.id),
    ):
        async with asked as connection:
            assert str(await connection.recv()).startswith("Initializing")


@pytest.mark.parametrize(
    ("origin", "is_let_in"),
    [(None, True), ("http://127.0.0.1:{port}", True), ("https://evil.example", False), ("null", False)],
)
async def test_a_cookie_counts_from_our_own_pages_only(
    panel: Panel, runtime: Runtime, run: HeldRun, house: House, origin: str | None, is_let_in: bool
) -> None:
    session = Session(
        token=digest("a session"),
        user_id=house.owner.user_id,
        active_organization_id=house.owner.organization_id,
        expires_at=now() + timedelta(hours=1),
    )
    async with runtime.database.write() as db:
        db.add(session)
    headers = {"Cookie": f"{SESSION_COOKIE}={session_cookie('a session')}"}
    if origin is not None:
        headers["Origin"] = origin.format(port=panel.port)
    asked = panel.listen(headers=headers, deploymentId=run.id)
    if is_let_in:
        async with asked as connection:
            assert str(await connection.recv()).startswith("Initializing")
    else:
        assert (await closing_of(asked))[0] == 4003


async def test_a_right_that_is_taken_away_ends_the_stream(
    panel: Panel, runtime: Runtime, run: HeldRun, house: House, new_key: NewKey
) -> None:
    await _let_in(runtime, house)
    theirs = await new_key(house.member)
    async with panel.listen(theirs, deploymentId=run.id) as connection:
        await connection.recv()
        begun = time.monotonic()
        await _let_in(runtime, house, "nothing")
        with pytest.raises(ConnectionClosedError) as closed:
            await connection.recv()
        assert closed.value.rcvd is not None
        assert closed.value.rcvd.code == 4003
        assert time.monotonic() - begun < 1


async def test_a_key_that_ends_in_silence_ends_the_stream_within_five_seconds(
    panel: Panel, runtime: Runtime, run: HeldRun, key: str
) -> None:
    async with panel.listen(key, deploymentId=run.id) as connection:
        await connection.recv()
        begun = time.monotonic()
        async with runtime.database.write() as db:
            await db.execute(update(ApiKey).where(ApiKey.key == digest(key)).values(enabled=False))
        with pytest.raises(ConnectionClosedError) as closed:
            await connection.recv()
        assert closed.value.rcvd is not None
        assert closed.value.rcvd.code == 4003
        assert time.monotonic() - begun < 6  # five, and the second that credentials are remembered


async def test_a_reader_that_does_not_read_is_dropped_with_its_offset(
    panel: Panel, run: HeldRun, key: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(visit, "SEND_SECONDS", 0.5)
    log.append(run.path, b"x" * 99 + b"\n" + (b"y" * 99 + b"\n") * 400_000)
    async with panel.listen(key, deploymentId=run.id) as connection:
        connection.transport.pause_reading()
        await asyncio.sleep(2)
        async with panel.listen(key, deploymentId=run.id) as other:
            assert str(await other.recv()).startswith("Initializing")  # nobody else is held up
        connection.transport.resume_reading()
        received = ""
        with suppress(ConnectionClosedError):
            async for frame in connection:
                received += str(frame)
        assert (connection.close_code, connection.close_reason) == (
            1013,
            f"Too slow: resume with offset={len(received.encode())}",
        )


async def test_many_read_the_same_log_without_a_gap(panel: Panel, run: HeldRun, key: str) -> None:
    async def read() -> tuple[str, int | None]:
        async with panel.listen(key, deploymentId=run.id) as connection:
            return await text_of(connection), connection.close_code

    readers = [asyncio.create_task(read()) for _ in range(100)]
    for number in range(50):
        await run.write(f"line {number}")
        await asyncio.sleep(0.01)
    await run.end()
    assert {code for _, code in await asyncio.gather(*readers)} == {1000}
    assert {text for text, _ in await asyncio.gather(*readers)} == {run.path.read_text()}


async def test_readers_that_leave_leave_nothing_behind(panel: Panel, runtime: Runtime, run: HeldRun, key: str) -> None:
    for _ in range(5):
        async with panel.listen(key, deploymentId=run.id) as connection:
            await connection.recv()
    async with asyncio.timeout(5):
        while runtime.tools.bus._listeners.get(f"log:{run.id}"):
            await asyncio.sleep(0.02)


LONG = b"x" * FRAME_BYTES


@pytest.mark.parametrize(
    ("data", "to_the_end", "expected"),
    [
        (b"", True, b""),
        (b"one\ntwo\n", False, b"one\ntwo\n"),
        (b"one\nbeing writ", False, b"one\n"),
        (b"being writ", False, b""),
        (b"the last words", True, b"the last words"),
        (LONG, False, LONG[:-1]),
        (
            (b"x" + "ä".encode() * FRAME_BYTES)[:FRAME_BYTES],
            False,
            (b"x" + "ä".encode() * FRAME_BYTES)[: FRAME_BYTES - 1],
        ),
        (("漢" * FRAME_BYTES).encode()[:FRAME_BYTES], False, ("漢" * FRAME_BYTES).encode()[: FRAME_BYTES - 1]),
    ],
)
def test_a_frame_holds_whole_lines_or_at_least_whole_characters(data: bytes, to_the_end: bool, expected: bytes) -> None:
    sent = whole_lines(data, to_the_end=to_the_end)
    assert sent == expected
    sent.decode()
