"""Unpacking what a user uploads, zip or tar, gzipped or not: nothing is believed before it was checked."""

import asyncio
import errno
import gzip
import os
import secrets
import shutil
import stat
import tarfile
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any, Final

from dokploy.core.errors import DiskFull, Invalid, RemoteFailed, TooLarge, is_disk_full
from dokploy.core.guard import outside_write_unit

PIECE: Final = 1024 * 1024
PATH_LENGTH: Final = 1000
APPLE_EXTRAS: Final = "__MACOSX"


@dataclass(frozen=True)
class Limits:
    """`ratio` counts from `ratio_from_bytes` on: a small file of one letter packs a thousandfold and harms nobody."""

    entries: int = 100_000
    total_bytes: int = 2 * 1024**3
    ratio: int = 200
    ratio_from_bytes: int = 64 * 1024**2


@dataclass(frozen=True)
class Entry:
    """A file or a folder; `content` opens it. `parts` are the segments of its path, none of them `.` or `..`."""

    parts: tuple[str, ...]
    is_folder: bool
    is_executable: bool
    size: int
    content: Any = None


@dataclass
class Tally:
    """What an archive has cost so far, against what it may."""

    limits: Limits
    packed_bytes: int
    total: int = 0
    paths: set[tuple[str, ...]] = field(default_factory=set)

    def count(self, entry: Entry) -> None:
        """Every folder on the way counts as well: ten thousand deep ones are as bad as a million files."""
        self.paths.update(entry.parts[:length] for length in range(1, len(entry.parts) + 1))
        self.total += entry.size
        if len(self.paths) > self.limits.entries:
            raise TooLarge(f"The archive holds more than {self.limits.entries} files and folders.")
        if self.total > self.limits.total_bytes:
            raise TooLarge(f"The archive holds more than {self.limits.total_bytes // 1024**2} MiB.")
        is_bomb = self.total > max(self.packed_bytes, 1) * self.limits.ratio
        if is_bomb and self.total > self.limits.ratio_from_bytes:
            raise TooLarge(f"The archive holds more than {self.limits.ratio} times its own size.")


async def unpack(archive: Path, folder: Path, limits: Limits | None = None) -> int:
    """Unpack into `folder`, which appears (or is replaced) only when all is well; returns the number of files.

    A single folder at the root is stripped, what macOS adds is skipped, executable bits are kept. Raises `Invalid` or
    `TooLarge`.
    """
    outside_write_unit("unpack an archive")
    return await asyncio.to_thread(_unpack, archive, folder, limits or Limits())


def _unpack(archive: Path, folder: Path, limits: Limits) -> int:
    partial = folder.with_name(f".{folder.name}.{secrets.token_hex(4)}")
    partial.mkdir(parents=True, mode=0o700)
    try:
        tally = Tally(limits, archive.stat().st_size)
        files = _write_all(_entries(archive), partial, tally)
        if files == 0:
            raise Invalid("The archive holds no files.")
        shutil.rmtree(folder, ignore_errors=True)
        _root(partial).rename(folder)
    # The last is zipfile's word for a compression, or an encryption, that it does not know.
    except (zipfile.BadZipFile, tarfile.TarError, EOFError, zlib.error, gzip.BadGzipFile, NotImplementedError) as error:
        raise Invalid(f"The archive cannot be read: {error}.", hint="Pack it again as .zip or .tar.gz.") from error
    except OSError as error:
        if error.errno == errno.ENAMETOOLONG:
            raise Invalid("The archive holds a file name that is too long.") from error
        if is_disk_full(error):
            raise DiskFull("what the archive holds") from error
        raise RemoteFailed(f"The archive cannot be unpacked: {error.strerror}.") from error
    finally:
        shutil.rmtree(partial, ignore_errors=True)
    return files


def _entries(archive: Path) -> Iterator[Entry]:
    with archive.open("rb") as file:
        head = file.read(4)
    if head[:2] == b"PK":
        return _zip_entries(archive)
    return _tar_entries(archive, is_gzipped=head[:2] == b"\x1f\x8b")


def _write_all(entries: Iterator[Entry], folder: Path, tally: Tally) -> int:
    files = 0
    with closing(entries):  # type: ignore[type-var]
        for entry in entries:
            if entry.parts[:1] == (APPLE_EXTRAS,) or not entry.parts:
                continue
            tally.count(entry)
            try:
                files += _write(entry, folder.joinpath(*entry.parts))
            except (FileExistsError, NotADirectoryError, IsADirectoryError) as error:
                raise Invalid(f"The archive holds {'/'.join(entry.parts)} as a file and as a folder.") from error
            except ValueError as error:
                raise Invalid("The archive holds a file name that cannot be used.") from error
    return files


def _write(entry: Entry, target: Path) -> int:
    if entry.is_folder:
        target.mkdir(parents=True, exist_ok=True)
        return 0
    target.parent.mkdir(parents=True, exist_ok=True)
    # No link is ever made in this folder, so nothing can be written through one.
    file = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_NOFOLLOW | os.O_CLOEXEC, 0o644)
    with os.fdopen(file, "wb") as stream, entry.content() as source:
        os.fchmod(file, 0o755 if entry.is_executable else 0o644)
        _copy(source, stream, entry.size)
    return 1


def _copy(source: IO[bytes], target: IO[bytes], size: int) -> None:
    """Exactly as many bytes as were declared and counted."""
    while size > 0:
        piece = source.read(min(PIECE, size))
        if not piece:
            raise EOFError("a file ends too early")
        target.write(piece)
        size -= len(piece)
    if source.read(1):
        raise Invalid("The archive holds a file that is larger than it says.")


def _parts(name: str) -> tuple[str, ...]:
    if "\0" in name or len(name) > PATH_LENGTH:
        raise Invalid("The archive holds a file name that is too long, or one with a NUL.")
    parts = tuple(part for part in name.split("/") if part not in ("", "."))
    if name.startswith("/") or ".." in parts:
        raise Invalid(f"Path traversal detected: {name[:200]!r} would leave the source folder.")
    return parts


def _zip_entries(archive: Path) -> Iterator[Entry]:
    with zipfile.ZipFile(archive) as opened:
        # The whole directory is judged before anything is written: it stands at the file's end, in one place.
        for info in opened.infolist():
            kind = stat.S_IFMT(info.external_attr >> 16) if info.create_system == _UNIX else 0
            if kind not in (0, stat.S_IFREG, stat.S_IFDIR):
                raise Invalid(f"Dangerous node entries are not allowed: {info.filename[:200]}")
            if info.flag_bits & _ENCRYPTED:
                raise Invalid("The archive is encrypted.", hint="Pack it again without a password.")
            _parts(_zip_name(info))
        for info in opened.infolist():
            mode = info.external_attr >> 16 if info.create_system == _UNIX else 0
            yield Entry(
                _parts(_zip_name(info)),
                info.is_dir(),
                bool(mode & 0o111),
                0 if info.is_dir() else info.file_size,
                lambda info=info: opened.open(info),
            )


_UNIX: Final = 3
_DOS: Final = 0
_ENCRYPTED: Final = 0x1


def _zip_name(info: zipfile.ZipInfo) -> str:
    return info.filename.replace("\\", "/") if info.create_system == _DOS else info.filename


def _tar_entries(archive: Path, *, is_gzipped: bool) -> Iterator[Entry]:
    plain = (gzip.open if is_gzipped else open)(archive, "rb")
    with plain, tarfile.open(fileobj=_Careful(plain), mode="r:", errorlevel=2) as opened:  # type: ignore[call-overload]
        for info in opened:
            if not (info.isdir() or (info.isreg() and not info.issparse())):
                raise Invalid(f"Dangerous node entries are not allowed: {info.name[:200]}")
            yield Entry(
                _parts(info.name),
                info.isdir(),
                bool(info.mode & 0o111),
                0 if info.isdir() else info.size,
                lambda info=info: opened.extractfile(info),
            )
            opened.members.clear()  # it would remember every entry


class _Careful:
    """A file that gives no more than a piece at a time: tarfile reads extended headers whole, as long as they say."""

    def __init__(self, file: Any) -> None:
        self._file = file

    def read(self, size: int = -1) -> bytes:
        if not 0 <= size <= 16 * PIECE:
            raise Invalid("The archive holds an extended header that is too long.")
        return bytes(self._file.read(size))

    def seek(self, place: int) -> int:
        return int(self._file.seek(place))

    def tell(self) -> int:
        return int(self._file.tell())


def _root(folder: Path) -> Path:
    """The single folder at the root, or the root itself."""
    inside = list(folder.iterdir())
    return inside[0] if len(inside) == 1 and inside[0].is_dir() else folder
