"""The dashboard as files: hashed assets that browsers keep for ever, and one page for every address of the site.

It is built into `dashboard/dist` of a checkout, or carried by an installed package. Without it the root says where the
API is. Also here: `/api/health`, and what a path gets that is not there.
"""

import asyncio
import json
from functools import cache, lru_cache
from pathlib import Path
from typing import Final

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, JSONResponse, Response
from starlette.routing import Route

from dokploy.wire.pages import ASSETS

NOT_FOUND: Final = {"message": "Not found", "code": "NOT_FOUND"}
PAGE: Final = "index.html"
POLICY: Final = (
    "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; object-src 'none'; base-uri 'none'; "
    "form-action 'self'; frame-ancestors 'none'"
)
"""Dialogs and the terminal add style elements of their own at run time; scripts come from here alone."""
_FOR_EVER: Final = "public, max-age=31536000, immutable"
_ENCODINGS: Final = (("br", ".br"), ("gzip", ".gz"))
_TYPES: Final = {
    ".js": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml", ".woff2": "font/woff2", ".html": "text/html",
    ".txt": "text/plain",
}  # fmt: skip


def routes(traefik_ports: Path) -> APIRouter:
    """To be included last: whatever no other route answers is a page. `traefik_ports` says which ports Traefik got."""

    async def health(_: Request) -> Response:
        """The process answers; whether the database does is `settings.health`. With where applications answer."""
        return JSONResponse({"ok": True} | await asyncio.to_thread(_ports, traefik_ports))

    return APIRouter(routes=[Route("/api/health", health, methods=None), Route("/{path:path}", _file)])


@cache
def folder() -> Path:
    """Where the built dashboard would be: in the checkout, or inside an installed package."""
    package = Path(__file__).resolve().parents[1]
    checkout = package.parents[1] / "dashboard"
    return checkout / "dist" if (checkout / "package.json").is_file() else package / "dashboard"


def _files() -> frozenset[str]:
    """What was built, by relative path: only these names are ever opened. Looked up again after another build."""
    try:
        return _listed((folder() / PAGE).stat().st_mtime_ns)
    except OSError:
        return frozenset()


@lru_cache(maxsize=1)
def _listed(_built: int) -> frozenset[str]:
    return frozenset(str(path.relative_to(folder())) for path in folder().rglob("*") if path.is_file())


async def _file(request: Request) -> Response:
    path = str(request.path_params["path"])
    if path in _files() and path != PAGE:
        keeps = _FOR_EVER if path.startswith("assets/") else "no-cache"
        return _packed(request, path, {"cache-control": keeps})
    if path.startswith(("api/", "assets/")) or request.method not in {"GET", "HEAD"}:
        return await not_found(request)
    if PAGE not in _files():
        return HTMLResponse((ASSETS / "home.html").read_text(), headers={"cache-control": "no-cache"})
    return _packed(request, PAGE, {"cache-control": "no-cache", "content-security-policy": POLICY})


def _packed(request: Request, path: str, headers: dict[str, str]) -> Response:
    """The smallest copy that the caller can read; they were made when the dashboard was built."""
    accepted = request.headers.get("accept-encoding", "")
    media_type = _TYPES.get(Path(path).suffix, "application/octet-stream")
    for encoding, suffix in _ENCODINGS:
        if encoding in accepted and f"{path}{suffix}" in _files():
            headers |= {"content-encoding": encoding, "vary": "accept-encoding"}
            return FileResponse(folder() / f"{path}{suffix}", headers=headers, media_type=media_type)
    return FileResponse(folder() / path, headers=headers, media_type=media_type)


def _ports(file: Path) -> dict[str, dict[str, int]]:
    try:
        known = json.loads(file.read_text())
        return {"ports": {"http": known["web"], "https": known["websecure"]}}
    except (OSError, ValueError, LookupError):  # no engine yet, so no Traefik
        return {}


async def not_found(_: Request, _error: Exception | None = None) -> Response:
    return JSONResponse(NOT_FOUND, status_code=404)
