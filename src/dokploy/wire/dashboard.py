"""The dashboard as files: hashed assets that browsers keep for ever, and one page for every address of the site.

It is built into `dashboard/dist` of a checkout, or carried by an installed package. Without it the root says where the
API is. Also here: `/api/health`, and what a path gets that is not there.
"""

import asyncio
import json
import os
from functools import cache, lru_cache
from http import HTTPMethod
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
"""The smaller one first; the names that requests use, and the endings of the copies."""
_TYPES: Final = {
    ".js": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml", ".woff2": "font/woff2", ".html": "text/html",
    ".txt": "text/plain",
}  # fmt: skip


def routes(traefik_ports: Path) -> APIRouter:
    """To be included last: whatever no other route answers is a page. `traefik_ports` says which ports Traefik got."""
    router = health(traefik_ports)
    router.routes.append(Route("/{path:path}", _file, methods=tuple(HTTPMethod)))
    return router


def health(traefik_ports: Path) -> APIRouter:
    """`/api/health` alone."""

    async def answer(_: Request) -> Response:
        """The process answers; whether the database does is `settings.health`. With where applications answer."""
        return JSONResponse({"ok": True} | await asyncio.to_thread(_ports, traefik_ports))

    return APIRouter(routes=[Route("/api/health", answer)])


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
    is_read = request.method in {"GET", "HEAD"}
    if is_read and path in _files() and path != PAGE:
        keeps = _FOR_EVER if path.startswith("assets/") else "no-cache"
        return await _packed(request, path, {"cache-control": keeps})
    # Programs that ask for a page that is none are told so; people get the page, which says it in its own words.
    is_person = not path or "text/html" in request.headers.get("accept", "")
    if not is_read or not is_person or path.partition("/")[0] in {"api", "assets"}:
        return await not_found(request)
    if PAGE not in _files():
        return HTMLResponse((ASSETS / "home.html").read_text(), headers={"cache-control": "no-cache"})
    return await _packed(request, PAGE, {"cache-control": "no-cache", "content-security-policy": POLICY})


async def _packed(request: Request, path: str, headers: dict[str, str]) -> Response:
    """The smallest copy that the caller can read; they were made when the dashboard was built."""
    copies = {encoding: f"{path}{suffix}" for encoding, suffix in _ENCODINGS if f"{path}{suffix}" in _files()}
    accepted = _accepted(request.headers.get("accept-encoding", ""))
    encoding = next((one for one in copies if one in accepted), None)
    if copies:
        headers |= {"vary": "accept-encoding"}
    if encoding:
        headers |= {"content-encoding": encoding}
    file = folder() / copies.get(encoding or "", path)
    try:
        found = await asyncio.to_thread(os.stat, file)
    except FileNotFoundError:  # another build takes its place at this moment
        return await not_found(request)
    media_type = _TYPES.get(Path(path).suffix, "application/octet-stream")
    return FileResponse(file, headers=headers, media_type=media_type, stat_result=found)


def _accepted(header: str) -> frozenset[str]:
    """The encodings that a request asks for; a weight of zero refuses one."""
    words = (word.strip().lower().partition(";") for word in header.split(","))
    return frozenset(name.strip() for name, _, weight in words if weight.replace(" ", "") not in {"q=0", "q=0.0"})


def _ports(file: Path) -> dict[str, dict[str, int]]:
    try:
        known = json.loads(file.read_text())
        return {"ports": {"http": known["web"], "https": known["websecure"]}}
    except (OSError, ValueError, LookupError):  # no engine yet, so no Traefik
        return {}


async def not_found(_: Request, _error: Exception | None = None) -> Response:
    return JSONResponse(NOT_FOUND, status_code=404)
