"""One ASGI application for all procedures: `/api/<router>.<procedure>` and `/api/trpc/<name>[,<name>…]`.

    dispatcher = Dispatcher(runtime)
    if dispatcher.handles(scope): await dispatcher(scope, receive, send)

Finding a procedure is a look-up in the registry, not a walk along routes; double and trailing slashes and any letter
case are served.
"""

import re
from typing import Final

from starlette.types import Receive, Scope, Send

from dokploy.context import Runtime
from dokploy.wire.calls import Calls
from dokploy.wire.http import ClientGone, Request
from dokploy.wire.plain import answer_plain
from dokploy.wire.procedure import REGISTRY, Procedure
from dokploy.wire.trpc import answer_trpc
from dokploy.wire.turns import Turns

_API: Final = "/api/"
_TRPC: Final = "trpc"
_OF_OTHERS: Final = frozenset({"openapi.json"})
"""Names under /api that have a dot and are no procedures."""
_SLASHES: Final = re.compile("//+")


class Dispatcher:
    """Serves every procedure of the registry over HTTP; `trpc_socket` does it over a socket."""

    def __init__(self, runtime: Runtime, registry: dict[str, Procedure] = REGISTRY) -> None:
        self._turns = Turns()
        self._calls = Calls.of(runtime) if registry is REGISTRY else Calls(runtime, registry)

    def handles(self, scope: Scope) -> bool:
        return scope["type"] == "http" and _target(scope["path"]) is not None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request for which `handles` is true."""
        await self._turns.take()
        request = Request(scope, receive)
        is_trpc, names = _target(scope["path"]) or (False, scope["path"])
        try:
            answer = await (answer_trpc if is_trpc else answer_plain)(self._calls, request, names)
        except ClientGone:
            return
        await answer.send(send, without_body=request.method == "HEAD")


def _target(path: str) -> tuple[bool, str] | None:
    """Whether it is the tRPC form, and the name or names; `None` for a path that calls no procedure."""
    if "//" in path or path.endswith("/"):
        path = _SLASHES.sub("/", path).rstrip("/")
    if path[: len(_API)].lower() != _API:
        return None
    first, slash, rest = path[len(_API) :].partition("/")
    if first.lower() == _TRPC:
        return True, rest
    if slash or "." not in first or first.lower() in _OF_OTHERS:
        return None
    return False, first
