"""The data folder: where everything lies, who owns it, and what identifies this installation."""

import asyncio
import fcntl
import fnmatch
import os
import re
import secrets
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from time import time
from types import TracebackType
from typing import Final, Self

from dokploy.core import failpoints, names
from dokploy.core.errors import PreconditionFailed, of_system
from dokploy.core.guard import outside_write_unit
from dokploy.core.secrets import Secret

PRIVATE_FOLDER = 0o700
PRIVATE_FILE = 0o600
STALE_SECONDS: Final = 7200
"""What was begun so long ago is nobody's any more: no stage of a run lasts that long."""
_ID = re.compile(r"[A-Za-z0-9_-]{1,64}")
_DRAFTS = f".*{names.DRAFT}"
_INSTANCE_ID = re.compile(r"[0-9a-f]{12}")


@dataclass(frozen=True)
class DataFolder:
    """Paths below `root`; a name from outside becomes a path only after passing its validator."""

    root: Path

    def prepare(self) -> None:
        """Create the tree. A folder that we make, or find empty, is closed to other users of the machine."""
        self._make_root()
        for part in (self.root / "logs", self.root / "applications", self.uploads):
            part.mkdir(mode=PRIVATE_FOLDER, exist_ok=True)
        for shared in (self.traefik, self.traefik_dynamic):  # read from inside Traefik's container
            shared.mkdir(exist_ok=True)

    def _make_root(self) -> None:
        try:
            self.root.mkdir(mode=PRIVATE_FOLDER, parents=True, exist_ok=True)
            if not any(self.root.iterdir()):
                self.root.chmod(PRIVATE_FOLDER)
        except OSError as error:
            raise PreconditionFailed(
                f"The data folder {self.root} cannot be used: {error.strerror}.",
                hint="Name another one with DOKPLOY_DATA.",
            ) from error

    @cached_property
    def instance_id(self) -> str:
        """Twelve hexadecimal characters, made once; the label on every object of ours in the engine."""
        path = self.root / "instance.id"
        found = read_or_create(path, secrets.token_hex(6))
        if not _INSTANCE_ID.fullmatch(found):
            raise PreconditionFailed(
                f"{path} does not hold twelve hexadecimal characters.",
                hint="Restore it: without it, the services that this instance deployed cannot be told from others.",
            )
        return found

    def secret_key(self, env: Secret | None) -> Secret:
        """The master key: the given one, else that of `secret.key`, which is made if it is absent."""
        if env:
            return env
        path = self.root / "secret.key"
        found = Secret(read_or_create(path, secrets.token_urlsafe(48)))
        if not found:
            raise PreconditionFailed(f"{path} is empty.", hint="Restore it from your backup.")
        return found

    def lock(self, *, shared: bool = False) -> "FolderLock":
        """Keep this folder to one embedded process, or (`shared`) to those of the larger size.

        Until `release()` or the end of the process.
        """
        return FolderLock(self.root / "dokploy.lock", shared=shared)

    def sweep(self, older_than_s: float) -> None:
        """Remove what processes that were killed had only begun: drafts of files, sources, logins of builds.

        Others may be at work meanwhile: what is gone before it is looked at was theirs.
        """
        for path in self._begun():
            with suppress(FileNotFoundError):
                if time() - path.lstat().st_mtime >= older_than_s:
                    shutil.rmtree(path) if path.is_dir() else path.unlink()

    def _begun(self) -> Iterator[Path]:
        for area in (self.root, self.traefik, self.traefik_dynamic):
            yield from (path for path in _inside(area) if path.match(_DRAFTS))
        for service in (*_inside(self.root / "applications"), *_inside(self.root / "compose")):
            for place, folders, files in os.walk(service / "files"):
                yield from (Path(place, name) for name in fnmatch.filter((*folders, *files), _DRAFTS))
            # No release has such a name.
            yield from (path for path in _inside(service / "releases") if path.name.startswith("."))

    @property
    def setup_token_file(self) -> Path:
        return self.root / "setup-token"

    @property
    def uploads(self) -> Path:
        """Temporary home of what is being uploaded."""
        return self.root / "uploads"

    @property
    def traefik(self) -> Path:
        return self.root / "traefik"

    @property
    def traefik_dynamic(self) -> Path:
        return self.traefik / "dynamic"

    @property
    def traefik_ports(self) -> Path:
        return self.traefik / "ports.json"

    @property
    def valkey_socket(self) -> Path:
        return self.root / "valkey.sock"

    def logs(self, app_name: str) -> Path:
        return self.root / "logs" / names.app_name(app_name)

    def log_file(self, app_name: str, deployment_id: str) -> Path:
        return self.logs(app_name) / f"{_id(deployment_id)}.log"

    def application(self, app_name: str) -> Path:
        return self.root / "applications" / names.app_name(app_name)

    def source(self, app_name: str, release: str) -> Path:
        """Where one release's source is checked out or unpacked."""
        return self.application(app_name) / "releases" / _id(release)

    def file_mounts(self, app_name: str, kind: str = "application") -> Path:
        """The files of a service's mounts as they were saved last; a compose has a tree of its own."""
        area = self.root / "compose" / names.app_name(app_name) if kind == "compose" else self.application(app_name)
        return area / "files"

    def release_files(self, app_name: str, release: str) -> Path:
        """The files that one release mounts; `names.file_path` lets no file of a mount get in here."""
        return self.released_files(app_name) / _id(release)

    def released_files(self, app_name: str) -> Path:
        return self.file_mounts(app_name) / names.RELEASED_FILES

    async def write_files(self, files: Sequence[tuple[Path, Secret]]) -> None:
        """Write each, readable for every user of a container, with the folders above it."""
        outside_write_unit("the data folder")
        for path, content in files:
            with _explained(path):
                await asyncio.to_thread(_write_with_folders, path, content.reveal().encode())

    async def remove_file(self, path: Path, root: Path) -> None:
        """Remove it, and folders below `root` that are empty then; absent is fine."""
        outside_write_unit("the data folder")
        with _explained(path):
            await asyncio.to_thread(_remove_with_folders, path, root)


class FolderLock:
    """A `flock` on an open file: the kernel gives it back when the process ends, however it ends."""

    def __init__(self, path: Path, *, shared: bool = False) -> None:
        self._file = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, PRIVATE_FILE)
        try:
            fcntl.flock(self._file, (fcntl.LOCK_SH if shared else fcntl.LOCK_EX) | fcntl.LOCK_NB)
        except BlockingIOError as error:
            holder = os.read(self._file, 20).decode(errors="replace").strip()
            os.close(self._file)
            raise PreconditionFailed(
                f"The data folder {path.parent} is in use by process {holder or 'unknown'}.",
                hint="Stop that process, or give this one a folder of its own with DOKPLOY_DATA.",
            ) from error
        os.ftruncate(self._file, 0)
        os.pwrite(self._file, f"{os.getpid()}\n".encode(), 0)

    def release(self) -> None:
        if self._file >= 0:
            os.close(self._file)
            self._file = -1

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.release()


def read_or_create(path: Path, fresh: str) -> str:
    """The file's text; if it is absent, `fresh`, written for the owner alone.

    Two processes that start together agree: the text is complete before the name exists, and only one gets the name.
    """
    if not path.exists():
        draft = _draft_of(path)
        _write(draft, f"{fresh}\n".encode(), PRIVATE_FILE)
        try:
            with suppress(FileExistsError):
                os.link(draft, path)
        finally:
            draft.unlink()
    return path.read_text().strip()


def write_atomically(path: Path, data: bytes, mode: int = 0o644, *, drafts: Path | None = None) -> None:
    """Readers see the old content or the new, never a part, also after a power cut.

    `drafts`: a folder of the same file system to write in first, where somebody watches that of the file.
    """
    outside_write_unit(f"write {path.name}")
    draft = _draft_of(drafts / path.name if drafts else path)
    try:
        _write(draft, data, mode)
        failpoints.reach("files.rename")
        draft.replace(path)
    except BaseException:
        draft.unlink(missing_ok=True)
        raise
    _sync_folder(path.parent)


def _draft_of(path: Path) -> Path:
    """Beside it; its name is no part of the draft's, which could then be longer than a file system takes."""
    return path.with_name(f".{secrets.token_hex(6)}{names.DRAFT}")


@contextmanager
def _explained(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise of_system(error, path) from error


def _write_with_folders(path: Path, data: bytes) -> None:
    path.parent.mkdir(mode=PRIVATE_FOLDER, parents=True, exist_ok=True)
    write_atomically(path, data)


def _remove_with_folders(path: Path, root: Path) -> None:
    path.unlink(missing_ok=True)
    for folder in path.parents:
        if folder == root or not folder.is_relative_to(root):
            return
        with suppress(FileNotFoundError):
            if any(folder.iterdir()):
                return
            folder.rmdir()


def _write(path: Path, data: bytes, mode: int) -> None:
    failpoints.reach("files.create")
    file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, mode)
    with os.fdopen(file, "wb") as stream:
        os.fchmod(file, mode)
        stream.write(data)
        failpoints.reach("files.write")
        stream.flush()
        os.fsync(file)


def _sync_folder(path: Path) -> None:
    folder = os.open(path, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def _id(value: str) -> str:
    if not _ID.fullmatch(value):
        raise ValueError("Not an id")
    return value


def _inside(folder: Path) -> list[Path]:
    """What is there now, if the folder is."""
    try:
        return list(folder.iterdir())
    except (FileNotFoundError, NotADirectoryError):
        return []
