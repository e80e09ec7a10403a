"""Where each WebSocket lives: at the root, as clients expect it."""

from typing import Final

from fastapi import APIRouter, WebSocket

from dokploy.context import Runtime
from dokploy.sockets.containers import show_container_log, show_terminal, show_usage
from dokploy.sockets.deployment_log import show_deployment
from dokploy.sockets.drawer import show_drawer
from dokploy.sockets.events import show_events
from dokploy.sockets.visit import Show, receive

PATHS: Final[dict[str, Show]] = {
    "/listen-deployment": show_deployment,
    "/docker-container-logs": show_container_log,
    "/docker-container-terminal": show_terminal,
    "/listen-docker-stats-monitoring": show_usage,
    "/events": show_events,
    "/drawer-logs": show_drawer,
}


def routes(runtime: Runtime) -> APIRouter:
    router = APIRouter()
    for path, show in PATHS.items():
        _add(router, path, runtime, show)
    return router


def _add(router: APIRouter, path: str, runtime: Runtime, show: Show) -> None:
    @router.websocket(path)
    async def _(socket: WebSocket) -> None:
        await receive(runtime, socket, show)
