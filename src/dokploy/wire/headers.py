"""What every answer has, whoever gives it: headers for browsers, the request's id, and a place in the figures."""

from time import perf_counter
from typing import Any, Final

import structlog
from prometheus_client import Counter, Histogram
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from structlog.contextvars import bind_contextvars

from dokploy.core.meters import FAST
from dokploy.wire.http import Headers, request_id

POLICY: Final = "default-src 'self'; frame-ancestors 'none'"
"""What an answer may load unless it brings a policy of its own (with hashes for its scripts)."""
_ALWAYS: Final[Headers] = [
    (b"x-frame-options", b"DENY"),
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"strict-origin-when-cross-origin"),
    (b"content-security-policy", POLICY.encode()),
]
_SURFACES: Final = (("/api/auth/", "auth"), ("/api/deploy/", "webhook"), ("/api/trpc/", "trpc"), ("/api/", "api"))

ANSWERS: Final = Counter("dokploy_http_answers", "HTTP answers, by surface and status.", ["surface", "code"])
SECONDS: Final = Histogram(
    "dokploy_http_seconds", "From a request to the head of its answer.", ["surface"], buckets=FAST
)

log = structlog.get_logger(__name__)


class SecurityHeaders:
    """ASGI middleware; a header that the answer already has is left as it is."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        known, begun = request_id(scope), perf_counter()
        bind_contextvars(request_id=known)

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = _completed(message.get("headers", ()), known)
                _note(scope, message["status"], perf_counter() - begun)
            await send(message)

        await self._app(scope, receive, send_with_headers)


def _note(scope: Scope, status: int, seconds: float) -> None:
    path: str = scope["path"]
    surface = next((name for start, name in _SURFACES if path.startswith(start)), "page")
    ANSWERS.labels(surface, str(status)).inc()
    SECONDS.labels(surface).observe(seconds)
    log.debug("answered", method=scope["method"], path=path, status=status, ms=round(seconds * 1000, 1))


def _completed(headers: Any, known_id: str) -> Headers:
    given = list(headers)
    names = {name.lower() for name, _ in given}
    given.extend(header for header in _ALWAYS if header[0] not in names)
    given.append((b"x-request-id", known_id.encode()))
    return given
