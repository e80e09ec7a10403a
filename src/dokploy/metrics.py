"""`GET /metrics`: the figures of this process and of the installation, for Prometheus.

Whoever has the token of `DOKPLOY_METRICS_TOKEN` reads them, and so does an owner or admin with a key. An address opens
nothing: behind a proxy every caller has the same.
"""

import hmac

from fastapi import APIRouter
from prometheus_client import CONTENT_TYPE_LATEST
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from dokploy.context import Runtime
from dokploy.core.errors import DokployError
from dokploy.core.permissions import ADMIN
from dokploy.features.figures import exposition
from dokploy.wire import http
from dokploy.wire.credentials import authenticate


def routes(runtime: Runtime) -> APIRouter:
    async def metrics(request: Request) -> Response:
        try:
            await _admit(runtime, request)
        except DokployError as error:
            return PlainTextResponse(f"{error}\n", error.status)
        return Response(await exposition(runtime), media_type=CONTENT_TYPE_LATEST)

    return APIRouter(routes=[Route("/metrics", metrics)])


async def _admit(runtime: Runtime, request: Request) -> None:
    """Raises what the caller is refused with. The token is known without the database, which may be away just now."""
    headers, token = http.read_headers(request.scope), runtime.settings.metrics_token
    given = headers.get("authorization", "").encode()
    if token is not None and hmac.compare_digest(given, f"Bearer {token.get_secret_value()}".encode()):
        return
    address = request.client.host if request.client else ""
    actor = await authenticate(runtime, headers, address=address, request_id=http.request_id(request.scope))
    actor.check(ADMIN)
