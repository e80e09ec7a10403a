"""Tar archives as a stream of bytes, for images that are made from a few files."""

import tarfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

CHUNK = 1024 * 1024


@dataclass(frozen=True)
class Entry:
    """A file from a path or from bytes, or a symbolic link."""

    name: str
    source: Path | bytes = b""
    mode: int = 0o644
    link: str | None = None


def tar(entries: Iterable[Entry]) -> Iterator[bytes]:
    """The same entries give the same bytes: owner root, no times."""
    for entry in entries:
        info = tarfile.TarInfo(entry.name)
        info.mode = entry.mode
        if entry.link is not None:
            info.type, info.linkname = tarfile.SYMTYPE, entry.link
            yield info.tobuf()
        elif isinstance(entry.source, bytes):
            info.size = len(entry.source)
            yield info.tobuf() + entry.source + _padding(info.size)
        else:
            with entry.source.open("rb") as file:
                info.size = entry.source.stat().st_size
                yield info.tobuf()
                while chunk := file.read(CHUNK):
                    yield chunk
                yield _padding(info.size)
    yield tarfile.NUL * (2 * tarfile.BLOCKSIZE)


def _padding(size: int) -> bytes:
    return tarfile.NUL * (-size % tarfile.BLOCKSIZE)
