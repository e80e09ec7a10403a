"""The API's description for people: `/api/docs` (Swagger UI), `/api/redoc` (Redoc) and `/api/openapi.json` for both.

Everything that the pages load comes from this server, and no page has a script or a style of its own inside.
"""

import gzip
import re
from functools import lru_cache
from pathlib import Path
from typing import Final

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from dokploy.context import Runtime
from dokploy.core.errors import DokployError, NotFound, Unauthorized
from dokploy.wire import http
from dokploy.wire.credentials import authenticate
from dokploy.wire.forms import plain_error
from dokploy.wire.openapi import document
from dokploy.wire.superjson import dumps

ASSETS: Final = Path(__file__).parent / "assets"
_TYPES: Final = {"js": "text/javascript", "css": "text/css", "txt": "text/plain"}
_POLICY: Final = (
    "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; form-action 'self'; "
    "frame-ancestors 'none'"
)
_REDOC_POLICY: Final = (
    f"{_POLICY}; worker-src 'self' blob:; style-src 'self' "
    "'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=' 'sha256-QMIg+bpjm3JdElJ388KYke01izlUW0UoNOeKjpMxdgc='"
)
"""Redoc searches in a worker, adds an empty style element that it fills rule by rule, and one of fixed content."""
_HOST: Final = re.compile(r"[A-Za-z0-9.\-]+(:\d{1,5})?|\[[0-9A-Fa-f:.]+\](:\d{1,5})?")


def routes(runtime: Runtime) -> APIRouter:
    async def openapi(request: Request) -> Response:
        return await _openapi(runtime, request)

    return APIRouter(
        routes=[
            Route("/api/openapi.json", openapi),
            Route("/api/docs", _swagger),
            Route("/api/redoc", _redoc),
            Route("/api/docs/{name}", _asset),
        ]
    )


def server_url(headers: dict[str, str], scheme: str) -> str:
    """Where the caller reaches the API; relative when the caller's own words for it are no address."""
    host = headers.get("x-forwarded-host", headers.get("host", ""))
    proto = headers.get("x-forwarded-proto", scheme)
    return f"{proto}://{host}/api" if _HOST.fullmatch(host) and proto in {"http", "https"} else "/api"


async def _openapi(runtime: Runtime, request: Request) -> Response:
    headers, known_id = http.read_headers(request.scope), http.request_id(request.scope)
    address = request.client.host if request.client else ""
    try:
        actor = await authenticate(runtime, headers, address=address, request_id=known_id)
        if not actor.is_signed_in:
            return _refused(Unauthorized("Unauthorized"))
    except DokployError as error:
        return _refused(error)
    return Response(dumps(document(server_url(headers, request.url.scheme))), media_type=http.JSON)


async def _swagger(_: Request) -> Response:
    styles = '<link rel="stylesheet" href="/api/docs/swagger-ui.css">'
    return _page(_POLICY, viewer="swagger", script="swagger-ui-bundle.js", styles=styles)


async def _redoc(_: Request) -> Response:
    return _page(_REDOC_POLICY, viewer="redoc", script="redoc.standalone.js", styles="")


def _page(policy: str, **parts: str) -> Response:
    html = (ASSETS / "reference.html").read_text()
    for name, value in parts.items():
        html = html.replace(f"@{name}@", value)
    return HTMLResponse(html, headers={"content-security-policy": policy, "cache-control": "no-cache"})


async def _asset(request: Request) -> Response:
    name = str(request.path_params["name"])
    packed = _packed(name)
    media_type = _TYPES.get(name.rpartition(".")[2])
    if packed is None or media_type is None:
        return _refused(NotFound("Not found"))
    headers = {"cache-control": "public, max-age=3600", "vary": "accept-encoding"}
    if "gzip" not in request.headers.get("accept-encoding", ""):
        return Response(gzip.decompress(packed), media_type=media_type, headers=headers)
    return Response(packed, media_type=media_type, headers={**headers, "content-encoding": "gzip"})


@lru_cache
def _packed(name: str) -> bytes | None:
    """The file as gzip; only names that the folder lists are files."""
    files = {path.name for path in ASSETS.iterdir()}
    if f"{name}.gz" in files:
        return (ASSETS / f"{name}.gz").read_bytes()
    return gzip.compress((ASSETS / name).read_bytes(), mtime=0) if name in files else None


def _refused(error: DokployError) -> Response:
    answer = plain_error(error, None)
    return Response(answer.body, answer.status, dict(_text(answer.headers)), answer.media_type)


def _text(headers: http.Headers) -> list[tuple[str, str]]:
    return [(name.decode(), value.decode()) for name, value in headers]
