"""What every server answers: that it lives, where to go from its root, and that a path is not there."""

import json
from pathlib import Path
from typing import Final

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import Route

from dokploy.wire.pages import ASSETS

NOT_FOUND: Final = {"message": "Not found", "code": "NOT_FOUND"}


def routes(traefik_ports: Path) -> APIRouter:
    """`traefik_ports` is where the ports are written down that Traefik really got."""

    async def health(_: Request) -> Response:
        """The process answers; whether the database does is `settings.health`. With where applications answer."""
        return JSONResponse({"ok": True} | _ports(traefik_ports))

    return APIRouter(routes=[Route("/", _home), Route("/api/health", health, methods=None)])


def _ports(file: Path) -> dict[str, dict[str, int]]:
    try:
        known = json.loads(file.read_text())
        return {"ports": {"http": known["web"], "https": known["websecure"]}}
    except (OSError, ValueError, LookupError):  # no engine yet, so no Traefik
        return {}


async def _home(_: Request) -> Response:
    return HTMLResponse((ASSETS / "home.html").read_text(), headers={"cache-control": "no-cache"})


async def not_found(_: Request, _error: Exception) -> Response:
    return JSONResponse(NOT_FOUND, status_code=404)
