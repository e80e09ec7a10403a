"""The data folder: its identity, its key, its lock, and the way in for names from outside."""

import asyncio
import multiprocessing
import os
import stat
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from dokploy.adapters.folder import DataFolder, read_or_create, write_atomically
from dokploy.core.errors import PreconditionFailed
from dokploy.core.guard import write_unit
from dokploy.core.secrets import Secret


@pytest.fixture
def folder(tmp_path: Path) -> DataFolder:
    folder = DataFolder(tmp_path / "deep" / "data")
    folder.prepare()
    return folder


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_the_folder_is_closed_to_other_users(folder: DataFolder) -> None:
    assert mode(folder.root) == 0o700
    assert mode(folder.root / "logs") == 0o700
    folder.secret_key(None)
    assert mode(folder.root / "secret.key") == 0o600
    assert folder.traefik_dynamic.is_dir()


def test_a_folder_that_was_there_keeps_its_mode(tmp_path: Path) -> None:
    tmp_path.chmod(0o755)
    (tmp_path / "of somebody").touch()
    DataFolder(tmp_path).prepare()
    assert mode(tmp_path) == 0o755
    DataFolder(tmp_path).prepare()


def test_a_folder_that_cannot_be_made_says_so(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(PreconditionFailed, match="DOKPLOY_DATA"):
        DataFolder(tmp_path / "file" / "data").prepare()


def test_the_instance_keeps_its_id(folder: DataFolder) -> None:
    assert len(folder.instance_id) == 12
    assert int(folder.instance_id, 16) >= 0
    assert DataFolder(folder.root).instance_id == folder.instance_id


def test_a_damaged_id_is_not_replaced(folder: DataFolder) -> None:
    (folder.root / "instance.id").write_text("../../etc")
    with pytest.raises(PreconditionFailed, match="Restore it"):
        _ = folder.instance_id


def test_the_given_key_wins_and_no_file_is_made(folder: DataFolder) -> None:
    assert folder.secret_key(Secret("given")).reveal() == "given"
    assert not (folder.root / "secret.key").exists()
    made = folder.secret_key(None)
    assert len(made.reveal()) == 64
    assert folder.secret_key(None) == made


def test_an_empty_key_file_is_not_replaced(folder: DataFolder) -> None:
    (folder.root / "secret.key").touch()
    with pytest.raises(PreconditionFailed, match="empty"):
        folder.secret_key(None)


def test_of_many_who_start_at_once_all_read_the_same(folder: DataFolder) -> None:
    with ThreadPoolExecutor(16) as pool:
        found = set(pool.map(lambda n: read_or_create(folder.root / "once", f"value {n}"), range(64)))
    assert len(found) == 1
    assert not list(folder.root.glob(".once*"))


def test_one_process_has_the_folder(folder: DataFolder) -> None:
    with folder.lock():
        with pytest.raises(PreconditionFailed, match=rf"in use by process {os.getpid()}\b"):
            folder.lock()
        code = f"from dokploy.adapters.folder import *; DataFolder(Path({str(folder.root)!r})).lock()"
        other = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
        assert "is in use by process" in other.stderr
    folder.lock().release()


def test_the_lock_ends_with_its_process_however_it_ends(folder: DataFolder) -> None:
    context = multiprocessing.get_context("fork")
    process = context.Process(target=_lock_and_die, args=(folder.root,))
    process.start()
    process.join(10)
    assert process.exitcode == -9
    folder.lock().release()


def _lock_and_die(root: Path) -> None:
    DataFolder(root).lock()
    os.kill(os.getpid(), 9)


def test_paths_are_where_clients_expect_them(folder: DataFolder) -> None:
    root = folder.root
    assert folder.log_file("web-a1", "V1StGXR8_Z5jdHi6B-myT") == root / "logs/web-a1/V1StGXR8_Z5jdHi6B-myT.log"
    assert folder.source("web-a1", "0123abcd") == root / "applications/web-a1/releases/0123abcd"
    assert folder.file_mounts("web-a1") == root / "applications/web-a1/files"


@pytest.mark.parametrize("name", ["", "..", ".", "a/b", "../x", "/etc", "a\0b", "-x", "a..b", "x" * 64, "ä", "a\n"])
def test_no_name_leaves_the_folder(folder: DataFolder, name: str) -> None:
    for path in (folder.logs, folder.application, folder.file_mounts):
        with pytest.raises(ValueError, match="App name"):
            path(name)


@pytest.mark.parametrize("value", ["", "..", "a/b", "a.b", "x" * 65, "a\n", "a\0"])
def test_no_id_leaves_the_folder(folder: DataFolder, value: str) -> None:
    for path in (folder.log_file, folder.source):
        with pytest.raises(ValueError, match="id"):
            path("web", value)


def test_a_write_is_whole_or_not_at_all(folder: DataFolder) -> None:
    path = folder.traefik_dynamic / "web.yml"
    write_atomically(path, b"first", 0o640)
    write_atomically(path, b"second", 0o640)
    assert (path.read_bytes(), mode(path)) == (b"second", 0o640)
    assert [file.name for file in folder.traefik_dynamic.iterdir()] == ["web.yml"]
    with pytest.raises(IsADirectoryError):
        write_atomically(folder.traefik_dynamic, b"x")
    assert [file.name for file in folder.traefik.iterdir()] == ["dynamic"], "no draft is left"


def test_no_write_inside_a_write_unit(folder: DataFolder) -> None:
    with write_unit(), pytest.raises(RuntimeError, match=r"web\.yml"):
        write_atomically(folder.traefik_dynamic / "web.yml", b"")


async def test_files_are_written_whole_with_their_folders_and_readable_in_containers(folder: DataFolder) -> None:
    root = folder.file_mounts("shop")
    path = root / "etc" / "app" / "app.conf"
    await folder.write_files([(path, Secret("level=1\n")), (root / "key", Secret("s3cret"))])
    assert (path.read_text(), mode(path), mode(path.parent)) == ("level=1\n", 0o644, 0o700)
    with path.open() as held:
        await folder.write_files([(path, Secret("level=2\n"))])
        assert (held.read(), path.read_text()) == ("level=1\n", "level=2\n")  # who has it open keeps what it opened
    await folder.remove_file(path, root)
    await folder.remove_file(path, root)
    assert [found.name for found in root.iterdir()] == ["key"]


async def test_a_file_that_cannot_be_written_says_why(folder: DataFolder) -> None:
    root = folder.file_mounts("shop")
    await folder.write_files([(root / "a", Secret("1"))])
    with pytest.raises(PreconditionFailed, match="cannot be changed"):
        await folder.write_files([(root / "a" / "b", Secret("2"))])


@pytest.mark.parametrize("release", ["../x", "a/b", "", "."])
def test_a_release_is_a_name_and_no_path(folder: DataFolder, release: str) -> None:
    with pytest.raises(ValueError):
        folder.release_files("shop", release)


async def test_a_file_may_have_the_longest_name_there_is(folder: DataFolder) -> None:
    path = folder.file_mounts("shop") / ("x" * 255)
    await folder.write_files([(path, Secret("1"))])
    assert path.read_text() == "1"


async def test_what_killed_processes_had_begun_is_swept_and_nothing_else(folder: DataFolder) -> None:
    """A draft as the kernel leaves it when a process is killed between write and rename, and sources under way."""
    root = folder.file_mounts("shop")
    await folder.write_files([(root / "etc" / ".hidden.0a1b2c3d4e5f", Secret("a file of theirs"))])
    program = (
        "import os, signal, sys; from pathlib import Path; from dokploy.core import failpoints; "
        "from dokploy.adapters.folder import write_atomically; failpoints.arm('files.rename=kill'); "
        "write_atomically(Path(sys.argv[1]), b'half')"
    )
    places = [root / "etc" / "app.conf", folder.traefik_dynamic / "shop.yml", folder.root / "instance.id"]
    for place in places:
        assert subprocess.run([sys.executable, "-c", program, str(place)], check=False).returncode == -9
    releases = folder.source("shop", "r1").parent
    (releases / "r1").mkdir(parents=True)
    (releases / ".r1.0a1b2c3d").mkdir()
    begun = [path for path in folder.root.rglob("*") if path.name.endswith("~draft") or path.name.startswith(".r1")]
    assert len(begun) == 4
    folder.sweep(older_than_s=3600)
    assert all(path.exists() for path in begun)
    folder.sweep(older_than_s=0)
    assert not any(path.exists() for path in begun)
    assert (root / "etc" / ".hidden.0a1b2c3d4e5f").exists()
    assert (releases / "r1").exists()


async def test_a_sweep_leaves_those_who_are_at_work_alone(folder: DataFolder) -> None:
    """A process starts while another one writes: drafts go between a look at the folder and one at the draft."""
    is_over = threading.Event()

    def write() -> None:
        while not is_over.is_set():
            write_atomically(folder.traefik_dynamic / "shop.yml", b"http: {}")

    writing = asyncio.create_task(asyncio.to_thread(write))
    try:
        for _ in range(500):
            await asyncio.to_thread(folder.sweep, 3600)
    finally:
        is_over.set()
        await writing
