"""The build type `static`: a folder of files behind a small web server, as a Dockerfile that is written for it."""

import os
import shutil
from pathlib import Path
from typing import Final

from dokploy.adapters import tree
from dokploy.adapters.static_base import CADDYFILE, SITE
from dokploy.pipeline.plan import StageFailed, StaticBuild

INDEX: Final = "index.html"
PUBLIC: Final = ".well-known"
"""The one name with a dot that the web knows (RFC 8615)."""
RECIPES: Final = frozenset({"Dockerfile"})
"""Files of a source's root that are about the build, not part of the site."""
ASSET: Final = r"\.(avif|css|csv|eot|gif|gz|ico|jpe?g|js|json|map|mjs|mp[34]|ogg|otf|pdf|png|svg|ttf|txt|wasm|web[mp]"
ASSET_ENDS: Final = rf"{ASSET}|webmanifest|woff2?|xml|zip)$"

_CADDYFILE: Final = """{
	admin off
	auto_https off
	persist_config off
}

:80 {
	root * SITE
	encode zstd gzip
	route {
SPA		file_server
	}
	handle_errors 404 {
		@page file /404.html
		rewrite @page /404.html
		file_server
	}
}
"""
_SPA: Final = """		@asset {
			not file
			path_regexp ENDS
		}
		error @asset 404
		try_files {path} {path}/index.html /index.html
"""


def caddyfile(*, is_spa: bool) -> str:
    """The server's configuration: files by name, 404 for the rest, no listing.

    With `is_spa` the rest is answered with index.html, for the browser to route; except what is a file by its ending:
    a script that is missing must not arrive as a page.
    """
    spa = _SPA.replace("ENDS", ASSET_ENDS) if is_spa else ""
    return _CADDYFILE.replace("SITE", SITE).replace("SPA", spa)


def dockerfile(base: str) -> str:
    return f"FROM {base}\nCOPY Caddyfile {CADDYFILE}\nCOPY site {SITE}\n"


def lay_out(build: StaticBuild, root: Path, folder: Path, base: str) -> bool:
    """Write a build context into `folder`; returns whether the site has a page of its own to begin with.

    Links stay links, so none brings in a file from outside. Names that begin with a dot are left out.
    """
    published = tree.folder_in(root, f"{build.folder}/{build.publish}", "publish directory")
    has_index = (published / INDEX).is_file()
    if build.is_spa and not has_index:
        raise StageFailed(
            f"The publish directory {build.publish} has no {INDEX}, which a single-page application begins with.",
            hint="Correct the publish directory, or build the application first: static publishes files as they are.",
        )
    folder.mkdir(parents=True, mode=0o700)
    (folder / "Dockerfile").write_text(dockerfile(base))
    (folder / "Caddyfile").write_text(caddyfile(is_spa=build.is_spa))
    is_root = published == root.resolve()

    def left_out(place: str, entries: list[str]) -> set[str]:
        hidden = {name for name in entries if name.startswith(".") and name != PUBLIC}
        return hidden | (RECIPES & set(entries) if is_root and Path(place) == published else set())

    shutil.copytree(published, folder / "site", symlinks=True, ignore=left_out)
    for place, _, files in os.walk(folder / "site"):
        _open_up(Path(place), files)
    return has_index


def _open_up(place: Path, files: list[str]) -> None:
    """The server is nobody: what it serves must be readable for everybody."""
    place.chmod(0o755)
    for name in files:
        if not (place / name).is_symlink():
            (place / name).chmod(0o644)
