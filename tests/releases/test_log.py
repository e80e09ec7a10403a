"""A log has no gap, no secret and an end."""

import asyncio
import base64
import json
import random
import secrets
import string
from pathlib import Path
from urllib.parse import quote, quote_plus

import pytest

from dokploy.adapters.redaction import MARK, Redaction
from dokploy.core.secrets import Secret
from dokploy.pipeline.plan import GitSource
from dokploy.releases import log
from dokploy.releases.log import FLUSH_SECONDS, RunLog
from dokploy.releases.secrets import secrets_in

ALPHABET = string.ascii_letters + string.digits + string.punctuation + " äß漢😀"


def a_secret(chance: random.Random) -> str:
    while True:
        value = "".join(chance.choices(ALPHABET, k=chance.randint(6, 60))).strip()
        if len(value) >= 6:
            return value


def spellings(value: str) -> dict[str, str]:
    raw = value.encode()
    return {
        "raw": value,
        "base64": base64.b64encode(raw).decode(),
        "base64 for URLs": base64.urlsafe_b64encode(raw).decode(),
        "URL": quote(value, safe=""),
        "URL path": quote(value),
        "form": quote_plus(value),
        "JSON": json.dumps(value)[1:-1],
    }


def test_a_thousand_secrets_are_hidden_in_every_spelling() -> None:
    chance = random.Random(7)
    values = [a_secret(chance) for _ in range(1000)]
    redaction = Redaction(Secret(value) for value in values)
    for value in values:
        for name, spelling in spellings(value).items():
            shown = redaction(f"fatal: could not read {spelling} from the vault")
            assert spelling not in shown, name
            assert shown.startswith("fatal: could not read ")
            assert MARK in shown


def test_a_secret_is_found_anywhere_inside_base64() -> None:
    password = secrets.token_urlsafe(12)
    redaction = Redaction([Secret(password)])
    for before in range(9):
        for after in range(9):
            encoded = base64.b64encode(b"u" * before + password.encode() + b"!" * after).decode()
            shown = redaction(f"Authorization: Basic {encoded}")
            hidden = base64.b64encode(b"u" * before + bytes(len(password)) + b"!" * after)
            assert MARK in shown
            assert len(shown.replace(MARK, "")) <= len("Authorization: Basic ") + len(hidden) - len(password)


def test_lines_of_a_key_are_hidden_one_by_one() -> None:
    key = "-----BEGIN KEY-----\n" + "\n".join(secrets.token_urlsafe(48) for _ in range(5)) + "\n-----END KEY-----\n"
    redaction = Redaction([Secret(key)])
    for line in key.splitlines():
        assert line not in redaction(f"+ echo {line}")


def test_long_base64_is_hidden_where_tools_break_it() -> None:
    value = secrets.token_urlsafe(300)
    redaction = Redaction([Secret(value)])
    for line in base64.encodebytes(value.encode()).decode().splitlines()[:-1]:
        assert redaction(line) == MARK


def test_overlapping_secrets_vanish_together() -> None:
    redaction = Redaction([Secret("abcdefgh"), Secret("efghijkl"), Secret("abcdef")])
    assert redaction("x abcdefghijkl y") == f"x {MARK} y"


def test_the_password_of_a_url_is_hidden_apart_from_it() -> None:
    redaction = Redaction([Secret("https://robot:hunter2hunter2@git.example.com/shop.git")])
    assert redaction("password is hunter2hunter2") == f"password is {MARK}"


@pytest.mark.parametrize(
    ("url", "is_secret"),
    [
        ("https://git.example.com/shop.git", False),
        ("ssh://git@git.example.com/shop.git", False),
        ("git@git.example.com:team/shop.git", False),
        ("https://robot:hunter2hunter2@git.example.com/shop.git", True),
        ("https://ghp_token@git.example.com/shop.git", True),
        ("https://[broken", True),
    ],
)
def test_an_address_is_a_secret_for_its_credentials_alone(url: str, is_secret: bool) -> None:
    assert [secret.reveal() for secret in secrets_in(GitSource(Secret(url), "main"))] == ([url] if is_secret else [])


@pytest.mark.parametrize("value", ["3000", "true", "production", "localhost"])
def test_short_and_commonplace_values_leave_the_log_readable(value: str) -> None:
    assert Redaction([Secret(value)])(f"listening: {value}") == f"listening: {value}"


def test_hiding_stays_fast_with_a_thousand_secrets() -> None:
    """Found by their first characters: the cost grows with the line, not with the number of secrets."""
    chance = random.Random(7)
    redaction = Redaction(Secret(a_secret(chance)) for _ in range(1000))
    assert redaction("x" * 100_000) == "x" * 100_000


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "logs" / "shop" / "run.log"


async def test_whole_lines_are_appended_and_readers_told(path: Path) -> None:
    grown: list[int] = []
    run_log = RunLog(path, grown.append)
    await run_log.write("one")
    await run_log.write("two\nthree\n")
    await run_log.write("windows\r\nline")
    await run_log.close()
    assert path.read_text() == "one\ntwo\nthree\nwindows\nline\n"
    assert grown[-1] == path.stat().st_size


async def test_readers_are_told_while_the_run_goes_on(path: Path) -> None:
    grown: list[int] = []
    run_log = RunLog(path, grown.append)
    await run_log.write("first")
    await asyncio.sleep(0.2)
    assert grown == [6]
    assert path.read_text() == "first\n"
    await run_log.close()


async def test_many_lines_cost_few_writes(path: Path) -> None:
    grown: list[int] = []
    run_log = RunLog(path, grown.append)
    for number in range(10_000):
        await run_log.write(f"line {number}")
    await run_log.close()
    assert path.read_text().splitlines() == [f"line {number}" for number in range(10_000)]
    assert len(grown) < 50


async def test_a_log_goes_on_where_a_killed_process_left_it(path: Path) -> None:
    for attempt in ("first", "second"):
        run_log = RunLog(path, lambda _: None)
        await run_log.write(attempt)
        await run_log.close()
    assert path.read_text() == "first\nsecond\n"


async def test_of_an_endless_log_beginning_and_end_are_kept(path: Path) -> None:
    run_log = RunLog(path, lambda _: None, limit_bytes=log.END_BYTES + 10_000)
    for number in range(20_000):
        await run_log.write(f"{number:06} {'x' * 60}")
    await run_log.write("the verdict")
    await run_log.close()
    lines = path.read_text().splitlines()
    assert lines[0].startswith("000000 ")
    assert lines[-1] == "the verdict"
    (marker,) = [line for line in lines if line.startswith("[")]
    left_out = int(marker.split()[0].removeprefix("["))
    assert left_out + len(lines) - 1 == 20_001
    assert path.stat().st_size < log.END_BYTES + 10_500


async def test_a_disk_that_refuses_never_fails_the_run(path: Path) -> None:
    path.parent.parent.mkdir()
    path.parent.write_text("a file where the folder should be")
    run_log = RunLog(path, lambda _: None)
    await run_log.write("this waits for the disk")
    await run_log.close()
    path.parent.unlink()
    await run_log.write("as this need not")
    await run_log.close()
    assert path.read_text() == "this waits for the disk\nas this need not\n"


async def test_what_a_full_disk_did_not_take_is_written_whole_when_there_is_room(tmp_path: Path) -> None:
    """No line is torn or written twice, and of what was too much to keep the log says how many lines it was."""
    path = tmp_path / "log"
    run_log = RunLog(path, lambda _: None)
    await run_log.write("before")
    await run_log.close()
    written = path.rename(tmp_path / "aside")
    path.symlink_to("/dev/full")
    lines = [f"{number:06} {'x' * 93}" for number in range(5000)]
    for line in lines:
        await run_log.write(line)
    await run_log.close()
    written.rename(path)
    await run_log.write("after")
    await run_log.close()
    first, marker, *kept, last = path.read_text().splitlines()
    assert (first, last) == ("before", "after")
    assert kept == lines[-len(kept) :]
    assert marker == f"[{len(lines) - len(kept)} lines are left out here: there was no room on the disk]"


@pytest.mark.parametrize(
    ("text", "lines", "expected"),
    [
        ("", 10, ""),
        ("a\nb\nc\n", 2, "b\nc\n"),
        ("a\nb\nc\n", 3, "a\nb\nc\n"),
        ("a\nb\nc\n", 100, "a\nb\nc\n"),
        ("a\nb\nunfinished", 2, "b\nunfinished"),
        ("a\n\n\n", 2, "\n\n"),
        ("a\n", 0, ""),
        ("x" * 200_000 + "\nlast\n", 1, "last\n"),
    ],
)
def test_the_last_lines_are_read_from_the_end(path: Path, text: str, lines: int, expected: str) -> None:
    log.append(path, text.encode())
    assert log.tail(path, lines) == expected


def test_a_log_that_is_not_there_is_empty(path: Path) -> None:
    assert (log.tail(path, 10), log.read(path, 0), log.size(path)) == ("", b"", 0)


def test_a_log_is_read_piece_by_piece(path: Path) -> None:
    log.append(path, b"0123456789")
    assert log.read(path, 4, 3) == b"456"
    assert log.read(path, 10) == b""


async def test_lines_wait_while_nobody_knows_whose_the_run_is_and_a_lost_log_is_left_alone(tmp_path: Path) -> None:
    path, holding = tmp_path / "a.log", "held"
    log = RunLog(path, lambda _: None)
    log.belongs(lambda: holding)  # type: ignore[arg-type, return-value]
    await log.write("one")
    holding = "unsure"
    await asyncio.sleep(3 * FLUSH_SECONDS)
    assert not path.exists()
    holding = "held"
    await log.close()
    assert path.read_text() == "one\n"
    await log.write("two")
    holding = "lost"
    await log.close()
    assert path.read_text() == "one\n"
