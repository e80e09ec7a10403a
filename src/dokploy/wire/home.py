"""What every server answers: that it lives, where to go from its root, and that a path is not there."""

from typing import Final

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import Route

from dokploy.wire.pages import ASSETS

NOT_FOUND: Final = {"message": "Not found", "code": "NOT_FOUND"}


def routes() -> APIRouter:
    return APIRouter(routes=[Route("/", _home), Route("/api/health", _health, methods=None)])


async def _home(_: Request) -> Response:
    return HTMLResponse((ASSETS / "home.html").read_text(), headers={"cache-control": "no-cache"})


async def _health(_: Request) -> Response:
    """The process answers; whether the database does is `settings.health`."""
    return JSONResponse({"ok": True})


async def not_found(_: Request, _error: Exception) -> Response:
    return JSONResponse(NOT_FOUND, status_code=404)
