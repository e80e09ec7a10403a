"""`/docker-container-terminal`: a real shell in a real container, and nothing left of it afterwards."""

import asyncio
import json
from collections.abc import AsyncIterator
from typing import Any

import pytest
from tests.images import HelloImages
from tests.sockets.yard import Yard, ending, open_yard, until

from dokploy.sockets.containers import resize_in


@pytest.fixture(scope="module")
async def yard(engine: Any, hello_images: HelloImages, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Yard]:
    async with open_yard(tmp_path_factory.mktemp("yard"), engine.docker_host, hello_images) as yard:
        yield yard


@pytest.fixture
async def container(yard: Yard) -> str:
    return (await yard.until_running(yard.application, 2))[0]


async def processes(engine: Any, container: str) -> list[str]:
    """The command lines that run in a container."""
    with engine.client() as client:
        return [row[-1] for row in (await asyncio.to_thread(client.top, container))["Processes"]]


async def until_gone(engine: Any, container: str, *words: str) -> None:
    """Wait until no process of the container has any of the words in its command line."""
    found: list[str] = []
    for _ in range(100):
        found = [line for line in await processes(engine, container) if any(word in line for word in words)]
        if not found:
            return
        await asyncio.sleep(0.1)
    raise AssertionError(f"still there: {found}")


@pytest.mark.engine
async def test_keys_go_in_and_output_comes_out(yard: Yard, container: str) -> None:
    async with yard.terminal(containerId=container) as connection:
        await connection.send("echo $((6 * 7)) aus$((1))dem Behälter\n")
        assert "42 aus1dem Behälter" in await until(connection, "42 aus1dem")
        await connection.send(b"tty; pwd; echo d$((1))ne\n")
        text = await until(connection, "d1ne")
        assert "/dev/pts/" in text


@pytest.mark.engine
async def test_it_has_the_size_that_was_asked_for(yard: Yard, container: str) -> None:
    async with yard.terminal(containerId=container, cols=101, rows=33) as connection:
        await connection.send("stty size\n")
        await until(connection, "33 101")
        await connection.send(json.dumps({"type": "resize", "cols": 120, "rows": 40}))
        await connection.send("stty size\n")
        await until(connection, "40 120")


@pytest.mark.engine
@pytest.mark.parametrize("shell", ["sh", "ash", "/bin/sh", "/bin/ash"])
async def test_the_shell_is_chosen_by_name(yard: Yard, container: str, shell: str) -> None:
    async with yard.terminal(containerId=container, activeWay=shell) as connection:
        await connection.send('echo "[$0]"\n')
        await until(connection, f"[{shell}]")


@pytest.mark.engine
async def test_a_shell_that_ends_says_its_code(yard: Yard, container: str) -> None:
    async with yard.terminal(containerId=container) as connection:
        await connection.send("exit 7\n")
        await until(connection, "Container closed with code: 7")
        await connection.wait_closed()
        assert connection.close_code == 1000


@pytest.mark.engine
async def test_a_container_that_ends_ends_the_terminal(yard: Yard, hello_images: HelloImages) -> None:
    application = await yard.new_application()
    name = await yard.run(application, hello_images.base, 'trap "exit 0" TERM; while true; do sleep 0.1; done')
    async with yard.terminal(containerId=application.app_name) as connection:
        await connection.send("echo he$((1))re\n")
        await until(connection, "he1re")
        removing = asyncio.create_task(yard.runtime.tools.swarm.remove(name))
        assert "Container closed with code: 137" in await until(connection, "closed with code")
        await connection.wait_closed()
        assert connection.close_code == 1000
        await removing


@pytest.mark.engine
async def test_a_missing_shell_is_named(yard: Yard, container: str) -> None:
    code, reason, text = await ending(yard.terminal(containerId=container, activeWay="zsh"))
    assert (code, reason, text.strip()) == (4000, *2 * ("There is no zsh in this container",))


@pytest.mark.engine
async def test_what_does_not_run_cannot_be_entered(yard: Yard, hello_images: HelloImages) -> None:
    nothing = await yard.new_application()
    assert (await ending(yard.terminal(containerId=nothing.app_name)))[:2] == (4000, "Container not running")


@pytest.mark.engine
@pytest.mark.parametrize("how", ["closed", "cut"])
async def test_nothing_is_left_of_a_terminal_whose_user_has_gone(
    yard: Yard, container: str, engine: Any, how: str
) -> None:
    async with yard.terminal(containerId=container) as connection:
        await connection.send("sleep 7771 &\n")
        await connection.send("trap '' HUP; (trap '' HUP; exec sleep 7772) &\n")
        await connection.send("echo st$((1))rted; sleep 7773\n")
        await until(connection, "st1rted")
        found = " ".join(await processes(engine, container))
        assert all(f"sleep {number}" in found for number in (7771, 7772))
        if how == "cut":
            connection.transport.abort()
    await until_gone(engine, container, "sleep 777")
    left = [line for line in await processes(engine, container) if line != "sleep 0.3"]
    assert len(left) == 1, left  # the program, which sleeps most of the time


@pytest.mark.engine
async def test_nothing_is_left_of_a_terminal_that_was_left_while_it_began(
    yard: Yard, container: str, engine: Any
) -> None:
    before = len(await processes(engine, container))
    for wait_ms in (*range(0, 200, 10), 250, 300, 400):
        async with yard.terminal(containerId=container):
            await asyncio.sleep(wait_ms / 1000)
    for _ in range(100):
        if len(found := await processes(engine, container)) == before:
            return
        await asyncio.sleep(0.1)
    raise AssertionError(f"still there: {found}")


@pytest.mark.engine
async def test_what_the_container_itself_runs_is_left_alone(yard: Yard, container: str, engine: Any) -> None:
    async with yard.terminal(containerId=container) as one, yard.terminal(containerId=container) as other:
        await other.send("echo re$((1))dy\n")
        await until(other, "re1dy")
        await one.send("echo re$((1))dy\n")
        await until(one, "re1dy")
        await one.close()
        await asyncio.sleep(2)
        await other.send("echo st$((1))ll here\n")
        await until(other, "st1ll here")
    assert len(await yard.until_running(yard.application, 2)) == 2


@pytest.mark.engine
async def test_forty_terminals_leave_the_engine_to_others(yard: Yard, container: str) -> None:
    """More than there are threads for calls: a terminal that waits for keys holds none."""
    opened = [await yard.terminal(containerId=container) for _ in range(12)]
    logs = [await yard.log(containerId=container) for _ in range(80)]
    try:
        async with asyncio.timeout(10):
            assert await yard.runtime.tools.containers.labelled()
        await opened[-1].send("echo st$((1))ll\n")
        await until(opened[-1], "st1ll")
        assert "tick" in await until(logs[-1], "tick")
    finally:
        await asyncio.gather(*(connection.close() for connection in opened + logs))


@pytest.mark.engine
@pytest.mark.parametrize(
    ("query", "says"),
    [
        ({"activeWay": "sh -c id"}, "activeWay"),
        ({"activeWay": "../bin/sh"}, "activeWay"),
        ({"cols": "0"}, "cols is 1 to 1000"),
        ({"rows": "1001"}, "rows is 1 to 1000"),
        ({"rows": "x"}, "rows is a whole number"),
    ],
    ids=range(5),
)
async def test_bad_parameters_are_4000(yard: Yard, container: str, query: dict[str, str], says: str) -> None:
    code, reason, text = await ending(yard.terminal(containerId=container, **query))
    assert (code, text) == (4000, "")
    assert reason.startswith(says)


@pytest.mark.parametrize(
    ("frame", "size"),
    [
        ('{"type":"resize","cols":80,"rows":24}', (80, 24)),
        ('{"type":"resize","cols":0,"rows":24}', None),
        ('{"type":"resize","cols":80,"rows":1001}', None),
        ('{"type":"resize","cols":true,"rows":24}', None),
        ('{"type":"resize"}', None),
        ('{"cols":80,"rows":24}', None),
        ("{", None),
        ("[1]", None),
        ("ls\n", None),
        ("{" * 150, None),
    ],
    ids=range(10),
)
def test_only_a_whole_wish_resizes(frame: str, size: tuple[int, int] | None) -> None:
    assert resize_in(frame) == size
