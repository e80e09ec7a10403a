"""Looking into a source tree that somebody else wrote: a link in it leads nowhere outside of it."""

import os
import secrets
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from dokploy.core.errors import Invalid, NotFound
from dokploy.core.guard import outside_write_unit
from dokploy.core.secrets import Secret

SHOWN: Final = 20


def file_in(root: Path, relative: str, what: str) -> Path:
    """The real path of a file of the tree; errors say what was looked for, and what is there instead."""
    path = _inside(root, relative, what)
    if path.is_dir():
        raise Invalid(f"{what} {relative} is a folder, not a file.", hint=_there_is(path, "In it"))
    if not path.is_file():
        raise NotFound(f"There is no {what} {relative} in the source.", hint=_nearby(root, relative))
    return path


def folder_in(root: Path, relative: str, what: str) -> Path:
    path = _inside(root, relative, what)
    if path.is_file():
        raise Invalid(f"{what} {relative} is a file, not a folder.", hint=_nearby(root, relative))
    if not path.is_dir():
        raise NotFound(f"There is no {what} {relative} in the source.", hint=_nearby(root, relative))
    return path


def write_env(folder: Path, pairs: Iterable[tuple[str, Secret]]) -> None:
    """`.env` with raw lines, readable by its owner alone, in the place of whatever bore that name."""
    outside_write_unit("write .env")
    draft = folder / f".env.{secrets.token_hex(4)}"
    file = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600)
    with os.fdopen(file, "w") as stream:
        stream.writelines(f"{name}={value.reveal()}\n" for name, value in pairs)
    try:
        draft.replace(folder / ".env")
    except IsADirectoryError as error:
        draft.unlink()
        raise Invalid("The source has a folder named .env.", hint="Switch off the creation of an .env file.") from error


def _inside(root: Path, relative: str, what: str) -> Path:
    try:
        path = (root / relative).resolve()
    except RuntimeError as error:
        raise Invalid(f"{what} {relative} is a symbolic link that leads to itself.") from error
    if not path.is_relative_to(root.resolve()):
        raise Invalid(
            f"{what} {relative} leads out of the source.", hint="Replace the symbolic link by the file itself."
        )
    return path


def _nearby(root: Path, relative: str) -> str:
    """What the nearest existing folder holds."""
    parent = (root / relative).parent
    while parent != root and not parent.is_dir():
        parent = parent.parent
    place = "the source's root" if parent == root else f"{parent.relative_to(root)}/"
    return _there_is(parent, f"In {place}")


def _there_is(folder: Path, where: str) -> str:
    if not folder.resolve().is_dir():
        return f"{where} is nothing."
    entries = sorted(f"{entry.name}/" if entry.is_dir() else entry.name for entry in folder.iterdir())
    shown = ", ".join(entries[:SHOWN]) or "nothing"
    more = f" and {len(entries) - SHOWN} more" if len(entries) > SHOWN else ""
    return f"{where} there is: {shown}{more}."
