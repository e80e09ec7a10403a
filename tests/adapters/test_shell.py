"""Child processes: what they see, what we hear of them, and that none is left."""

import asyncio
import os
import signal
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from dokploy.adapters import shell
from dokploy.adapters.shell import Shell, group_members, started_at
from dokploy.core import failpoints
from dokploy.core.commands import Command
from dokploy.core.errors import Invalid, PreconditionFailed, TimedOut
from dokploy.core.guard import write_unit
from dokploy.core.secrets import Secret


def sh(script: str, **how: object) -> Command:
    return Command(("sh", "-c", script), **how)  # type: ignore[arg-type]


async def lines_of(command: Command, timeout_s: float = 10) -> list[str]:
    heard: list[str] = []

    async def listen(text: str) -> None:
        heard.extend(text.split("\n"))

    await Shell().run(command, timeout_s=timeout_s, on_line=listen)
    return heard


@pytest.mark.parametrize(("script", "code"), [("true", 0), ("exit 3", 3), ("kill -9 $$", -9), ("kill -TERM $$", -15)])
async def test_the_exit_code_is_the_leaders(script: str, code: int) -> None:
    assert (await Shell().run(sh(script), timeout_s=10)).exit_code == code


async def test_both_streams_arrive_in_one_order() -> None:
    assert await lines_of(sh("echo a; echo b >&2; echo c; printf d")) == ["a", "b", "c", "d"]


@pytest.mark.parametrize(
    ("raw", "lines"),
    [
        (b"a\nb\n", ["a", "b"]),
        (b"a\n\nb", ["a", "", "b"]),
        (b"10%\r50%\r100%\ndone\n", ["100%", "done"]),
        (b"windows\r\nends\r\n", ["windows", "ends"]),
        (b"\xff\xfe bytes\n", ["\ufffd\ufffd bytes"]),
        (b"nul\0byte\n", ["nul\ufffdbyte"]),
        ("Ü→✓\n".encode(), ["Ü→✓"]),
        (b"x" * 20_000 + b"\nnext\n", ["x" * shell.LINE_BYTES + " [cut]", "next"]),
        (b"word " * 5_000 + b"\nnext\n", None),
        (b"1%\r" * 20_000 + b"2%\nnext\n", ["2%", "next"]),
        (b"", []),
    ],
)
@pytest.mark.parametrize("piece", [1_000_000, 4096, 7])
async def test_bytes_to_lines(raw: bytes, lines: list[str] | None, piece: int) -> None:
    heard: list[str] = []

    async def listen(text: str) -> None:
        heard.extend(text.split("\n"))

    reader = shell.Lines(listen)
    for start in range(0, len(raw), piece):
        await reader.feed(raw[start : start + piece])
    await reader.flush()
    if lines is None:
        assert (heard[0].endswith("word [cut]"), heard[1:]) == (True, ["next"])
    else:
        assert heard == lines


async def test_the_last_lines_are_kept() -> None:
    finished = await Shell().run(sh("for i in $(seq 1 100); do echo $i; done"), timeout_s=10)
    assert finished.last_lines == tuple(map(str, range(101 - shell.LAST_LINES, 101)))


async def test_a_child_sees_a_minimal_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://secret")
    seen = await lines_of(Command(("env",), {"TOKEN": Secret("t0ken"), "PLAIN": "x"}))
    names = {line.partition("=")[0] for line in seen}
    assert names == {"PATH", "HOME", "LANG", "DOKPLOY_CHILD", "TOKEN", "PLAIN"}
    assert "TOKEN=t0ken" in seen


async def test_standard_input_is_what_was_given_or_nothing(tmp_path: Path) -> None:
    assert await lines_of(Command(("cat",), stdin=b"hello\n" * 50_000)) == ["hello"] * 50_000
    assert await lines_of(Command(("cat",))) == []
    await Shell().run(Command(("true",), stdin=b"x" * 1_000_000), timeout_s=10)


async def test_the_working_folder(tmp_path: Path) -> None:
    assert await lines_of(Command(("pwd",), cwd=tmp_path)) == [str(tmp_path)]
    with pytest.raises(PreconditionFailed, match="does not exist"):
        await lines_of(Command(("pwd",), cwd=tmp_path / "absent"))


async def test_a_missing_program_is_named() -> None:
    with pytest.raises(PreconditionFailed, match="nixpacks is not installed"):
        await Shell().run(Command(("nixpacks", "build")), timeout_s=1)


async def test_a_value_with_a_nul_is_refused() -> None:
    with pytest.raises(Invalid, match="NUL"):
        await Shell().run(Command(("true",), {"A": "a\0b"}), timeout_s=1)


async def test_words_are_never_a_shells() -> None:
    nasty = "; touch /tmp/c $(id) `id` | & \n '"
    assert (await lines_of(Command(("printf", "%s", nasty)))) == nasty.split("\n")


async def test_not_inside_a_write_unit() -> None:
    with write_unit(), pytest.raises(RuntimeError, match="write unit"):
        await Shell().run(Command(("true",)), timeout_s=1)


# ------------------------------------------------------------------------------------------------ nothing is left

STUBBORN = "trap '' TERM; (trap '' TERM; sleep 1000 & wait) & sleep 1000 & echo ready; wait; wait"


async def started(command: Command, timeout_s: float = 60) -> tuple["asyncio.Task[shell.Finished]", int]:
    """A running command and its group, once it has said its first line."""
    ready: asyncio.Future[None] = asyncio.get_running_loop().create_future()
    group: list[int] = []

    async def on_start(pid: int, _since: str) -> None:
        group.append(pid)

    async def on_line(_text: str) -> None:
        if not ready.done():
            ready.set_result(None)

    run = Shell().run(command, timeout_s=timeout_s, on_line=on_line, on_start=on_start)
    task = asyncio.ensure_future(run)
    await asyncio.wait([task, ready], return_when=asyncio.FIRST_COMPLETED)
    assert not task.done()
    return task, group[0]


@pytest.mark.parametrize("script", ["echo ready; sleep 1000", "sleep 1000 & sleep 1000 & echo ready; wait", STUBBORN])
async def test_cancelling_ends_the_whole_group_before_it_returns(script: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shell, "TERM_S", 0.3)
    task, group = await started(sh(script))
    assert len(group_members(group)) >= 1
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert group_members(group) == []


async def test_cancelling_twice_does_not_cut_the_killing_short(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shell, "TERM_S", 0.5)
    task, group = await started(sh(STUBBORN))
    for _ in range(3):
        task.cancel()
        await asyncio.sleep(0.05)
    with pytest.raises(asyncio.CancelledError):
        await task
    assert group_members(group) == []


async def test_running_out_of_time_ends_the_group(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shell, "TERM_S", 0.3)
    group: list[int] = []

    async def on_start(pid: int, _since: str) -> None:
        group.append(pid)

    with pytest.raises(TimedOut, match="sh did not end within 0"):
        await Shell().run(sh(STUBBORN), timeout_s=0.3, on_start=on_start)
    assert group_members(group[0]) == []


async def test_what_the_leader_left_running_is_ended_too() -> None:
    group: list[int] = []

    async def on_start(pid: int, _since: str) -> None:
        group.append(pid)

    finished = await Shell().run(sh("sleep 1000 & echo left"), timeout_s=20, on_start=on_start)
    assert (finished.exit_code, finished.last_lines) == (0, ("left",))
    assert group_members(group[0]) == []


async def test_a_listener_that_fails_ends_the_command() -> None:
    group: list[int] = []

    async def on_start(pid: int, _since: str) -> None:
        group.append(pid)

    async def on_line(_text: str) -> None:
        raise OSError("the log's disk is full")

    with pytest.raises(OSError, match="disk is full"):
        await Shell().run(sh("echo x; sleep 1000"), timeout_s=20, on_line=on_line, on_start=on_start)
    assert group_members(group[0]) == []


async def test_the_group_is_known_before_the_command_does_anything_long() -> None:
    told: list[tuple[int, str]] = []

    async def on_start(pid: int, since: str) -> None:
        told.append((pid, since))
        assert since == started_at(pid)
        assert os.getpgid(pid) == os.getsid(pid) == pid

    await Shell().run(sh("sleep 0.05"), timeout_s=10, on_start=on_start)
    assert len(told) == 1


async def test_a_successor_ends_the_group_that_was_left() -> None:
    child = subprocess.Popen(["sh", "-c", "sleep 1000 & sleep 1000"], start_new_session=True)
    since = started_at(child.pid)
    assert since is not None
    reaping = asyncio.ensure_future(asyncio.to_thread(child.wait))
    assert await Shell().kill_group(child.pid, since) is True
    await reaping
    assert group_members(child.pid) == []
    assert await Shell().kill_group(child.pid, since) is False


async def test_a_stranger_with_the_same_number_is_left_alone() -> None:
    child = subprocess.Popen(["sleep", "1000"], start_new_session=True)
    try:
        assert await Shell().kill_group(child.pid, "1") is False
        assert child.poll() is None
    finally:
        child.kill()
        child.wait()


@pytest.mark.parametrize("is_marked", [True, False])
async def test_children_of_a_dead_leader_are_ended_when_they_carry_our_mark(is_marked: bool) -> None:
    env = {"PATH": os.environ["PATH"]} | ({shell.MARK: "1"} if is_marked else {})
    leader = subprocess.Popen(["sh", "-c", "sleep 1000 & exec sleep 1000"], env=env, start_new_session=True)
    since = started_at(leader.pid) or ""
    while len(group_members(leader.pid)) < 2:
        await asyncio.sleep(0.01)
    os.kill(leader.pid, signal.SIGKILL)
    leader.wait()
    try:
        assert len(group_members(leader.pid)) == 1
        assert await Shell().kill_group(leader.pid, since) is is_marked
        assert len(group_members(leader.pid)) == (0 if is_marked else 1)
    finally:
        for pid in group_members(leader.pid):
            os.kill(pid, signal.SIGKILL)


async def test_no_group_of_the_systems_own_is_ever_touched() -> None:
    for group in (0, 1, -1):
        assert await Shell().kill_group(group, "") is False


async def test_a_child_does_not_outlive_a_control_plane_that_is_killed(tmp_path: Path) -> None:
    program = tmp_path / "plane.py"
    program.write_text(
        textwrap.dedent("""
        import asyncio
        from dokploy.adapters.shell import Shell
        from dokploy.core.commands import Command

        async def on_start(pid, since):
            print(pid, flush=True)

        asyncio.run(Shell().run(Command(("sleep", "1000")), timeout_s=60, on_start=on_start))
        """)
    )
    plane = subprocess.Popen([sys.executable, str(program)], stdout=subprocess.PIPE, text=True)
    assert plane.stdout is not None
    group = int(plane.stdout.readline())
    assert group_members(group) == [group]
    plane.kill()
    plane.communicate()
    for _ in range(100):
        if not group_members(group):
            break
        await asyncio.sleep(0.02)
    assert group_members(group) == []


async def test_many_lines_come_in_few_calls_and_soon() -> None:
    calls: list[int] = []

    async def listen(text: str) -> None:
        calls.append(text.count("\n") + 1)

    await Shell().run(sh("seq 1 100000"), timeout_s=20, on_line=listen)
    assert sum(calls) == 100_000
    assert len(calls) < 1_000


async def test_a_machine_that_makes_no_process_is_named_as_the_cause() -> None:
    failpoints.arm("shell.start=fail")
    try:
        with pytest.raises(PreconditionFailed, match=r"sh could not be started: Resource temporarily unavailable\."):
            await Shell().run(sh("true"), timeout_s=10)
    finally:
        failpoints.arm("")
