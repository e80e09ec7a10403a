"""Headers that every answer carries, whoever gives it: what a browser may do with it, and the request's id."""

from typing import Any, Final

from starlette.types import ASGIApp, Message, Receive, Scope, Send
from structlog.contextvars import bind_contextvars

from dokploy.wire.http import Headers, request_id

POLICY: Final = "default-src 'self'; frame-ancestors 'none'"
"""What an answer may load unless it brings a policy of its own (with hashes for its scripts)."""
_ALWAYS: Final[Headers] = [
    (b"x-frame-options", b"DENY"),
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"strict-origin-when-cross-origin"),
    (b"content-security-policy", POLICY.encode()),
]


class SecurityHeaders:
    """ASGI middleware; a header that the answer already has is left as it is."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        known = request_id(scope)
        bind_contextvars(request_id=known)

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = _completed(message.get("headers", ()), known)
            await send(message)

        await self._app(scope, receive, send_with_headers)


def _completed(headers: Any, known_id: str) -> Headers:
    given = list(headers)
    names = {name.lower() for name, _ in given}
    given.extend(header for header in _ALWAYS if header[0] not in names)
    given.append((b"x-request-id", known_id.encode()))
    return given
