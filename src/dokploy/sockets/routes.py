"""Where each WebSocket lives: at the root, as clients expect it."""

from fastapi import APIRouter, WebSocket

from dokploy.context import Runtime
from dokploy.sockets.deployment_log import listen_deployment


def routes(runtime: Runtime) -> APIRouter:
    router = APIRouter()

    @router.websocket("/listen-deployment")
    async def deployment_log(socket: WebSocket) -> None:
        await listen_deployment(runtime, socket)

    return router
