"""Uploads: honest ones arrive as they were packed, hostile ones leave nothing behind."""

import gzip
import io
import os
import stat
import tarfile
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from dokploy.adapters import archives
from dokploy.adapters.archives import Limits, unpack
from dokploy.core.errors import DokployError, Invalid, TooLarge
from dokploy.core.guard import write_unit

Files = dict[str, str]


def zipped(path: Path, files: Files, *, mode: int = 0o644) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as made:
        for name, text in files.items():
            info = zipfile.ZipInfo(name)
            info.create_system = 3
            info.external_attr = (stat.S_IFREG | mode) << 16
            made.writestr(info, text, zipfile.ZIP_DEFLATED)
    return path


def tarred(path: Path, files: Files, *, mode: int = 0o644, kind: str = "w:gz") -> Path:
    with tarfile.open(path, kind) as made:  # type: ignore[call-overload]
        for name, text in files.items():
            info = tarfile.TarInfo(name)
            info.size, info.mode = len(text.encode()), mode
            made.addfile(info, io.BytesIO(text.encode()))
    return path


def plainly_tarred(path: Path, files: Files, *, mode: int = 0o644) -> Path:
    return tarred(path, files, mode=mode, kind="w")


KINDS = pytest.mark.parametrize("pack", [zipped, tarred, plainly_tarred], ids=["zip", "tar.gz", "tar"])
Pack = Callable[..., Path]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "out" / "source"


def tree(folder: Path) -> Files:
    return {str(path.relative_to(folder)): path.read_text() for path in sorted(folder.rglob("*")) if path.is_file()}


def nothing_is_left(folder: Path) -> bool:
    return not folder.parent.exists() or list(folder.parent.iterdir()) == []


@KINDS
@pytest.mark.parametrize(
    ("packed", "found"),
    [
        ({"Dockerfile": "x", "src/a": "y"}, {"Dockerfile": "x", "src/a": "y"}),
        ({"shop/Dockerfile": "x", "shop/src/a": "y"}, {"Dockerfile": "x", "src/a": "y"}),
        ({"./shop/Dockerfile": "x"}, {"Dockerfile": "x"}),
        ({"shop/shop/a": "x"}, {"shop/a": "x"}),
        ({"a/x": "1", "b/x": "2"}, {"a/x": "1", "b/x": "2"}),
        ({"only": "x"}, {"only": "x"}),
        ({"shop/a": "x", "__MACOSX/shop/._a": "junk"}, {"a": "x"}),
        ({"Read me @ (1)+,~ é→.txt": "x"}, {"Read me @ (1)+,~ é→.txt": "x"}),
        ({"A": "1", "a": "2"}, {"A": "1", "a": "2"}),
        ({"x/.env": "A=1", "x/.git/config": "c"}, {".env": "A=1", ".git/config": "c"}),
        ({"empty": ""}, {"empty": ""}),
        ({"..a/b..": "x", "c": "y"}, {"..a/b..": "x", "c": "y"}),
    ],
)
async def test_what_was_packed_arrives(tmp_path: Path, folder: Path, pack: Pack, packed: Files, found: Files) -> None:
    count = await unpack(pack(tmp_path / "up", packed), folder)
    assert tree(folder) == found
    assert count == len(found)
    assert list(folder.parent.iterdir()) == [folder]


@KINDS
async def test_executable_bits_are_kept_and_no_others(tmp_path: Path, folder: Path, pack: Pack) -> None:
    await unpack(pack(tmp_path / "up", {"a/run.sh": "x", "b": "y"}, mode=0o6751), folder)
    assert stat.S_IMODE((folder / "a/run.sh").stat().st_mode) == 0o755
    await unpack(pack(tmp_path / "up", {"a/run.sh": "x", "b": "y"}, mode=0o2600), folder)
    assert stat.S_IMODE((folder / "a/run.sh").stat().st_mode) == 0o644


@KINDS
@pytest.mark.parametrize(
    "name",
    ["../x", "a/../../x", "/etc/x", "a/../x", "..", "shop/../../../../tmp/x", "//x", "./../x", "a/./../../x"],
)
async def test_no_path_leaves_the_folder(tmp_path: Path, folder: Path, pack: Pack, name: str) -> None:
    with pytest.raises(Invalid, match="Path traversal detected"):
        await unpack(pack(tmp_path / "up", {"ok": "x", name: "evil"}), folder)
    assert nothing_is_left(folder)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["out", "up"]


async def test_backslashes_of_windows_are_separators(tmp_path: Path, folder: Path) -> None:
    def windows(name: str) -> Path:
        with zipfile.ZipFile(tmp_path / "up", "w") as made:
            info = zipfile.ZipInfo("placeholder")
            info.filename, info.create_system = name, 0
            made.writestr(info, "x")
        return tmp_path / "up"

    await unpack(windows("shop\\src\\a.txt"), folder)
    assert tree(folder) == {"src/a.txt": "x"}
    with pytest.raises(Invalid, match="Path traversal detected"):
        await unpack(windows("..\\..\\x"), folder)


@pytest.mark.parametrize(
    "kind",
    [tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.FIFOTYPE, tarfile.CHRTYPE, tarfile.BLKTYPE, tarfile.GNUTYPE_SPARSE],
)
async def test_links_and_devices_in_a_tar(tmp_path: Path, folder: Path, kind: bytes) -> None:
    with tarfile.open(tmp_path / "up", "w:gz") as made:
        made.addfile(tarfile.TarInfo("ok"))
        info = tarfile.TarInfo("evil")
        info.type, info.linkname = kind, "/etc/passwd"
        made.addfile(info)
    with pytest.raises(Invalid):
        await unpack(tmp_path / "up", folder)
    assert nothing_is_left(folder)


@pytest.mark.parametrize("kind", [stat.S_IFLNK, stat.S_IFIFO, stat.S_IFCHR, stat.S_IFBLK, stat.S_IFSOCK])
async def test_links_and_devices_in_a_zip(tmp_path: Path, folder: Path, kind: int) -> None:
    with zipfile.ZipFile(tmp_path / "up", "w") as made:
        made.writestr("ok", "x")
        info = zipfile.ZipInfo("evil")
        info.create_system, info.external_attr = 3, (kind | 0o777) << 16
        made.writestr(info, "/etc/passwd")
    with pytest.raises(Invalid, match="Dangerous node entries are not allowed: evil"):
        await unpack(tmp_path / "up", folder)
    assert nothing_is_left(folder)


async def test_an_encrypted_zip_says_so(tmp_path: Path, folder: Path) -> None:
    path = zipped(tmp_path / "up", {"a": "x"})
    data = bytearray(path.read_bytes())
    data[data.index(b"PK\x01\x02") + 8] |= 1
    path.write_bytes(data)
    with pytest.raises(Invalid, match="encrypted"):
        await unpack(path, folder)


# ------------------------------------------------------------------------------------------------ bombs


@KINDS
async def test_too_many_entries(tmp_path: Path, folder: Path, pack: Pack) -> None:
    with pytest.raises(TooLarge, match="more than 50 files"):
        await unpack(pack(tmp_path / "up", {str(n): "" for n in range(51)}), folder, Limits(entries=50))
    assert nothing_is_left(folder)


@KINDS
async def test_deep_folders_count(tmp_path: Path, folder: Path, pack: Pack) -> None:
    with pytest.raises(TooLarge, match="more than 50 files"):
        await unpack(
            pack(tmp_path / "up", {f"{n}/a/b/c/d/e/f/g/h/i": "" for n in range(10)}), folder, Limits(entries=50)
        )


@KINDS
async def test_too_many_bytes(tmp_path: Path, folder: Path, pack: Pack) -> None:
    with pytest.raises(TooLarge, match="more than 1 MiB"):
        await unpack(
            pack(tmp_path / "up", {"a": "x" * 600_000, "b": "y" * 600_000}), folder, Limits(total_bytes=1024**2)
        )
    assert nothing_is_left(folder)


@pytest.mark.parametrize("pack", [zipped, tarred], ids=["zip", "tar.gz"])
async def test_a_ratio_that_only_a_bomb_has(tmp_path: Path, folder: Path, pack: Pack) -> None:
    path = pack(tmp_path / "up", {f"{n}": "\0" * 10_000_000 for n in range(10)})
    begun = time.monotonic()
    with pytest.raises(TooLarge, match="200 times"):
        await unpack(path, folder)
    assert time.monotonic() - begun < 5
    assert nothing_is_left(folder)


async def test_a_small_file_of_one_letter_is_no_bomb(tmp_path: Path, folder: Path) -> None:
    await unpack(zipped(tmp_path / "up", {"a": "x" * 1_000_000}), folder)
    assert (folder / "a").stat().st_size == 1_000_000


async def test_a_gzip_bomb_in_one_header_is_stopped_before_it_is_read(tmp_path: Path, folder: Path) -> None:
    """A long name of 4 GiB: tarfile would read it whole into memory."""
    info = tarfile.TarInfo("long")
    info.type, info.size = tarfile.GNUTYPE_LONGNAME, 4 * 1024**3
    with gzip.open(tmp_path / "up", "wb") as made:
        made.write(info.tobuf(tarfile.GNU_FORMAT))
        made.write(b"a" * 10_000_000)
    with pytest.raises(Invalid, match="extended header"):
        await unpack(tmp_path / "up", folder)


async def test_a_zip_that_lies_about_its_sizes(tmp_path: Path, folder: Path) -> None:
    path = zipped(tmp_path / "up", {"a": "x" * 100_000})
    data = bytearray(path.read_bytes())
    place = data.index(b"PK\x01\x02") + 24
    data[place : place + 4] = (10).to_bytes(4, "little")
    path.write_bytes(data)
    with pytest.raises(Invalid):
        await unpack(path, folder)
    assert nothing_is_left(folder)


@pytest.mark.parametrize(
    "content",
    [b"", b"PK", b"PK\x03\x04garbage", b"\x1f\x8b\x08garbage", b"hello", b"x" * 5000, os.urandom(5000),
     gzip.compress(b"not a tar" * 1000), b"7z\xbc\xaf\x27\x1c", b"\0" * 1024, b"PK\x05\x06" + b"\0" * 18],
    ids=["nothing", "two letters", "half a zip", "half a gzip", "a word", "one letter", "noise",
         "a gzip of no tar", "7z", "zeros", "an empty zip"],
)  # fmt: skip
async def test_what_is_no_archive(tmp_path: Path, folder: Path, content: bytes) -> None:
    (tmp_path / "up").write_bytes(content)
    with pytest.raises(Invalid):
        await unpack(tmp_path / "up", folder)
    assert nothing_is_left(folder)


@pytest.mark.parametrize("keep", [0.3, 0.6, 0.85])
@KINDS
async def test_an_upload_that_broke_off(tmp_path: Path, folder: Path, pack: Pack, keep: float) -> None:
    path = pack(tmp_path / "up", {f"{n}": os.urandom(2000).hex() for n in range(20)})
    path.write_bytes(path.read_bytes()[: int(path.stat().st_size * keep)])
    with pytest.raises(DokployError):
        await unpack(path, folder)
    assert nothing_is_left(folder)


async def test_a_path_that_is_file_and_folder(tmp_path: Path, folder: Path) -> None:
    with pytest.raises(Invalid, match="as a file and as a folder"):
        await unpack(tarred(tmp_path / "up", {"a": "x", "a/b": "y"}), folder)
    with pytest.raises(Invalid, match="as a file and as a folder"):
        await unpack(tarred(tmp_path / "up", {"a/b": "x", "a": "y"}), folder)


@KINDS
@pytest.mark.parametrize("name", ["x" * 300, "/".join(["x"] * 600)], ids=["a long name", "a long path"])
async def test_names_that_no_disk_takes(tmp_path: Path, folder: Path, pack: Pack, name: str) -> None:
    with pytest.raises(Invalid):
        await unpack(pack(tmp_path / "up", {name: "x"}), folder)
    assert nothing_is_left(folder)


@KINDS
async def test_a_bad_upload_leaves_the_former_tree(tmp_path: Path, folder: Path, pack: Pack) -> None:
    await unpack(pack(tmp_path / "up", {"a": "good", "b": "x"}), folder)
    with pytest.raises(Invalid):
        await unpack(pack(tmp_path / "up", {"a": "bad", "../b": "x"}), folder)
    assert tree(folder) == {"a": "good", "b": "x"}
    await unpack(pack(tmp_path / "up", {"c": "new", "d": "x"}), folder)
    assert tree(folder) == {"c": "new", "d": "x"}


async def test_not_inside_a_write_unit(tmp_path: Path, folder: Path) -> None:
    with write_unit(), pytest.raises(RuntimeError):
        await unpack(zipped(tmp_path / "up", {"a": "x"}), folder)


async def test_the_defaults_are_what_the_documentation_says() -> None:
    assert archives.Limits() == Limits(entries=100_000, total_bytes=2 * 1024**3, ratio=200)
