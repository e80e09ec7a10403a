"""A folder as one archive: what `.dockerignore` (or else `.gitignore`) leaves in, never `.git`, no owner, no links."""

import os
import re
import tarfile
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path, PurePosixPath
from typing import IO, Final

from dokploy.cli.failure import Failed

IN_MEMORY_BYTES: Final = 16 * 1024**2
NEVER: Final = frozenset({".git"})
ALWAYS: Final = frozenset({"Dockerfile", ".dockerignore"})
"""The build itself reads these, whatever the ignore file says."""


@dataclass(frozen=True)
class Rule:
    pattern: re.Pattern[str]
    keeps: bool
    """`!pattern`: takes back what an earlier rule left out."""


@dataclass(frozen=True)
class Ignore:
    """The last rule that matches a path, or a folder above it, decides."""

    rules: tuple[Rule, ...] = ()

    @classmethod
    def of(cls, folder: Path) -> "Ignore":
        """By `.dockerignore` if there is one, else by `.gitignore`."""
        for name in (".dockerignore", ".gitignore"):
            if (folder / name).is_file():
                return cls.parse((folder / name).read_text(), anchored=name == ".dockerignore")
        return cls()

    @classmethod
    def parse(cls, text: str, *, anchored: bool) -> "Ignore":
        """`anchored`: a pattern without a slash means the root only (Docker), not every folder (git)."""
        rules = []
        for line in text.splitlines():
            pattern = line.strip()
            if not pattern or pattern.startswith("#"):
                continue
            keeps = pattern.startswith("!")
            pattern = pattern.removeprefix("!").rstrip("/")
            anywhere = not anchored and "/" not in pattern
            pattern = pattern.removeprefix("./").lstrip("/")
            if pattern:
                rules.append(Rule(re.compile(("(?:.*/)?" if anywhere else "") + _regex(pattern)), keeps))
        return cls(tuple(rules))

    def leaves_out(self, path: str) -> bool:
        """`path` is relative, with slashes."""
        steps = [path, *(str(parent) for parent in PurePosixPath(path).parents if str(parent) != ".")]
        out = False
        for rule in self.rules:
            if any(rule.pattern.fullmatch(step) for step in steps):
                out = not rule.keeps
        return out

    @property
    def takes_back(self) -> bool:
        return any(rule.keeps for rule in self.rules)


@cache
def _regex(pattern: str) -> str:
    """Shell wildcards as Docker and git read them: `*` stops at a slash, `**` does not."""
    parts = re.split(r"(\*\*/|\*\*|\*|\?|\[[^\]]+\])", pattern)
    known = {"**/": "(?:.*/)?", "**": ".*", "*": "[^/]*", "?": "[^/]"}
    return "".join(
        known.get(part)
        or (part.replace("[!", "[^") if part.startswith("[") and part.endswith("]") else re.escape(part))
        for part in parts
    )


@dataclass
class Packed:
    """The archive, from its beginning, and what there is to say about it."""

    archive: IO[bytes]
    files: int = 0
    size: int = 0
    links: list[str] = field(default_factory=list)
    """Links that lead out of the folder, or nowhere: left out."""


def pack(folder: Path) -> Packed:
    """A tar archive, gzipped: it keeps the executable bit of an entry-point script."""
    root = folder.resolve()
    packed = Packed(tempfile.SpooledTemporaryFile(IN_MEMORY_BYTES))  # noqa: SIM115 - the caller closes it
    with tarfile.open(fileobj=packed.archive, mode="w:gz", compresslevel=6, dereference=True) as tar:
        for path in _files(root, Ignore.of(root)):
            if path.is_symlink() and not (path.resolve().is_file() and path.resolve().is_relative_to(root)):
                packed.links.append(str(path.relative_to(root)))
                continue
            if path.is_file():
                _add(tar, root, path)
                packed.files += 1
    packed.size = packed.archive.tell()
    packed.archive.seek(0)
    return packed


def _add(tar: tarfile.TarFile, root: Path, path: Path) -> None:
    try:
        member = tar.gettarinfo(path, str(path.relative_to(root)))
        # A file with two names would become a hard link, which the server refuses as it refuses every link.
        member.type, member.linkname = tarfile.REGTYPE, ""
        member.size = path.stat().st_size
        member.uid = member.gid = 0
        member.uname = member.gname = ""
        with path.open("rb") as content:
            tar.addfile(member, content)
    except OSError as error:
        raise Failed(f"{path} cannot be read: {error.strerror}.", hint="Leave it out by .dockerignore.") from error


def _files(root: Path, ignore: Ignore) -> Iterator[Path]:
    """Every entry that is not a folder, in a fixed order; a folder that is left out is not even opened."""
    for place, folders, names in os.walk(root):
        here = Path(place)
        links = [name for name in folders if (here / name).is_symlink()]
        folders[:] = sorted(
            name
            for name in folders
            if name not in NEVER
            and name not in links
            and (ignore.takes_back or not ignore.leaves_out((here / name).relative_to(root).as_posix()))
        )
        for name in sorted([*names, *links]):
            path = (here / name).relative_to(root).as_posix()
            if name not in NEVER and (path in ALWAYS or not ignore.leaves_out(path)):
                yield here / name
